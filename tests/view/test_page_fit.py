"""The page fits people, papers, screens and large graphs."""

from __future__ import annotations

import os
import time
from base64 import b64decode
from importlib.resources import files
from pathlib import Path

import pytest

from kg.view.notebook import Page
from kg.view.page import render
from view.browser import Browser
from view.large import large
from view.sample import sample

pytestmark = pytest.mark.browser

AXE = files("axe_core_python") / "axe.min.js"
WIDEST_CONTRAST = """
const canvas = document.querySelector('#canvas canvas'); const c = canvas.getContext('2d'); const k = canvas.width / canvas.clientWidth;
const light = ([r, g, b]) => { const f = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
const back = light(getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number));
return kgview.labels().map((box) => {
  const {data} = c.getImageData(box.x0 * k, box.y0 * k, (box.x1 - box.x0) * k, (box.y1 - box.y0) * k); let best = 1;
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250) { const l = light([data[i], data[i + 1], data[i + 2]]); best = Math.max(best, (Math.max(l, back) + 0.05) / (Math.min(l, back) + 0.05)); }
  return best;
})
"""  # noqa: E501 - a script


@pytest.mark.parametrize("view", ["graph", "text", "table", "time"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, sample_file: Path, view: str, scheme: str) -> None:
    browser.open(sample_file, f"#v={view}&n=kazakhstan", prefers_color_scheme=scheme)
    browser.cdp("Runtime.evaluate", expression=AXE.read_text(encoding="utf-8"))
    found = browser.driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']})"
        ".then((r) => done(r.violations.map(({id, impact, nodes}) => [id, impact, nodes.map((n) => n.target.join(' ')).slice(0, 4)])))"
    )
    assert [f for f in found if f[1] in {"serious", "critical"}] == []


