"""A click on a fact shows where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from kg.view.page import render
from view.articles import Article
from view.browser import Browser

pytestmark = pytest.mark.browser

HIT = """
const {network, edges, middle} = kgview;
for (const t of [0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8]) {
  const p = middle(arguments[0], t);
  if (network.getNodeAt(p) === undefined && network.getEdgeAt(p) === arguments[0]) return p;
}
return null
"""
SENTENCES = """
const f = kgview.data.facts.find((f) => f.id === arguments[0]);
return f.ev.map((e) => kgview.data.docs.find((d) => d.id === e.doc).text.slice(...e.s))
"""
PLAYERS = """
const f = kgview.data.facts.find((f) => f.id === arguments[0]); const e = f.ev[0]; const d = kgview.data.docs.find((d) => d.id === e.doc);
const players = new Set([...(f.args ?? []).map((a) => a[1]), ...(f.who ?? []), ...(f.times ?? []).map((t) => `time/${t}`)]);
return d.marks.filter(([a, b, ids]) => a >= e.s[0] && b <= e.s[1] && ids.some((id) => players.has(id))).map(([a, b]) => d.text.slice(a, b))
"""


def visible_edges(page: Browser) -> list[dict[str, Any]]:
    edges: list[dict[str, Any]] = page.js(
        "kgview.edges.get({filter: (e) => !e.hidden}).map(({id, fact, from, to, dashes}) => ({id, fact, from, to, dashes}))"
    )
    return edges


def test_a_click_on_every_edge_shows_its_sentence_with_its_mentions_marked(page: Browser) -> None:
    edges = visible_edges(page)
    assert len(edges) > 30
    for edge in edges:
        point = page.js(HIT, edge["id"])
        assert point is not None, edge
        page.click_canvas(point)
        assert page.js("kgview.state.chosen") == {"kind": "fact", "id": edge["fact"]}
        assert page.text("#panel .quote") in page.js(SENTENCES, edge["fact"])
        marks = page.js("[...document.querySelectorAll('#panel .quote mark')].map((m) => m.textContent)")
        assert sorted(marks) == sorted(page.js(PLAYERS, edge["fact"]))


def test_the_row_of_a_fact_gives_the_same_panel_by_the_keyboard(page: Browser) -> None:
    edge = visible_edges(page)[5]
    page.click_canvas(page.js(HIT, edge["id"]))
    clicked = page.text("#panel")
    page.press("Escape", "t")
    page.js("document.querySelector(`tr[data-fact='${arguments[0]}'] .link`).focus(); return true", edge["fact"])
    page.press("Enter")
    assert page.text("#panel") == clicked


def test_parallel_relations_are_apart(page: Browser) -> None:
    both = [e for e in visible_edges(page) if {e["from"], e["to"]} == {"kazakhstan", "russie"}]
    assert len(both) == 3
    points = [page.js(HIT, e["id"]) for e in both]
    assert all(points)
    for edge, point in zip(both, points, strict=True):
        page.click_canvas(point)
        assert page.js("kgview.state.chosen.id") == edge["fact"]


def test_the_line_says_how_certain(page: Browser) -> None:
    wanted = {"asserted": False, "reported": [10, 5], "planned": [2, 6], "disputed": [12, 4, 2, 4], "negated": False}
    status = page.js("Object.fromEntries(kgview.data.facts.map((f) => [f.id, f.status]))")
    edges = visible_edges(page)
    assert {status[e["fact"]] for e in edges} >= {"asserted", "reported", "planned", "disputed"}
    assert all(e["dashes"] == wanted[status[e["fact"]]] for e in edges)
    genocide = page.js("kgview.data.facts.find((f) => f.label === 'exterminer').id")
    assert [e["dashes"] for e in edges if e["fact"] == genocide] == [[12, 4, 2, 4]]


def test_marks_are_exact_after_emoji_and_combining_accents(browser: Browser, tmp_path: Path) -> None:
    text = "😀👩‍🚀 « L’E\u0301cosse » et la Coˆte d\u00a0Ivoire ; e\u0301te\u0301 🇫🇷 à Paris. Deuxième 😀 phrase : l'Ecosse aime Paris."
    article = Article("e", text)
    article.entity("ecosse", "Country", "Écosse", "E\u0301cosse", "Ecosse")
    article.entity("paris", "City", "Paris 😀", "Paris")
    article.statement("ecosse", "alliedWith", "paris", "Deuxième")
    article.statement("ecosse", "borders", "paris", "à Paris")
    file = tmp_path / "e.html"
    file.write_text(render(article.graph), encoding="utf-8")
    browser.open(file, "#v=text")
    assert browser.js("[...document.querySelectorAll('#text mark')].map((m) => m.textContent)") == [
        "E\u0301cosse",
        "Paris",
        "Ecosse",
        "Paris",
    ]
    browser.js("location.hash = '#e=statement/e-001'; return true")
    browser.settle()
    assert browser.js("[...document.querySelectorAll('#panel mark')].map((m) => m.textContent)") == ["Ecosse", "Paris"]
    assert browser.text("#panel .quote") == "Deuxième 😀 phrase : l'Ecosse aime Paris."


def test_a_click_in_the_text_chooses_node_or_sentence(page: Browser) -> None:
    page.js("document.querySelector('#tabs [data-view=text]').click(); return true")
    page.js("[...document.querySelectorAll('#text mark')].find((m) => m.textContent === 'Vladimir Poutine').click(); return true")
    assert page.text("#panel h2") == "Vladimir Poutine"
    page.js("[...document.querySelectorAll('#text .sentence')].find((s) => s.textContent.includes('98.000')).click(); return true")
    assert "98\u202f000 citoyens Russes" in page.text("#panel")


def test_a_fact_of_two_articles_shows_both_sentences_and_goes_with_the_last_article(browser: Browser, tmp_path: Path) -> None:
    graph = Graph()
    for stem, date in (("matin", "2022-09-20"), ("soir", "2022-09-21")):
        article = Article(stem, f"Au {stem}, Paris est en France.", title=f"Journal du {stem}", date=date, graph=graph)
        article.entity("paris", "City", "Paris")
        article.entity("france", "Country", "France")
        article.statement("paris", "locatedIn", "france", "Paris")
    file = tmp_path / "two.html"
    file.write_text(render(graph), encoding="utf-8")
    browser.open(file, "#e=statement/matin-001")
    assert browser.text("#panel .quote") == "Au matin, Paris est en France."
    browser.click_on("#panel .controls button:nth-of-type(2)")
    assert browser.text("#panel .quote") == "Au soir, Paris est en France."
    browser.click_on("#panel .controls button:nth-of-type(3)")
    assert browser.js("[kgview.state.view, kgview.state.doc]") == ["text", "soir"]
    assert browser.text("#text .sentence.chosen") == "Au soir, Paris est en France."
    browser.click_on("input[data-filter=doc][data-value=matin]")
    assert len(browser.js("kgview.seen()")) == 1
    browser.click_on("input[data-filter=doc][data-value=soir]")
    assert browser.js("kgview.seen()") == []


def test_who_says_what_leads_from_the_speaker_to_the_claim_and_to_what_it_expresses(page: Browser) -> None:
    assert "ministère de l'Intérieur du Kazakhstan" in page.text("#panel")
    page.js("[...document.querySelectorAll('#panel .link')].find((b) => b.textContent.includes('98.000')).click(); return true")
    page.settle()
    assert page.text("#panel .cue") == "a indiqué que"
    assert page.text("#panel .phrase").startswith("98.000")
    page.js("[...document.querySelectorAll('#panel .link')].find((b) => b.textContent.includes('98\\u202f000')).click(); return true")
    page.settle()
    assert page.js("kgview.data.facts.find((f) => f.id === kgview.state.chosen.id).kind") == "quantity"
    assert "selon ministère de l'Intérieur du Kazakhstan" in page.text("#panel .badges")
