"""Names: boundaries, types and repeats, on small documents tagged by hand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg import paths
from kg.authority import Candidate, Demonym, Record, fold
from kg.extract.names import Gazetteer, NamedSpan, NameLexicon, find_names
from kg.model import EntityType, Name
from kg.text.tokens import Parse, copied

LEXICON = NameLexicon.from_table(tomllib.loads((paths.ontology() / "lexicon" / "fr.toml").read_text(encoding="utf-8"))["names"])
VOCAB = spacy.blank("xx").vocab
TAGS = {"D": "DET", "N": "NOUN", "P": "PROPN", "A": "ADJ", "V": "VERB", "S": "ADP", "X": "PUNCT", "U": "NUM", "C": "CCONJ"}


@dataclass
class KnownThings:
    """An authority of a few names: what find_names asks of the real one."""

    places: dict[str, EntityType] = field(default_factory=dict)
    origins: frozenset[str] = frozenset({"russe", "russes", "hutu", "syrienne"})
    given: frozenset[str] = frozenset({"jean", "ali"})

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        kind = self.places.get(name)
        return (Candidate(Record(fold(name), kind, (Name(name, "fr"),), prior=0.9), "name", 0.9),) if kind else ()

    def demonym(self, word: str) -> Demonym | None:
        return Demonym("x", "y", word) if word.lower() in self.origins else None

    def is_given_name(self, word: str) -> bool:
        return word.lower() in self.given


KAZAKHSTAN = KnownThings({"Kazakhstan": EntityType.COUNTRY, "Colombie": EntityType.COUNTRY, "France": EntityType.COUNTRY})


def document(tagged: str, **entities: str) -> Parse:
    """A document of "word/TAG" or "word/TAG/lemma" tokens, "|" before a new sentence.

    `entities` are labels and the words they cover, several parted by ";".
    """
    items = [t.split("/") for t in tagged.replace("| ", "").split()]
    words = [item[0] for item in items]
    lemmas = [item[-1] if len(item) > 2 else item[0] for item in items]
    doc = Doc(VOCAB, words=words, spaces=[not w.endswith("'") for w in words], pos=[TAGS[item[1]] for item in items], lemmas=lemmas)
    starts = {i for i, t in enumerate(tagged.split()) if t == "|"}
    for n, at in enumerate(sorted(starts)):
        doc[at - n].is_sent_start = True
    doc.ents = tuple(s for label, texts in entities.items() for text in texts.split(";") for s in everywhere(doc, text, label))
    return copied(doc)


def everywhere(doc: Doc, text: str, label: str) -> list[Span]:
    """All spans with that text; "#2" after it keeps only the second."""
    text, _, which = text.partition("#")
    found = [s for i in range(len(doc)) for j in range(i + 1, len(doc) + 1) if (s := Span(doc, i, j, label=label)).text == text]
    return [found[int(which) - 1]] if which else found


def named(doc: Parse, authority: KnownThings = KAZAKHSTAN) -> list[tuple[str, str]]:
    """The names found, with their types."""
    return [(doc.span(s.start, s.end).text, s.type.value) for s in spans(doc, authority)]


def spans(doc: Parse, authority: KnownThings = KAZAKHSTAN) -> tuple[NamedSpan, ...]:
    return find_names(doc, Gazetteer(authority), LEXICON)  # type: ignore[arg-type]


def test_a_title_and_an_article_stay_outside_the_name() -> None:
    assert named(document("Selon/S M./N Tokaïev/P ,/X l'/D Iran/P attend/V", PER="M. Tokaïev", LOC="l'Iran")) == [
        ("Tokaïev", "Person"),
        ("Iran", "Place"),
    ]


def test_an_article_with_a_capital_inside_a_sentence_is_part_of_the_name() -> None:
    assert named(document("selon/S Le/D Monde/P", ORG="Le Monde")) == [("Le Monde", "Organization")]


def test_an_article_that_opens_a_sentence_is_not_unless_the_name_is_known_with_it() -> None:
    doc = document("La/D Haye/P attend/V", LOC="La Haye")
    assert named(doc, KnownThings({"La Haye": EntityType.CITY})) == [("La Haye", "City")]
    assert named(doc, KnownThings()) == [("Haye", "Place")]


def test_the_country_of_a_ministry_is_a_name_inside_its_name() -> None:
    doc = document("le/D ministère/N de/S l'/D Intérieur/P du/S Kazakhstan/P indique/V", ORG="Intérieur", LOC="Kazakhstan")
    assert named(doc) == [("ministère de l'Intérieur du Kazakhstan", "GovernmentOrganization"), ("Kazakhstan", "Country")]


def test_a_country_in_the_title_of_a_contest_is_no_name_of_its_own() -> None:
    assert named(document("le/D Tour/P de/S France/P part/V", EVENT="Tour de France", LOC="")) == [("Tour de France", "Event")]


def test_the_office_of_a_minister_is_no_institution() -> None:
    assert named(document("le/D ministre/N russe/A de/S l'/D Intérieur/P parle/V", ORG="Intérieur")) == []


def test_a_surname_alone_is_found_and_is_a_person_whatever_the_recogniser_says() -> None:
    doc = document("Ali/P Bongo/P parle/V ./X | Pour/S Bongo/P ,/X c'/D est/V fini/V ./X | Bongo/P part/V", PER="Ali Bongo", LOC="Bongo#2")
    assert named(doc) == [("Ali Bongo", "Person"), ("Bongo", "Person"), ("Bongo", "Person")]


def test_a_repeat_in_capitals_and_without_accents_is_found() -> None:
    doc = document("TOKAIEV/P PARLE/V | Hier/N ,/X Tokaïev/P parle/V", PER="Tokaïev")
    assert named(doc) == [("TOKAIEV", "Person"), ("Tokaïev", "Person")]


def test_a_common_noun_spelled_like_a_name_is_no_repeat() -> None:
    assert named(document("Pierre/P pose/V une/D pierre/N", PER="Pierre")) == [("Pierre", "Person")]


def test_a_role_in_front_makes_a_person() -> None:
    assert named(document("le/D président/N Petro/P parle/V", LOC="Petro")) == [("Petro", "Person")]


def test_a_kind_of_place_in_front_makes_a_place() -> None:
    assert named(document("la/D ville/N de/S Petro/P brûle/V", ORG="Petro")) == [("Petro", "Organization")]
    assert named(document("la/D ville/N de/S Petro/P brûle/V ./X | À/S Petro/P ,/X rien/N", ORG="Petro#1", LOC="Petro#2")) == [
        ("Petro", "City"),
        ("Petro", "Place"),
    ]


def test_an_acronym_in_brackets_shows_the_name_that_it_spells() -> None:
    doc = document("la/D cour/N pénale/A internationale/A (/X CPI/P )/X siège/V")
    assert named(doc) == [("cour pénale internationale", "GovernmentOrganization"), ("CPI", "GovernmentOrganization")]


def test_an_acronym_may_leave_out_a_word_of_the_name() -> None:
    doc = document("la/D Fédération/P internationale/A des/S ligues/N des/S droits/N de/S l'/D homme/N (/X FIDH/P )/X")
    assert ("Fédération internationale des ligues des droits de l'homme", "Organization") in named(doc)


def test_an_acronym_that_spells_nothing_is_not_of_the_type_of_the_place_before_it() -> None:
    assert ("AMISOM", "Country") not in named(document("la/D mission/N au/S Kazakhstan/P (/X AMISOM/P )/X part/V", LOC="Kazakhstan"))


def test_peoples_are_groups_not_one_person() -> None:
    assert named(document("Des/D citoyens/N/citoyen russes/A fuient/V")) == [("citoyens russes", "People")]
    assert named(document("hier/N les/D Hutu/P fuient/V", LOC="Hutu")) == [("Hutu", "People")]
    assert named(document("hier/N un/D Russe/N fuit/V", LOC="Russe")) == []


def test_an_authority_that_is_only_described_is_marked_so() -> None:
    doc = document("les/D autorités/N russes/A parlent/V")
    assert [(doc.span(s.start, s.end).text, s.named) for s in spans(doc)] == [("autorités russes", False)]


def test_a_part_of_an_organisation_is_no_name_without_a_capital() -> None:
    assert named(document("le/D bureau/N de/S l'/D ONU/P ferme/V", ORG="ONU")) == [("ONU", "Organization")]


def test_an_event_takes_its_adjectives_and_its_place() -> None:
    doc = document("l'/D élection/N présidentielle/A/présidentiel en/S Colombie/P approche/V", LOC="Colombie")
    assert named(doc) == [("élection présidentielle en Colombie", "Event"), ("Colombie", "Country")]


def test_an_indefinite_event_is_none() -> None:
    assert named(document("il/D craint/V une/D guerre/N civile/A/civil")) == []


def test_a_maker_with_a_model_is_a_product_and_a_year_is_no_model() -> None:
    assert named(document("un/D Boeing/P 737/U décolle/V", ORG="Boeing")) == [("Boeing 737", "Product")]
    assert named(document("avec/S Boeing/P 2016/U", ORG="Boeing")) == [("Boeing", "Organization")]


def test_a_year_is_part_of_an_event_not_of_an_institution() -> None:
    assert named(document("l'/D Assemblée/P nationale/A de/S 1992/U vote/V", ORG="Assemblée nationale de 1992")) == [
        ("Assemblée nationale", "GovernmentOrganization")
    ]
    assert named(document("les/D Jeux/P olympiques/A de/S 2016/U finissent/V", EVENT="Jeux olympiques de 2016")) == [
        ("Jeux olympiques de 2016", "Event")
    ]


def test_a_name_the_recogniser_missed_is_found_where_it_is_known() -> None:
    assert named(document("il/D vit/V au/S Kazakhstan/P")) == [("Kazakhstan", "Country")]


def test_a_known_word_inside_a_longer_run_of_capitals_is_not_taken_out() -> None:
    assert named(document("la/D mesure/N Logan/P Kazakhstan/P reste/V")) == []


def test_a_lexicon_that_lacks_a_list_says_which() -> None:
    with pytest.raises((KeyError, TypeError), match="heads"):
        NameLexicon.from_table({"labels": {}})


def test_a_title_in_quotation_marks_after_a_work_is_its_name_and_a_quotation_is_none() -> None:
    assert named(document("le/D roman/N «/X Les/D Châtiments/P »/X paraît/V")) == [("Les Châtiments", "CreativeWork")]
    assert named(document("le/D roman/N intitulé/V «/X Horizons/N perdus/A »/X paraît/V")) == [("Horizons perdus", "CreativeWork")]
    assert named(document("il/D répond/V «/X Nous/N partirons/V »/X hier/N")) == []


def test_an_ordinal_belongs_to_an_arrondissement() -> None:
    assert named(document("le/D 18e/A arrondissement/N de/S Paris/P dort/V", LOC="Paris"))[0] == ("18e arrondissement de Paris", "Place")


def test_a_second_portfolio_belongs_to_the_ministry_but_a_second_chamber_is_not_the_first() -> None:
    ministry = document("le/D ministère/N de/S l'/D Économie/P et/C des/S Finances/P signe/V")
    assert named(ministry) == [("ministère de l'Économie et des Finances", "GovernmentOrganization")]
    chambers = document("le/D Sénat/P de/S Rome/P et/C de/S Milan/P vote/V", ORG="Sénat")
    assert ("Sénat de Rome", "GovernmentOrganization") in named(chambers)


def test_a_title_before_the_surname_makes_the_full_name_a_person() -> None:
    doc = document("Jean/P Valmont/P ./X | Hier/N Mme/N Valmont/P parle/V", ORG="Jean Valmont", PER="Mme Valmont")
    assert named(doc) == [("Jean Valmont", "Person"), ("Valmont", "Person")]


def test_an_acronym_after_a_role_is_no_person() -> None:
    assert named(document("le/D maire/N UDE/P proteste/V", ORG="UDE")) == [("UDE", "Organization")]


def test_an_organisation_whose_last_word_is_a_place_does_not_turn_the_place_into_a_person() -> None:
    doc = document("la/D Fondation/P Colombie/P aide/V ./X | En/S Colombie/P ,/X rien/N", ORG="Fondation Colombie", LOC="Colombie#2")
    assert named(doc) == [("Fondation Colombie", "Organization"), ("Colombie", "Country")]


def test_the_person_who_orders_an_event_is_no_part_of_its_name() -> None:
    doc = document("la/D mobilisation/N partielle/A/partiel de/S Ali/P Bongo/P commence/V", PER="Ali Bongo")
    assert named(doc) == [("mobilisation partielle", "Event"), ("Ali Bongo", "Person")]


def test_initials_belong_to_a_name_and_the_abbreviated_monsieur_does_not() -> None:
    assert named(document("selon/S J./P K./P Rowling/P", PER="Rowling")) == [("J. K. Rowling", "Person")]
    assert named(document("selon/S M./N Rowling/P", PER="Rowling")) == [("Rowling", "Person")]


def test_a_place_goes_on_where_the_whole_is_known() -> None:
    africa = KnownThings({"Afrique": EntityType.PLACE, "Afrique de l'Ouest": EntityType.PLACE})
    doc = document("en/S Afrique/P de/S l'/D Ouest/P ,/X rien/N", LOC="Afrique")
    assert named(doc, africa) == [("Afrique de l'Ouest", "Place")]
    assert named(document("en/S Afrique/P de/S Jean/P ,/X rien/N", LOC="Afrique"), africa) == [("Afrique", "Place")]


def test_an_office_is_no_part_of_the_institution() -> None:
    doc = document("le/D Haut-Commissaire/P des/S Nations/P unies/A parle/V", ORG="Haut-Commissaire des Nations unies")
    assert named(doc) == [("Nations unies", "Organization")]
