"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Lang = Annotated[str, typer.Option("--lang", help="Language of the articles (ISO 639-1).")]
Model = Annotated[str, typer.Option("--model", help="spaCy model.")]
Date = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Date of articles whose header has none: 2022-09-27, 2022-09 or 2022.")
]
Base = Annotated[str, typer.Option("--base", metavar="IRI", help="What the IRIs of the data start with.")]
Authority = Annotated[
    list[Path] | None,
    typer.Option("--authority", metavar="FILE", help="Turtle file of names and identifiers of your own (may be repeated)."),
]
Infer = Annotated[bool, typer.Option("--infer", help="Write what follows from the relations by the ontology's axioms too: inferred.ttl.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")]
Store = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="Read into the store in this folder, in place of -o.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Read in so many processes.")]
