"""`kg lexicon`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from kg.cli import app
from kg.cli.console import output, table
from kg.cli.options import Lang
from kg.errors import KgError

KINDS = {
    "noun": "noun with a complement",
    "adjective": "adjective with a complement",
    "verb": "verb",
    "tie": "noun between two",
    "post": "post with à",
    "voice": "par la voix de",
}


@app.command()
def lexicon(
    relation: Annotated[str, typer.Argument(metavar="RELATION", help="Local name of a relation, such as headOfState. Left out: all.")] = "",
    lang: Lang = "fr",
) -> None:
    """Show the relations, their words, and how often their rules were right on the annotated articles."""
    from kg.confidence import Confidence
    from kg.lexicon import check_relations, tables
    from kg.ontology import load

    relations = load().relations
    if relation and relation not in relations:
        raise KgError(f"{relation!r} is no relation of the ontology: kg lexicon shows them all")
    right = _right(Confidence.load().statements)
    entries = tables(lang)["relations"]
    check_relations(lang, entries, relations)
    wanted = [relation] if relation else sorted(relations)
    rows = [
        row for name in wanted for row in _rows(name, relations[name].label(lang), entries, right.get(name, (0, 0)), whole=bool(relation))
    ]
    output().print(table(("relation", "reads", "construction", "words", "right"), rows))


def _right(counts: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Right and found by the relation that ends a rule's name."""
    right, found = Counter[str](), Counter[str]()
    for rule, (good, all_) in counts.items():
        name = rule.rsplit(".", 1)[-1]
        right[name] += good
        found[name] += all_
    return {name: (right[name], found[name]) for name in found}


def _rows(name: str, label: str, entries: Mapping[str, Any], right: tuple[int, int], *, whole: bool) -> list[tuple[str, ...]]:
    """One row for each entry of a relation; its words in full where the relation was asked for."""
    share = f"{right[0]} of {right[1]}" if right[1] else "not seen"
    rows: list[tuple[str, ...]] = []
    for kind, construction in KINDS.items():
        for entry in entries.get(kind, ()):
            if name in entry["property"]:
                prepositions = ", ".join(p or "object" for p in entry.get("prepositions", ()))
                words = ", ".join(entry["words"] if whole else entry["words"][:6]) + ("" if whole or len(entry["words"]) <= 6 else " …")
                rows.append((name, label, construction + (f" ({prepositions})" if prepositions else ""), words, share))
    return rows or [(name, label, "inferred or read from names only", "", share)]
