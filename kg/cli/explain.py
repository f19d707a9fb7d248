"""`kg explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import app
from kg.cli.console import output, table
from kg.cli.options import Authority, Date, Lang, Model
from kg.explain import explain as sections
from kg.run import MODEL, Options, load
from kg.text.header import checked_date
from kg.text.read import read_text


@app.command()
def explain(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence, or several.")],
    lang: Lang = "fr",
    model: Model = MODEL,
    date: Date = None,
    authority: Authority = None,
) -> None:
    """Show what each stage finds in a sentence, and which rule fired."""
    options = Options(lang, model, authority=tuple(authority or ()))
    document = read_text(sentence, lang=lang, date=checked_date(date) if date else None)
    found, doc = load(options).explain(document)
    console = output()
    for section in sections(found, doc):
        if section.rows:
            console.print(table(section.columns, section.rows, title=section.title))
        else:
            console.print(f"{section.title}: none")
        console.print()
