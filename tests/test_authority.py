"""What the authority knows, on the table built from the installed packages and the project's files."""

from __future__ import annotations

import pickle

import pytest

from kg.authority import Authority
from kg.model import EntityType, Name


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority.open()


def ids(authority: Authority, name: str) -> list[str]:
    return [c.record.id for c in authority.candidates(name)]


def test_a_country_has_its_names_links_codes_and_continent(authority: Authority) -> None:
    record = authority.record("kazakhstan")
    assert record is not None
    assert record.names[0] == Name("Kazakhstan", "fr")
    assert Name("Kazakhstan", "en") in record.names
    assert record.type is EntityType.COUNTRY
    assert record.links == ("http://www.wikidata.org/entity/Q232", "https://sws.geonames.org/1522867/")
    assert ("iso3166-1", "KZ") in record.codes
    assert record.within == ("asie_centrale", "asie")
    assert "russie" in record.near


def test_a_region_that_an_authority_file_names_keeps_the_identifiers_of_the_packages(authority: Authority) -> None:
    record = authority.record("ossetie_du_nord")
    assert record is not None
    assert record.links == ("http://www.wikidata.org/entity/Q5237", "https://sws.geonames.org/519969/")
    assert record.within == ("russie",)
    assert Name("North Ossetia", "en") in record.names


def test_a_bloc_has_its_members(authority: Authority) -> None:
    record = authority.record("otan")
    assert record is not None
    assert {"france", "etats_unis", "turquie"} <= set(record.members)
    assert "russie" not in record.members


def test_an_unknown_id_and_an_unknown_name_give_nothing(authority: Authority) -> None:
    assert authority.record("nulle_part") is None
    assert authority.candidates("Zzyzzx") == ()
    assert authority.link("Zzyzzx", None, frozenset()) is None


@pytest.mark.parametrize("name", ["Côte d'Ivoire", "Côte d’Ivoire", "Cote-d'Ivoire", "CÔTE D'IVOIRE", "la Côte d'Ivoire"])
def test_accents_hyphens_apostrophes_capitals_and_articles_do_not_matter(authority: Authority, name: str) -> None:
    assert ids(authority, name)[0] == "cote_d_ivoire"


@pytest.mark.parametrize("name", ["kazakh", "russe", "otan", "paris", "réunion"])
def test_a_word_without_a_capital_is_no_name(authority: Authority, name: str) -> None:
    assert authority.candidates(name) == ()


@pytest.mark.parametrize(
    ("written", "found"), [("UE", "union_europeenne"), ("U.E.", "union_europeenne"), ("URSS", "union_sovietique"), ("UN", "onu")]
)
def test_an_acronym_is_found_as_written(authority: Authority, written: str, found: str) -> None:
    assert ids(authority, written)[0] == found


@pytest.mark.parametrize("written", ["Ue", "Fmi", "Rdc", "Ps"])
def test_an_acronym_in_other_letters_is_none(authority: Authority, written: str) -> None:
    assert not {"union_europeenne", "fmi", "republique_democratique_du_congo", "parti_socialiste_france"} & set(ids(authority, written))


def test_acronyms_are_not_the_villages_of_that_name(authority: Authority) -> None:
    for acronym in ("OTAN", "ONU", "UE", "RDC", "FMI", "CPI"):
        assert {c.record.type for c in authority.candidates(acronym)} <= {EntityType.ORGANIZATION, EntityType.COUNTRY}


@pytest.mark.parametrize("word", ["Mars", "Police", "Union", "Lundi", "Justice", "Monde", "Selon"])
def test_french_words_match_no_town(authority: Authority, word: str) -> None:
    assert all(c.record.type is not EntityType.CITY for c in authority.candidates(word))


@pytest.mark.parametrize(
    ("word", "area", "people"),
    [
        ("kazakhe", "kazakhstan", "kazakhs"),
        ("Kazakhs", "kazakhstan", "kazakhs"),
        ("Russes", "russie", "russes"),
        ("sud-coréens", "coree_du_sud", "sud_coreens"),
        ("Sud-Coréenne", "coree_du_sud", "sud_coreens"),
        ("tchétchène", "tchetchenie", "tchetchenes"),
        ("nigérien", "niger", "nigeriens"),
        ("nigériane", "nigeria", "nigerians"),
        ("turques", "turquie", "turcs"),
        ("grecque", "grece", "grecs"),
        ("britannique", "royaume_uni", "britanniques"),
        ("soviétiques", "union_sovietique", "sovietiques"),
        ("européenne", "europe", "europeens"),
        ("flamande", "flandre", "flamands"),
        ("parisiens", "paris", "parisiens"),
        ("guinéen", "guinee", "guineens"),
        ("musulmanes", "", "musulmans"),
        ("kurdes", "kurdistan", "kurdes"),
    ],
)
def test_an_adjective_or_noun_of_origin_in_any_gender_and_number(authority: Authority, word: str, area: str, people: str) -> None:
    demonym = authority.demonym(word)
    assert demonym is not None
    assert (demonym.area, demonym.people) == (area, people)


