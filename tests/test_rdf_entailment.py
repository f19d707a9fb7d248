"""What follows from the relations read."""

from __future__ import annotations

from kg.rdf.entailment import entailed
from kg.rdf.terms import KG, SCHEMA

ID = "https://w3id.org/kgnews/id/"


def line(subject: str, predicate: str, object_: str) -> str:
    return f"<{ID}{subject}> <{predicate}> <{ID}{object_}> ."


def test_a_border_holds_both_ways() -> None:
    assert line("russie", f"{KG}borders", "georgie") in entailed([line("georgie", f"{KG}borders", "russie")])


def test_a_place_lies_in_what_its_region_lies_in() -> None:
    read = [line("lars", f"{KG}locatedIn", "ossetie"), line("ossetie", f"{KG}locatedIn", "russie")]
    assert line("lars", f"{KG}locatedIn", "russie") in entailed(read)


def test_being_based_somewhere_is_lying_there() -> None:
    assert line("airbus", f"{KG}locatedIn", "blagnac") in entailed([line("airbus", f"{KG}headquarteredIn", "blagnac")])


def test_an_author_has_written_the_work_for_schema_too() -> None:
    assert line("germinal", f"{SCHEMA}author", "zola") in entailed([line("zola", f"{KG}authorOf", "germinal")])


def test_leading_is_not_symmetric() -> None:
    assert not any(f"{KG}leads" in each for each in entailed([line("juncker", f"{KG}leads", "commission")]))


def test_nothing_that_was_read_is_repeated_and_nothing_borders_itself() -> None:
    read = [line("georgie", f"{KG}borders", "russie"), line("russie", f"{KG}borders", "georgie")]
    assert not [each for each in entailed(read) if f"{KG}borders" in each]


def test_what_is_said_of_a_statement_does_not_follow_as_a_fact() -> None:
    disputed = f"<{ID}statement/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <{KG}borders> ."
    assert entailed([disputed]) == []
