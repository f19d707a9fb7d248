"""The table of linking probes: what a name denotes in its sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.authority import Authority
from kg.model import EntityType

Probe = dict[str, Any]
PROBES: list[Probe] = tomllib.loads((Path(__file__).parent / "linking_probes.toml").read_text(encoding="utf-8"))["probe"]


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority.open()


def cases() -> Iterator[object]:
    for probe in PROBES:
        marks = [pytest.mark.xfail(reason=probe["reason"])] if "reason" in probe else []
        yield pytest.param(probe, id=f"{probe['name']}: {probe['sentence']}", marks=marks)


@pytest.mark.parametrize("probe", [*cases()])
def test_a_name_is_linked_to_what_it_denotes(authority: Authority, probe: Probe) -> None:
    found = authority.link(probe["name"], EntityType(probe["type"]) if "type" in probe else None, frozenset(probe.get("context", ())))
    assert (found.record.id if found else "") == probe["id"]


@pytest.mark.parametrize("probe", PROBES, ids=lambda p: p["sentence"])
def test_the_probe_itself_is_sound(authority: Authority, probe: Probe) -> None:
    assert probe["name"] in probe["sentence"] or probe.get("reason")
    assert all(authority.record(ident) for ident in [*probe.get("context", ()), *([probe["id"]] if probe["id"] else [])])


def test_there_are_enough_probes() -> None:
    assert sum("reason" not in probe for probe in PROBES) >= 60
