"""Events of single sentences whose entities are given, so that nothing but the events is tested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc

from kg.extract.events import EventLexicon, find_events
from kg.extract.reading import Reading
from kg.extract.verb_lemmas import repaired
from kg.lexicon import tables
from kg.model import Document, Entity, EntityType, Event, Judgement, Name, Span, TimeExpression
from kg.ontology import load as load_ontology
from kg.text.tokens import Parse, Token, copied

if TYPE_CHECKING:
    from kg.run import Extractor

COUNTRIES = ("France", "Italie", "Grèce", "Turquie", "Japon", "Chili", "Pérou", "Moscou", "Lyon", "Oslo")
PEOPLE = ("Dupont", "Martin", "Moreau", "Petit")
BODIES = ("Sénat", "ONU", "police", "Airbus")
TYPES: Mapping[str, EntityType] = (
    dict.fromkeys(COUNTRIES, EntityType.COUNTRY) | dict.fromkeys(PEOPLE, EntityType.PERSON) | dict.fromkeys(BODIES, EntityType.ORGANIZATION)
)


@pytest.fixture(scope="module")
def lexicon() -> EventLexicon:
    return EventLexicon.from_table(tables("fr"))


def asserted(_: Token) -> Judgement:
    return Judgement()


def spoken_by_dupont(_: Token) -> Judgement:
    return Judgement(speakers=("Dupont",))


def reading(doc: Parse, denoted: Mapping[str, str] | None = None) -> Reading:
    """A reading in which each name of TYPES, and each further word given, stands for the entity of that name."""
    known = {name: name for name in TYPES} | dict(denoted or {})
    heads = {t.i: (known[t.text],) for t in doc if t.text in known}
    entities = {name: Entity(name, type_, Name(name, "fr")) for name, type_ in TYPES.items()}
    return Reading(Document("d", doc.text, Span(0, len(doc.text)), ""), doc, entities, (), heads)


def events_of(
    extractor: Extractor, lexicon: EventLexicon, text: str, denoted: Mapping[str, str] | None = None, times: Sequence[TimeExpression] = ()
) -> tuple[Event, ...]:
    """The events of a text in which names stand for themselves."""
    return find_events(reading(copied(extractor.nlp(text)), denoted), times, (), asserted, lexicon)


def told(events: Sequence[Event]) -> set[tuple[str, str, str, str]]:
    """Lemma, agents, patients and places of each event."""
    return {(e.lemma, " ".join(e.agents), " ".join(e.patients), " ".join(e.places)) for e in events}


CONSTRUCTIONS = [
    pytest.param("La France a attaqué le Japon.", ("attaquer", "France", "Japon", ""), id="subject, verb, object"),
    pytest.param("Dupont a été arrêté par la police.", ("arrêter", "police", "Dupont", ""), id="passive with an agent"),
    pytest.param("Dupont arrêté en Italie", ("arrêter", "", "Dupont", "Italie"), id="heading without auxiliary"),
    pytest.param("Dupont a été réélu.", ("réélire", "", "Dupont", ""), id="passive without an agent"),
    pytest.param("Dupont a été nommé ministre par Martin.", ("nommer", "Martin", "Dupont", ""), id="agent behind a predicate"),
    pytest.param("Dupont, critiqué par Martin, a quitté la France.", ("critiquer", "Martin", "Dupont", ""), id="participle"),
    pytest.param("Dupont, critiqué par Martin, a quitté la France.", ("quitter", "Dupont", "France", ""), id="verb after a participle"),
    pytest.param("Dupont, qui a condamné la Turquie, a parlé.", ("condamner", "Dupont", "Turquie", ""), id="relative clause"),
    pytest.param("Dupont tente de quitter la France.", ("quitter", "Dupont", "France", ""), id="infinitive of a verb of trying"),
    pytest.param("Dupont a demandé à Martin de quitter la France.", ("quitter", "Martin", "France", ""), id="infinitive after an object"),
    pytest.param("La France et la Grèce ont condamné la Turquie.", ("condamner", "Grèce", "Turquie", ""), id="two agents"),
    pytest.param("La France a condamné la Turquie et le Japon.", ("condamner", "France", "Japon", ""), id="two patients"),
    pytest.param(
        "L'offensive de la Turquie contre la Grèce continue.", ("attaquer", "Turquie", "Grèce", ""), id="noun with doer and patient"
    ),
    pytest.param("L'invasion du Japon par le Chili a surpris.", ("envahir", "Chili", "Japon", ""), id="noun with patient and doer"),
    pytest.param("La visite de Dupont en Italie est prévue.", ("visiter", "Dupont", "", "Italie"), id="noun with a place"),
    pytest.param("La police a lancé une attaque contre Airbus.", ("attaquer", "police", "Airbus", ""), id="verb that lends its subject"),
    pytest.param("Dupont a succédé à Martin.", ("succéder", "Dupont", "Martin", ""), id="patient with a preposition"),
    pytest.param("Dupont s'est rendu à Oslo.", ("se rendre", "Dupont", "", "Oslo"), id="movement to a place"),
    pytest.param("Dupont a rencontré Martin à Lyon.", ("rencontrer", "Dupont", "Martin", "Lyon"), id="place of an encounter"),
    pytest.param("Dupont deviendra président du Chili.", ("devenir", "Dupont", "Chili", ""), id="office"),
    pytest.param("Dupont a été victime d'une attaque de la Turquie.", ("attaquer", "Turquie", "Dupont", ""), id="victim"),
    pytest.param("Le match oppose la France au Japon.", ("opposer", "France", "Japon", ""), id="two sides"),
    pytest.param("La France a critiqué et condamné la Turquie.", ("condamner", "France", "Turquie", ""), id="shared object"),
    pytest.param("La majorité des membres du Sénat a rejeté Airbus.", ("rejeter", "Sénat", "Airbus", ""), id="part of a group"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), CONSTRUCTIONS)
def test_finds_who_did_what_to_whom(extractor: Extractor, lexicon: EventLexicon, text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in told(events_of(extractor, lexicon, text))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        pytest.param("Dupont est en France.", "être", id="copula"),
        pytest.param("Dupont possède Airbus.", "posséder", id="state"),
        pytest.param("Dupont a déclaré que la France est belle.", "déclarer", id="reporting"),
        pytest.param("Dupont peut quitter la France.", "pouvoir", id="modality"),
    ],
)
def test_states_and_reports_are_no_events(extractor: Extractor, lexicon: EventLexicon, text: str, lemma: str) -> None:
    assert lemma not in {x for e in events_of(extractor, lexicon, text) for x in e.lemmas}


@pytest.mark.model
def test_the_subject_of_a_passive_does_nothing(extractor: Extractor, lexicon: EventLexicon) -> None:
    assert all("Dupont" not in e.agents for e in events_of(extractor, lexicon, "Dupont a été arrêté par la police."))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("La Grèce a repris la Turquie.", "Conquest"),
        ("Dupont a produit la Grèce.", None),
        ("La Grèce est tombée.", "Conquest"),
    ],
)
def test_a_verb_of_several_senses_has_its_class_only_with_what_fits(
    extractor: Extractor, lexicon: EventLexicon, text: str, type_: str | None
) -> None:
    assert {e.type for e in events_of(extractor, lexicon, text)} == {type_}


@pytest.mark.model
def test_who_undergoes_an_attack_does_not_lead_it(extractor: Extractor, lexicon: EventLexicon) -> None:
    events = events_of(extractor, lexicon, "La Grèce subit l'offensive de la Turquie.")
    assert [(e.agents, e.patients) for e in events if "offensive" in e.lemmas] == [(("Turquie",), ("Grèce",))]


@pytest.mark.model
def test_a_noun_of_action_carries_its_verb_and_itself(extractor: Extractor, lexicon: EventLexicon) -> None:
    (event,) = (e for e in events_of(extractor, lexicon, "L'offensive de la Turquie contre la Grèce continue.") if e.patients)
    assert {"attaquer", "offensive"} <= set(event.lemmas)
    assert event.type == "Attack"


@pytest.mark.model
def test_first_persons_stand_for_who_speaks(extractor: Extractor, lexicon: EventLexicon) -> None:
    text = reading(copied(extractor.nlp("J'ai rencontré Martin.")))
    assert find_events(text, (), (), spoken_by_dupont, lexicon)[0].agents == ("Dupont",)


@pytest.mark.model
def test_since_opens_an_interval(extractor: Extractor, lexicon: EventLexicon) -> None:
    text = "La Turquie bombarde la Grèce depuis mardi."
    time = TimeExpression(Span(text.index("mardi"), len(text) - 1), "2022-09-20")
    (event,) = events_of(extractor, lexicon, text, times=[time])
    assert event.times == ("2022-09-20/..",)


@pytest.mark.model
def test_a_time_of_another_clause_is_not_the_event_s(extractor: Extractor, lexicon: EventLexicon) -> None:
    text = "Dupont, qui est né en 1950, a attaqué la Grèce."
    time = TimeExpression(Span(text.index("1950"), text.index("1950") + 4), "1950")
    assert all(not e.times for e in events_of(extractor, lexicon, text, times=[time]) if e.lemma == "attaquer")


@pytest.mark.model
def test_the_heading_s_country_is_where_it_happens(extractor: Extractor, lexicon: EventLexicon) -> None:
    (event,) = events_of(extractor, lexicon, "Italie : Dupont démissionne")
    assert (event.agents, event.places, event.rule) == (("Dupont",), ("Italie",), "event/svo.heading")


@pytest.mark.model
def test_evidence_is_the_clause_and_not_the_sentence(extractor: Extractor, lexicon: EventLexicon) -> None:
    text = "Le vent souffle fort ce matin et la France a condamné la Turquie."
    (event,) = (e for e in events_of(extractor, lexicon, text) if e.lemma == "condamner")
    assert text[event.evidence.start : event.evidence.end] == "la France a condamné la Turquie"


def test_a_text_without_entities_has_no_events(lexicon: EventLexicon) -> None:
    doc = tree([("Quelqu'un", "PRON", "nsubj", 1), ("mange", "VERB", "ROOT", 1)])
    assert find_events(reading(doc), (), (), asserted, lexicon) == ()


def test_repeated_participants_are_one_event_for_each_pair(lexicon: EventLexicon) -> None:
    words = [
        ("France", "PROPN", "nsubj", 3),
        ("et", "CCONJ", "cc", 2),
        ("Grèce", "PROPN", "conj", 0),
        ("condamner", "VERB", "ROOT", 3),
        ("Turquie", "PROPN", "obj", 3),
        ("et", "CCONJ", "cc", 6),
        ("Japon", "PROPN", "conj", 4),
    ]
    found = find_events(reading(tree(words)), (), (), asserted, lexicon)
    assert {(e.agents, e.patients) for e in found} == {((a,), (p,)) for a in ("France", "Grèce") for p in ("Turquie", "Japon")}
    assert len(found) == 4


def test_nobody_acts_on_himself(lexicon: EventLexicon) -> None:
    doc = tree([("Dupont", "PROPN", "nsubj", 1), ("attaquer", "VERB", "ROOT", 1), ("lui", "PRON", "obj", 1)])
    assert find_events(reading(doc, {"lui": "Dupont"}), (), (), asserted, lexicon) == ()


def tree(words: Sequence[tuple[str, str, str, int]]) -> Parse:
    """A parsed document by hand: word (its own lemma), part of speech, label, index of the head."""
    import spacy

    forms, pos, deps, heads = zip(*words, strict=True)
    return copied(Doc(spacy.blank("fr").vocab, words=list(forms), lemmas=list(forms), pos=list(pos), deps=list(deps), heads=list(heads)))


def test_every_type_of_the_lexicon_is_a_kind_of_event_in_the_ontology() -> None:
    assert set(tables("fr")["events"]["types"]) <= load_ontology().event_types


def test_a_verb_has_one_type() -> None:
    verbs = [verb for listed in tables("fr")["events"]["types"].values() for verb in listed]
    assert len(verbs) == len(set(verbs))


def test_participles_of_headings_come_from_the_verbs(lexicon: EventLexicon) -> None:
    assert lexicon.participles["élue"] == "élire"
    assert lexicon.participles["arrêtés"] == "arrêter"
    assert "dupont" not in lexicon.participles


@pytest.mark.parametrize(("lemma", "infinitive"), [("aide", "aider"), ("rendre", "rendre"), ("finir", "finir"), ("vient", "vient")])
def test_lemmas_without_an_ending_get_theirs(lexicon: EventLexicon, lemma: str, infinitive: str) -> None:
    assert repaired(lemma, lexicon) == infinitive