@pytest.mark.parametrize("word", ["président", "grand", "Kazakhstan", "national", "bleue", "polie"])
def test_other_words_are_no_demonyms(authority: Authority, word: str) -> None:
    assert authority.demonym(word) is None


def test_a_demonym_of_two_countries_goes_by_the_document(authority: Authority) -> None:
    alone, told = authority.demonym("congolaise"), authority.demonym("congolaise", frozenset({"republique_du_congo"}))
    assert alone is not None
    assert told is not None
    assert (alone.area, alone.others) == ("republique_democratique_du_congo", ("republique_du_congo",))
    assert told.area == "republique_du_congo"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Kremlin", "russie"),
        ("Maison Blanche", "etats_unis"),
        ("Élysée", "presidence_de_la_republique_francaise"),
        ("Matignon", "gouvernement_francais"),
        ("Downing Street", "royaume_uni"),
        ("Bruxelles", "union_europeenne"),
        ("Moscou", "russie"),
        ("Washington", "etats_unis"),
        ("Kiev", "ukraine"),
        ("Kyiv", "ukraine"),
        ("Pékin", "chine"),
        ("New Delhi", "inde"),
    ],
)
def test_a_seat_of_power_stands_for_what_it_houses(authority: Authority, name: str, meant: str) -> None:
    assert authority.metonym(name) == meant


@pytest.mark.parametrize("name", ["Marseille", "Istanbul", "New York", "Luxembourg", "Saint-Denis", "Hamilton", "Russie"])
def test_other_places_stand_for_nothing(authority: Authority, name: str) -> None:
    assert authority.metonym(name) is None


@pytest.mark.parametrize(
    ("office", "of", "date", "holder"),
    [
        ("headOfState", "kazakhstan", "2022-09", "kassym_jomart_tokaiev"),
        ("headOfState", "kazakhstan", "2016", "noursoultan_nazarbaiev"),
        ("headOfState", "france", "2012-05-10", "nicolas_sarkozy"),
        ("headOfState", "france", "2012-06", "francois_hollande"),
        ("headOfState", "etats_unis", "2017-01-19", "barack_obama"),
        ("headOfState", "etats_unis", "2018", "donald_trump"),
        ("headOfGovernment", "royaume_uni", "2016-09-01", "theresa_may"),
        ("headOfGovernment", "allemagne", "2016", "angela_merkel"),
        ("leads", "onu", "2016-12", "ban_ki_moon"),
        ("headOfState", "russie", "2009-08", "dmitri_medvedev"),
    ],
)
def test_the_holder_of_an_office_on_a_date(authority: Authority, office: str, of: str, date: str, holder: str) -> None:
    record = authority.holder(office, of, date)
    assert record is not None
    assert record.id == holder


@pytest.mark.parametrize(
    ("date", "why"),
    [
        (None, "no date"),
        ("2012", "two holders in that year"),
        ("2012-05", "two holders in that month"),
        ("1950-01", "before what is known"),
        ("2031-01", "after what is known"),
    ],
)
def test_no_holder_where_the_date_does_not_tell(authority: Authority, date: str | None, why: str) -> None:
    assert authority.holder("headOfState", "france", date) is None, why


def test_a_holder_has_a_gender_and_the_state(authority: Authority) -> None:
    record = authority.record("angela_merkel")
    assert record is not None
    assert (record.gender, record.type, record.within) == ("f", EntityType.PERSON, ("allemagne",))


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Marie", "f"),
        ("Jean-Pierre Martin", "m"),
        ("Kassym-Jomart", "m"),
        ("Olga", "f"),
        ("Fatoumata", "f"),
        ("Dominique", None),
        ("Zzyzzx", None),
    ],
)
def test_the_gender_of_a_given_name(authority: Authority, name: str, gender: str | None) -> None:
    assert authority.gender(name) == gender


def test_given_names_are_known_as_such(authority: Authority) -> None:
    assert authority.is_given_name("Dominique")
    assert not authority.is_given_name("Président")


def test_ids_are_readable_and_homonyms_carry_their_region(authority: Authority) -> None:
    assert ids(authority, "Paris")[0] == "paris"
    assert "paris_texas" in ids(authority, "Paris")
    assert ids(authority, "Géorgie") == ["georgie", "georgie_etats_unis"]


def test_a_link_tells_its_score_and_the_runner_up(authority: Authority) -> None:
    sure, doubtful = authority.link("Kazakhstan", EntityType.COUNTRY), authority.link("Géorgie", EntityType.COUNTRY)
    assert sure is not None
    assert doubtful is not None
    assert sure.score > doubtful.score > 0.5
    assert doubtful.runner_up == "georgie_etats_unis"


def test_a_person_never_becomes_a_place_nor_a_place_a_person(authority: Authority) -> None:
    assert authority.link("Paris", EntityType.PERSON) is None
    assert authority.link("Angela Merkel", EntityType.CITY) is None


def test_an_authority_may_be_sent_to_another_process(authority: Authority) -> None:
    copy = pickle.loads(pickle.dumps(authority))  # noqa: S301  our own bytes
    assert copy.record("kazakhstan") == authority.record("kazakhstan")
