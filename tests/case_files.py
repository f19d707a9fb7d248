"""Cases written by hand (cases/*.md): a text, and what must and must not be found in it. cases/README.md shows how."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import Document, Span

FOLDER = Path(__file__).parent / "cases"
LAYERS = ("entity", "mention", "relation", "event", "claim", "quantity", "time")


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of a case: a layer, what its first field says, its other fields by key.

    `wanted` is whether it must be found, `gap` whether it should be and is not yet.
    """

    layer: str
    what: str
    fields: dict[str, str]
    wanted: bool
    gap: bool
    line: str


@dataclass(slots=True)
class Case:
    """One heading of a cases file."""

    name: str
    date: str | None = None
    text: str = ""
    expected: list[Expected] = field(default_factory=list)

    def document(self) -> Document:
        """The case's text as a document."""
        return Document(
            id=re.sub(r"\W+", "_", self.name),
            text=self.text,
            body=Span(0, len(self.text)),
            sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            date=self.date,
        )


def files() -> list[Path]:
    """The cases files."""
    return sorted(file for file in FOLDER.glob("*.md") if file.name != "README.md")


def cases(file: Path) -> list[Case]:
    """The cases of a file, in order. Raises ValueError, with the line, for what cannot be read."""
    found: list[Case] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            found.append(Case(f"{file.stem}: {line[3:].strip()}"))
        elif found:
            try:
                _add(found[-1], line)
            except ValueError as error:
                raise ValueError(f"{file.name}:{number}: {error}") from error
    return found


def _add(case: Case, line: str) -> None:
    if line.startswith(">"):
        case.text += ("\n" if case.text else "") + line[1:].removeprefix(" ")
    elif line.startswith("date:"):
        case.date = line.removeprefix("date:").strip()
    elif line.startswith("- "):
        case.expected.append(expected(line[2:].strip()))


def expected(line: str) -> Expected:
    """A line such as `not relation: Ivan headOfState Géorgie | asserted` or `event: envahir | agent: Russie`."""
    head, *rest = (part.strip() for part in line.split(" | "))
    match = re.fullmatch(r"(not |gap )?(\w+): (.+)", head)
    if not match or match[2] not in LAYERS:
        raise ValueError(f"starts with none of {', '.join(LAYERS)} and a colon: {line}")
    pairs = (part.partition(":") for part in rest)
    fields = {key.strip() if colon else "is": (value if colon else key).strip() for key, colon, value in pairs}
    return Expected(match[2], match[3], fields, wanted=match[1] != "not ", gap=match[1] == "gap ", line=line)
