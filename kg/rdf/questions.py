"""The questions that come with the program: `ontology/questions/*.rq`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.paths import ontology
from kg.rdf.terms import text

_PARAMETER = re.compile(r"# param (\w+)( \(optional\))?: (.*)")
_VALUE = re.compile(r'VALUES \?(\w+) \{ "[^"]*" \}')


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a question wants to be told: the variable of a line `VALUES ?name { "" }` of its SPARQL."""

    name: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with what it asks, in plain French and English, and its parameters."""

    name: str
    french: str
    english: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def filled(self, values: Mapping[str, str]) -> str:
        """The SPARQL with values for its parameters.

        Raises KgError where a required one is missing, and for a name that the query has no line for.
        """
        for parameter in self.parameters:
            if parameter.required and not values.get(parameter.name):
                raise KgError(f"{self.name}: {parameter.meaning} is missing: add --param {parameter.name}=…")
        places = _VALUE.findall(self.sparql)
        for name in values:
            if name not in places:
                known = f"it has {', '.join(places)}" if places else "it has none"
                raise KgError(f"{self.name or 'query'}: no parameter {name!r}: {known}")
        return _VALUE.sub(
            lambda match: f"VALUES ?{match[1]} {{ {text(values[match[1]])} }}" if match[1] in values else match[0], self.sparql
        )


def questions(folder: Path | None = None) -> Iterator[Question]:
    """The questions of a folder, the program's own by default, by name."""
    for path in sorted((folder or ontology() / "questions").glob("*.rq")):
        yield read_question(path)


def find(name: str) -> Question:
    """A question by its name. Raises KgError, with the names there are, where there is none."""
    known = {question.name: question for question in questions()}
    if name not in known:
        raise KgError(f"{name!r} is no question, file or SPARQL query: the questions are {', '.join(known)}")
    return known[name]


def read_question(path: Path) -> Question:
    """A question from its file: a comment line in French, one in English, and `# param NAME: MEANING` for each parameter.

    A query without comments is a question too. Raises KgError where the file cannot be read.
    """
    try:
        sparql = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path}: cannot read the query ({getattr(error, 'strerror', None) or 'not UTF-8'}): check the path") from error
    head = [line for line in sparql.splitlines() if line.startswith("#")]
    found = [match for line in head if (match := _PARAMETER.fullmatch(line))]
    parameters = tuple(Parameter(match[1], not match[2], match[3]) for match in found)
    words = [line.lstrip("# ") for line in head if not line.startswith("# param ")]
    french, english = (*words, "", "")[:2]
    return Question(path.stem, french, english, parameters, sparql)
