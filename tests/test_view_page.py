"""The page as a file."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from kg.errors import KgError
from kg.view import page
from kg.view.page import render
from view.sample import sample


def test_the_same_graph_gives_the_same_characters() -> None:
    again = Graph().parse(data=sample().serialize(format="nt"), format="nt")
    assert render(sample()) == render(again)


def test_the_sample_page_is_below_a_megabyte() -> None:
    assert len(render(sample()).encode()) < 1_000_000


PROGRAM = """
import sys; from pathlib import Path
sys.path.insert(0, 'tests')
from kg.view.page import render; from view.sample import sample
Path(sys.argv[1]).write_text(render(sample()), encoding='utf-8', newline='')
"""


def test_another_hash_seed_and_the_plain_c_locale_give_the_same_bytes(tmp_path: Path) -> None:
    pages = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        file = tmp_path / f"{seed}.html"
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONUTF8"))} | {
            "LC_ALL": locale,
            "PYTHONHASHSEED": seed,
            "PYTHONCOERCECLOCALE": "0",
        }
        subprocess.run([sys.executable, "-c", PROGRAM, str(file)], check=True, env=environment, cwd=Path(__file__).parent.parent)
        pages.append(file.read_bytes())
    assert pages[0] == pages[1]
    assert "Géorgie" in pages[0].decode("utf-8")
    assert b"\r" not in pages[0]


def test_the_vendored_library_is_the_one_its_checksums_name() -> None:
    assets = Path(page.__file__).parent / "assets"
    lines = (assets / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {file: digest for digest, file in (line.split() for line in lines)}
    assert {file: hashlib.sha256((assets / file).read_bytes()).hexdigest() for file in sums} == sums
    assert {file.name for file in assets.glob("*.js")} <= set(sums)


def test_both_languages_have_the_same_words() -> None:
    french, english = page.strings("fr"), page.strings("en")
    assert set(french) == set(english)
    fields = {key: set(re.findall(r"\{\w+\}", words)) for key, words in french.items()}
    assert {key: set(re.findall(r"\{\w+\}", words)) for key, words in english.items()} == fields


def test_every_word_the_script_asks_for_is_there() -> None:
    script = "".join(file.read_text(encoding="utf-8") for file in (Path(page.__file__).parent / "js").glob("*.js"))
    assert set(re.findall(r'\bsay\("(\w+)"', script)) <= set(page.strings("fr"))


def test_too_many_nodes_are_refused_with_what_to_do() -> None:
    with pytest.raises(KgError, match="GEXF"):
        render(sample(), max_nodes=5000)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KgError, match="en, fr"):
        render(sample(), lang="xx")


def test_an_empty_graph_still_gives_a_page() -> None:
    assert "kg-data" in render(Graph())


def test_the_interface_speaks_english() -> None:
    html = render(sample(), lang="en")
    assert '<html lang="en">' in html
    assert "Skip to the table" in html
