from __future__ import annotations

from pathlib import Path

import pytest

from case_files import Case, Expected, cases, expected, files
from kg.model import Facts
from kg.pipeline import Knowledge, extract
from kg.run import Extractor
from kg.text.parse import parsable
from matching import described, holds
from recorded import FOLDER, binary, recorded

ALL = [(file.stem, case) for file in files() for case in cases(file)]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load("fr", ())


def facts_of(name: str, case: Case, knowledge: Knowledge) -> Facts:
    document = case.document()
    doc = recorded(name).get(parsable(document))
    if doc is None:
        pytest.fail("this text has no recorded parse: run `python tests/renew.py`")
    return extract(document, doc, knowledge)


def verdict(line: Expected) -> str:
    if line.gap:
        return "found after all, so take its `gap` away"
    return "missing" if line.wanted else "wrong"


def shown(layer: str, facts: Facts) -> str:
    found = (" | ".join(f"{key}: {'/'.join(sorted(value))}" for key, value in each.items()) for each in described(layer, facts))
    return "\n".join(f"  found {layer} {line}" for line in found) or f"  found no {layer}"


@pytest.mark.parametrize(("name", "case"), ALL, ids=[case.name for _, case in ALL])
def test_case(name: str, case: Case, knowledge: Knowledge) -> None:
    facts = facts_of(name, case, knowledge)
    wrong = [line for line in case.expected if holds(line, facts) != (line.wanted and not line.gap)]
    if wrong:
        pytest.fail("\n".join(f"{verdict(line)}: {line.line}\n{shown(line.layer, facts)}" for line in wrong), pytrace=False)


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_every_file_of_cases_has_positive_and_negative_ones(file: Path) -> None:
    lines = [line.wanted for name, case in ALL if name == file.stem for line in case.expected]
    assert {True, False} <= set(lines)


@pytest.mark.parametrize("case", [case for _, case in ALL], ids=[case.name for _, case in ALL])
def test_a_case_has_a_text_and_expects_something(case: Case) -> None:
    assert case.text
    assert case.expected


def test_a_line_of_a_case_is_read() -> None:
    line = "not event: envahir | agent: la Russie | reported"
    assert expected(line) == Expected("event", "envahir", {"agent": "la Russie", "is": "reported"}, wanted=False, gap=False, line=line)


@pytest.mark.parametrize("line", ["envahir", "fait: envahir", "event:"])
def test_a_line_that_is_none_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="starts with none of entity"):
        expected(line)


@pytest.mark.model
@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_recorded_parses_are_those_of_the_model(extractor: Extractor, file: Path) -> None:
    texts = [case.document() for name, case in ALL if name == file.stem]
    assert (FOLDER / f"{file.stem}.spacy").read_bytes() == binary(texts, extractor.nlp), "run `python tests/renew.py`"
