"""Search, filters, legibility and the state in the address."""

from __future__ import annotations

from pathlib import Path

import pytest

from view.browser import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("query", "found"), [
    ("tokaiev", "Kassym-Jomart Tokaïev"),
    ("TOKAÏEV", "Kassym-Jomart Tokaïev"),
    ("l'interieur", "ministère de l'Intérieur du Kazakhstan"),
    ("l’Intérieur", "ministère de l'Intérieur du Kazakhstan"),
    ("russia", "Russie"),
    ("98000", "russes"),
])  # fmt: skip
def test_search_needs_no_accents_case_or_kind_of_apostrophe(page: Browser, query: str, found: str) -> None:
    assert any(found.lower() in row.lower() for row in page.search(query))


def test_several_hits_are_a_list_and_none_is_said(page: Browser) -> None:
    assert len(page.search("ministère")) >= 3
    assert page.js("kgview.state.chosen") is None
    assert "zzzz" in page.search("zzzz")[0]
    page.search("")
    assert page.js("document.getElementById('results').hidden")


def test_arrows_and_enter_choose_a_hit(page: Browser) -> None:
    page.search("tokaiev")
    page.press("Enter")
    assert page.js("kgview.state.chosen") == {"kind": "node", "id": "tokaiev"}
    assert "est chef de l'État de" in page.text("#panel") or "head of state" in page.text("#panel")


def test_rows_lines_and_count_agree_under_a_filter(page: Browser) -> None:
    page.press("t")
    for filters in ([], ["reported"], ["reported", "asserted"]):
        for value in filters:
            if page.js("document.querySelector(`input[data-value=${arguments[0]}]`).checked", value):
                page.click_on(f"input[data-value={value}]")
        seen = set(page.js("kgview.seen().map((f) => f.id)"))
        assert set(page.js("[...document.querySelectorAll('#table tbody tr')].map((r) => r.dataset.fact)")) == seen
        drawable = set(page.js("kgview.edges.get({filter: (e) => ['fact', 'folded'].includes(e.mode)}).map((e) => e.fact)"))
        drawn = set(page.js("kgview.edges.get({filter: (e) => !e.hidden}).map((e) => e.fact)"))
        assert drawn == seen & drawable
        assert f"{len(seen)} faits" in page.text("#status")
        assert not any(page.js("kgview.data.facts.find((f) => f.id === arguments[0]).status", f) in filters for f in seen)


def test_alt_click_keeps_only_one_and_again_brings_back_all(page: Browser) -> None:
    page.click_on("input[data-value=disputed]", alt=True)
    assert set(page.js("kgview.seen().map((f) => f.status)")) == {"disputed"}
    page.click_on("input[data-value=disputed]", alt=True)
    assert len(page.js("kgview.seen()")) == len(page.js("kgview.data.facts"))


def test_entities_left_alone_can_be_hidden(page: Browser) -> None:
    shown = "kgview.nodes.get({filter: (n) => !n.hidden}).map((n) => n.id)"
    assert "autorites" in page.js(shown)
    page.click_on("input[data-flag=alone]")
    assert "autorites" not in page.js(shown)


def test_labels_do_not_overlap_and_the_graph_fills_the_canvas(page: Browser) -> None:
    boxes = page.js("kgview.labels()")
    width, height = page.js("[document.getElementById('canvas').clientWidth, document.getElementById('canvas').clientHeight]")
    assert len(boxes) == page.js("kgview.nodes.get({filter: (n) => !n.hidden}).length")
    overlapping = [(a["id"], b["id"]) for i, a in enumerate(boxes) for b in boxes[:i]
                   if a["x0"] < b["x1"] and b["x0"] < a["x1"] and a["y0"] < b["y1"] and b["y0"] < a["y1"]]  # fmt: skip
    assert overlapping == []
    assert all(box["px"] >= 11 for box in boxes)
    assert all(box["x0"] >= 0 and box["y0"] >= 0 and box["x1"] <= width and box["y1"] <= height for box in boxes)
    assert (
        max(b["x1"] for b in boxes) - min(b["x0"] for b in boxes) >= 0.6 * width
        or max(b["y1"] for b in boxes) - min(b["y0"] for b in boxes) >= 0.6 * height
    )


def test_positions_are_the_same_on_two_loads(browser: Browser, sample_file: Path) -> None:
    positions = []
    for _ in range(2):
        browser.open(sample_file)
        positions.append(browser.js("[kgview.network.getPositions(), kgview.network.getScale(), kgview.network.getViewPosition()]"))
    assert positions[0] == positions[1]


def test_the_address_keeps_where_the_reader_looks(page: Browser, sample_file: Path) -> None:
    corner = page.js("(({x, y}) => [x + 300, y + 200])(document.getElementById('canvas').getBoundingClientRect())")
    page.cdp("Input.dispatchMouseEvent", type="mouseWheel", x=corner[0], y=corner[1], deltaX=0, deltaY=-300)
    page.wait("return location.hash.includes('c=')")
    scale, fragment = page.js("kgview.network.getScale()"), page.js("location.hash")
    page.open(sample_file, fragment)
    assert abs(page.js("kgview.network.getScale()") - scale) < 0.01
    page.press("0")
    page.wait("return !location.hash.includes('c=')")


def test_the_address_brings_back_the_state(page: Browser, sample_file: Path) -> None:
    page.click_on("input[data-value=reported]")
    page.js("document.querySelector('#tabs [data-view=table]').click(); return true")
    page.click_on("#table tbody tr:nth-child(3) .link")
    state = "[kgview.state.view, kgview.state.chosen, [...kgview.state.off.status]]"
    before, fragment = page.js(state), page.js("location.hash")
    page.open(sample_file)
    assert page.js(state) != before
    page.open(sample_file, fragment)
    assert page.js(state) == before
