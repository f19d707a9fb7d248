"""What makes a graph conform, and what does not: one case for each thing the shapes ask for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib

from kg.errors import KgError
from kg.paths import ontology
from kg.rdf.graph import Run, lines
from kg.rdf.validate import Report, check
from kg.rdf.write import turtle
from rdf_sample import facts

GOOD = turtle(lines([facts()], run=Run("1.0", "model 1")))


def report(folder: Path, text: str, lang: str = "en") -> Report:
    file = folder / "graph.ttl"
    file.write_text(text, encoding="utf-8")
    return check(file, lang)


def test_a_graph_of_the_program_conforms(tmp_path: Path) -> None:
    found = report(tmp_path, GOOD)
    assert found == Report(conforms=True, problems=())
    assert found.text() == "conforms"


def test_a_graph_of_several_articles_and_an_empty_one_conform(tmp_path: Path) -> None:
    assert report(tmp_path, turtle(lines([facts("a"), facts("b", None)]))).conforms
    assert report(tmp_path, "").conforms


VIOLATIONS = {
    "Node": ("<reading/article> a prov:Bundle", "[] a prov:Bundle . <reading/article> a prov:Bundle"),
    "Document-text": ("    schema:articleBody ", "    schema:text "),
    "Document-language": ('schema:inLanguage "fr"', 'schema:inLanguage "fr", "en"'),
    "Document-hash": ('schema:sha256 "', 'schema:sha256 "0'),
    "Document-date": ('"2023-05"^^xsd:gYearMonth', '"2023-05"^^xsd:gYearMonth, "2024"^^xsd:gYear'),
    "Span-document": ("<doc/article> a schema:NewsArticle", "<doc/article> a schema:Article"),
    "Span-begin": ("nif:beginIndex 3 ", "nif:beginIndex 30 "),
    "Span-end": ("nif:endIndex 8 ;", "nif:endIndex 8, 9 ;"),
    "Span-text": ('nif:anchorOf "Liban" ;', ""),
    "Span-exact": ('nif:anchorOf "Liban"', 'nif:anchorOf "Liban "'),
    "Mention-type": ("kg:mentionType kg:named", "kg:mentionType kg:asserted"),
    "Mention-entity": ("    itsrdf:taIdentRef :union_arabe ;\n", ""),
    "Labelled": ('rdfs:label "Rima Haddad"@fr', 'rdfs:label "Rima Haddad"'),
    "Entity-link": ("skos:exactMatch <https://sws.geonames.org/272103/>", 'skos:exactMatch "272103"'),
    "Entity-founded": (":syrie a schema:Country ;", ":syrie a schema:Country ; kg:locatedIn :liban ;"),
    "Certain-certainty": ("kg:certainty kg:planned", "kg:certainty kg:planned, kg:negated"),
    "Certain-evidence": ("    kg:evidence <doc/article#char=185,223> ;\n", ""),
    "Evidence-place": ("kg:evidence <doc/article#char=185,223> ;", "kg:evidence <doc/article#char=1,2> ;"),
    "Certain-time": ("kg:time <time/2023-05-03_>", "kg:time :liban"),
    "Scored-confidence": ("kg:confidence 0.95", "kg:confidence 1.95"),
    "Scored-rule": ('    kg:rule "fr/completive" ;\n', ""),
    "Statement-subject": ("    rdf:subject :liban ;\n    rdf:predicate kg:memberOf", "    rdf:predicate kg:memberOf"),
    "Statement-object": ("    rdf:object :union_arabe ;\n", ""),
    "Statement-predicate": ("rdf:predicate kg:memberOf", "rdf:predicate kg:evidence"),
    "Statement-domain": (":rima_haddad a schema:Person", ":rima_haddad a schema:City"),
    "Statement-range": (":liban a schema:Country", ":liban a schema:Person"),
    "Statement-plain": ("    kg:headOfState :liban .", "    kg:nothing :liban ."),
    "Statement-only": ("kg:borders :syrie .", "kg:borders :syrie ; kg:memberOf :union_arabe ."),
    "Event-lemma": ('    kg:lemma "fuir"@fr ;\n', ""),
    "Claim-form": ("kg:form kg:direct", "kg:form kg:neutral"),
    "Claim-content": ("    kg:content <doc/article#char=137,163> ;\n", ""),
    "Claim-stance": ("kg:stance kg:accusing", "kg:stance kg:direct"),
    "Quantity": ("    schema:value 1500 ;\n", ""),
    "Quantity-approximation": ("kg:approximation kg:exact", "kg:approximation kg:asserted"),
    "Quantity-value": ("schema:value 1500 ;", 'schema:value "beaucoup" ;'),
    "Quantity-minimum": ("schema:value 1500 ;", "schema:minValue 3 ; schema:maxValue 2 ;"),
    "Time-value": ('kg:value "2023-05-03"', 'kg:value "2023-05-03", "2023"'),
}


@pytest.mark.parametrize("shape", VIOLATIONS)
def test_a_violation_is_found(tmp_path: Path, shape: str) -> None:
    good, bad = VIOLATIONS[shape]
    assert good in GOOD
    found = report(tmp_path, GOOD.replace(good, bad, 1))
    assert not found.conforms
    assert shape in {problem.shape for problem in found.problems}


def test_every_shape_that_has_a_message_is_tried() -> None:
    from rdflib import SH

    shapes = rdflib.Graph().parse(ontology() / "shapes.ttl")
    said = {str(shape).rpartition("#")[2] for shape in shapes.subjects(SH.message)}
    assert said - {"Certain-speaker", "Claim-speaker"} == {*VIOLATIONS, "Claim-anyone"}
    for shape in shapes.subjects(SH.message):
        assert {str(getattr(message, "language", "")) for message in shapes.objects(shape, SH.message)} == {"en", "fr"}


def test_a_claim_that_nobody_makes_is_a_warning_and_the_graph_conforms(tmp_path: Path) -> None:
    sample = facts()
    nobody = replace(sample, claims=(replace(sample.claims[0], speakers=()),))
    found = report(tmp_path, turtle(lines([nobody])))
    assert found.conforms
    assert [(problem.shape, problem.warning) for problem in found.problems] == [("Claim-anyone", True)]
    assert found.text().splitlines()[0].startswith("warning  claim/")


def test_a_speaker_without_a_name_is_found(tmp_path: Path) -> None:
    nameless = GOOD.replace("prov:wasAttributedTo :rima_haddad", "prov:wasAttributedTo :personne", 1)
    assert not report(tmp_path, nameless).conforms
    assert not report(tmp_path, GOOD.replace("kg:speaker :rima_haddad", "kg:speaker :personne", 1)).conforms


def test_the_report_says_where_and_what_in_either_language(tmp_path: Path) -> None:
    bad = GOOD.replace("kg:certainty kg:planned", "kg:certainty kg:certain")
    english, french = (report(tmp_path, bad, lang).text() for lang in ("en", "fr"))
    assert "wrong  statement/" in english
    assert "a fact has one certainty of the five: kg:certain" in english
    assert english.endswith("does not conform: 1 wrong")
    assert "un fait a une certitude parmi les cinq: kg:certain" in french


def test_the_report_is_the_same_each_time(tmp_path: Path) -> None:
    bad = GOOD.replace("kg:certainty ", "kg:certitude ")
    assert report(tmp_path, bad) == report(tmp_path, bad)
    shapes = Counter(problem.shape for problem in report(tmp_path, bad).problems)
    assert shapes == {"Certain-certainty": 6, "Statement-only": 2}


def test_a_file_that_is_no_graph_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"graph\.ttl: line 1: "):
        report(tmp_path, "a b c")
