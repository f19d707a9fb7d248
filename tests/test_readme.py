from __future__ import annotations

import re

import pytest

from conftest import ROOT
from readme import README, filled_in, without_times

TEXT = README.read_text(encoding="utf-8")


@pytest.mark.model
def test_the_commands_of_the_readme_print_what_it_says() -> None:
    assert without_times(filled_in(TEXT)) == without_times(TEXT), "run `python tests/renew.py` and look at the difference"


def test_the_readme_has_commands() -> None:
    assert len(re.findall(r"^\$ kg ", TEXT, re.MULTILINE)) >= 4


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:kg|ontology|tests|seeds)/[\w./-]+)`", TEXT))))
def test_files_that_the_readme_names_exist(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT))))
def test_links_of_the_readme_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