def test_tab_goes_from_the_skip_link_through_search_and_views_and_focus_is_seen(page: Browser) -> None:
    page.js("document.activeElement.blur(); return true")
    stops = []
    for _ in range(7):
        page.press("Tab")
        stops.append(page.js("document.activeElement.id || document.activeElement.dataset.view || document.activeElement.tagName"))
        assert page.js("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert stops[:6] == ["skip", "query", "graph", "text", "table", "time"]


def test_a_walk_over_the_graph_by_keyboard_is_read_out(page: Browser) -> None:
    page.js("document.getElementById('canvas').focus(); return true")
    page.press("ArrowRight")
    first = page.js("kgview.state.chosen.id")
    assert page.js("kgview.data.nodes.find((n) => n.id === arguments[0]).label", first) in page.text("#heard")
    page.press("ArrowRight")
    assert page.text("#heard").startswith("1 sur ")
    page.press("Enter")
    second = page.js("kgview.state.chosen.id")
    assert second != first
    page.press("Backspace")
    assert page.js("kgview.state.chosen.id") == first
    page.press("Escape")
    assert page.js("kgview.state.chosen") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_on_the_canvas_stand_out_from_the_background(browser: Browser, sample_file: Path, scheme: str) -> None:
    browser.open(sample_file, prefers_color_scheme=scheme)
    contrasts = browser.js(WIDEST_CONTRAST)
    assert len(contrasts) > 20
    assert min(contrasts) >= 4.5


def test_paper_has_the_picture_and_the_sentences_as_footnotes(browser: Browser, sample_file: Path) -> None:
    browser.open(sample_file, prefers_color_scheme="dark")
    pdf = b64decode(browser.cdp("Page.printToPDF", landscape=True, printBackground=True)["data"])
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 50_000
    assert any(
        "98.000 citoyens Russes étaient arrivés" in note
        for note in browser.js("[...document.querySelectorAll('#print ol li')].map((n) => n.textContent)")
    )
    assert browser.js("document.querySelector('#print img').src.startsWith('data:image/png')")
    browser.cdp("Emulation.setEmulatedMedia", media="print")
    assert browser.js(
        "[getComputedStyle(document.querySelector('main')).display, getComputedStyle(document.getElementById('print')).display]"
    ) == ["none", "block"]
    browser.cdp("Emulation.setEmulatedMedia", media="")


def test_a_telephone_begins_with_the_table_and_nothing_is_wider_than_the_screen(browser: Browser, sample_file: Path) -> None:
    browser.open(sample_file, width=390, height=844)
    assert browser.js("kgview.state.view") == "table"
    for view in ("graph", "text", "table", "time"):
        browser.click_on(f"#tabs [data-view={view}]")
        assert browser.js("kgview.state.view") == view
        assert browser.js("document.documentElement.scrollWidth <= 390")
    browser.click_on("#tabs [data-view=table]")
    browser.click_on("#table tbody tr .link")
    assert browser.js("document.getElementById('panel').classList.contains('open')")


def test_targets_are_large_enough_to_hit(page: Browser) -> None:
    small = page.js(
        "[...document.querySelectorAll('button, summary, select, input[type=search]')].filter((b) => b.offsetParent)"
        ".map((b) => [b.textContent, b.getBoundingClientRect()]).filter(([, r]) => r.width < 24 || r.height < 24).map(([t]) => t)"
    )
    assert small == []


def test_two_thousand_nodes_are_ready_within_ten_seconds_of_cpu(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    file.write_text(render(large(2000, 3000), max_nodes=2000, max_edges=4000), encoding="utf-8")
    browser.cdp("Performance.enable", timeDomain="threadTicks")
    browser.open(file)
    metrics = {m["name"]: m["value"] for m in browser.cdp("Performance.getMetrics")["metrics"]}
    assert metrics["TaskDuration"] < 10
    assert browser.js("kgview.network.body.nodeIndices.length") > 1500


def test_what_is_left_out_is_said_can_be_searched_and_drawn(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "capped.html"
    file.write_text(render(large(900, 1400)), encoding="utf-8")
    browser.open(file)
    assert "300 entités tracées sur 900" in browser.text("#status")
    hidden = browser.js("kgview.data.nodes.find((n) => !kgview.nodes.get(n.id) && n.deg).label")
    assert browser.search(hidden)[0] == hidden
    browser.press("Enter")
    assert browser.js("kgview.nodes.get(kgview.state.chosen.id) !== null")
    assert "300 entités" not in browser.text("#status")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_canvas_is_not_blank(browser: Browser, sample_file: Path, scheme: str, width: int) -> None:
    """The screenshots are for people to look at: KG_SCREENSHOTS names the folder that keeps them."""
    browser.open(sample_file, "#v=graph", width=width, prefers_color_scheme=scheme)
    share = browser.js(
        "const c = document.querySelector('#canvas canvas'); const {data} = c.getContext('2d').getImageData(0, 0, c.width, c.height);"
        "let n = 0; for (let i = 3; i < data.length; i += 4) n += data[i] > 0; return n / (data.length / 4)"
    )
    assert share > 0.01
    if folder := os.environ.get("KG_SCREENSHOTS"):
        shot = b64decode(browser.cdp("Page.captureScreenshot")["data"])
        Path(folder, f"graph-{width}-{scheme}.png").write_bytes(shot)


def test_a_notebook_shows_the_page_in_its_frame(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "notebook.html"
    file.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><script>window.kgview = {{ready: true}}</script>{Page(sample())._repr_html_()}",
        encoding="utf-8",
    )
    browser.open(file)
    browser.driver.switch_to.frame(0)
    try:
        browser.wait("return Boolean(window.kgview?.ready)")
        assert browser.js("document.title") == "Géorgie, Kazakhstan : l'afflux de Russes"
        browser.js("kgview.network.getNodeAt; document.querySelector('#tabs [data-view=table]').click(); return true")
        assert browser.js("document.querySelectorAll('#table tbody tr').length") > 40
    finally:
        browser.driver.switch_to.default_content()
    assert [entry["message"] for entry in browser.logs() if entry["level"] == "SEVERE"] == []


def test_the_shortest_path_is_shown_with_its_evidence(page: Browser) -> None:
    page.click_canvas(page.js("kgview.at('tokaiev')"))
    page.click_canvas(page.js("kgview.at('ukraine')"), shift=True)
    assert page.text("#path") == "De Kassym-Jomart Tokaïev à Ukraine"
    assert page.js("document.querySelectorAll('#panel .quote').length") >= 3


def test_a_bar_of_the_timeline_filters_everything(page: Browser) -> None:
    page.js("document.querySelector('#tabs [data-view=time]').click(); return true")
    everything = len(page.js("kgview.seen()"))
    page.click_on("#time .hit[tabindex]:last-of-type")
    dated = page.js("kgview.seen().map((f) => f.times)")
    assert 0 < len(dated) < everything
    assert all(any(t.startswith("2022") for t in times) for times in dated)


def test_events_can_be_nodes_or_lines(page: Browser) -> None:
    modes = "[...new Set(kgview.edges.get({filter: (e) => !e.hidden}).map((e) => e.mode))].sort()"
    assert page.js(modes) == ["fact", "folded"]
    page.js("const s = document.querySelector('#filters select'); s.value = 'nodes'; s.dispatchEvent(new Event('change')); return true")
    assert page.js(modes) == ["event", "fact"]
    page.click_canvas(page.js("kgview.at(kgview.data.facts.find((f) => f.label === 'décréter').id)"))
    assert "décréter" in page.text("#panel h2")


def test_five_questions_are_answered_without_help(page: Browser) -> None:
    page.search("98 000")
    page.press("Enter")
    assert "selon ministère de l'Intérieur du Kazakhstan" in page.text("#panel .badges")
    page.press("Escape")
    page.click_on("input[data-value=disputed]", alt=True)
    page.press("t")
    assert "exterminer" in page.text("#table tbody")
    page.click_on("#filters > .more")
    page.search("russie")
    page.press("Enter")
    assert "Ossétie du Nord" in page.text("#panel")
    page.search("21 septembre")
    assert page.js("kgview.state.chosen.id") == "russie"
    assert any("décréter" in row for row in page.search("21 septembre"))
    page.press("Escape")
    time.sleep(0)
    page.js("location.hash = 'p=tokaiev%0Aukraine'; return true")
    page.settle()
    assert "Kazakhstan" in page.text("#panel")


def test_rows_can_be_taken_away_as_csv_turtle_and_json(page: Browser, tmp_path: Path) -> None:
    page.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    for name, ending in (("saveCsv", "csv"), ("saveTurtle", "ttl"), ("saveJson", "json"), ("savePng", "png")):
        page.js("document.querySelector(`[data-save=${arguments[0]}]`).click(); return true", name)
        until_file(tmp_path, ending)
    from rdflib import Graph

    turtle = Graph().parse(next(tmp_path.glob("*.ttl")))
    assert len(turtle) > 100
    assert "frontalier" in next(tmp_path.glob("*.csv")).read_text(encoding="utf-8-sig")
    assert next(tmp_path.glob("*.png")).read_bytes().startswith(b"\x89PNG")


def until_file(folder: Path, ending: str) -> None:
    for _ in range(200):
        if any(folder.glob(f"*.{ending}")):
            return
        time.sleep(0.05)
    raise AssertionError(ending)
