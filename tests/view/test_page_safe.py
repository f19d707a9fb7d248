"""The page asks nothing of the network and runs nothing of what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from kg.view.page import render
from view.articles import BASE, KG, SCHEMA, Article
from view.browser import Browser

pytestmark = pytest.mark.browser

TOUR = """
document.addEventListener('securitypolicyviolation', (e) => (window.violations ??= []).push(e.violatedDirective));
for (const view of ['text', 'table', 'time', 'graph']) document.querySelector(`#tabs [data-view=${view}]`).click();
for (const id of ['theme', 'drawer', 'help']) document.getElementById(id).click();
document.getElementById('keys').close();
document.querySelector('#tabs [data-view=table]').click();
for (const link of document.querySelectorAll('#table tbody .link')) link.click();
document.querySelector('#tabs [data-view=text]').click();
for (const mark of document.querySelectorAll('#text mark')) mark.click();
document.querySelector('[data-save=savePng]').click();
return true
"""


def test_a_full_tour_asks_for_nothing_but_the_file(page: Browser, sample_file: Path) -> None:
    page.requests()
    page.open(sample_file)
    page.js(TOUR)
    page.settle()
    asked = [url for url in page.requests() if not url.startswith(("about:", "data:", "blob:"))]
    assert asked == [sample_file.as_uri()]
    assert [entry for entry in page.logs() if entry["level"] == "SEVERE"] == []


def test_no_element_points_outside(sample_file: Path) -> None:
    html = sample_file.read_text(encoding="utf-8")
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=", html)


def test_the_policy_stops_injected_scripts_and_the_page_never_breaks_it(page: Browser) -> None:
    assert page.js("document.querySelector('meta[charset] + meta').httpEquiv") == "Content-Security-Policy"
    page.js(TOUR)
    assert page.js("window.violations ?? []") == []
    page.js("const s = document.createElement('script'); s.textContent = 'window.stolen = 1'; document.body.append(s); return true")
    page.settle()
    assert page.js("window.stolen === undefined")
    assert page.js("window.violations") == ["script-src-elem"]
    page.logs()


ATTACKS = (
    "<img src=x onerror=document.title='XSS'>",
    "</script><script>document.title='XSS'</script>",
    '"><svg onload=document.title="XSS">',
    "javascript:document.title='XSS'",
    "a href=evil {{ 7*7 }} ${7*7}",
)


def attacked(attack: str) -> Graph:
    """A graph with an attack in every place where text of others goes."""
    article = Article("a", f"Voici {attack} contre Paris. Une autre phrase.", title=attack, date="2022-09-21")
    article.entity("un", "Person", attack, attack, alias=[attack], link="javascript:document.title='XSS'")
    article.entity("paris", "City", "Paris")
    evil = URIRef(BASE["x"] + '"><img/onerror=1>')
    article.add(evil, RDF.type, URIRef(KG[""] + "<img>"))
    article.add(evil, RDFS.label, Literal(attack))
    fact = article.statement("un", "evil", "paris", "contre Paris")
    article.add(fact, KG.speakerText, Literal(attack))
    article.add(KG.evil, RDFS.label, Literal(attack, lang="fr"))
    article.add(fact, KG.role, Literal(attack))
    article.graph.set((fact, KG.rule, Literal(attack)))
    article.event(attack, "un", "paris", "contre Paris")
    article.claim("un", attack, "Voici", "contre Paris")
    article.quantity("3", attack, "un", "contre Paris")
    article.add(article.doc, SCHEMA.url, Literal("javascript:alert(1)"))
    article.add(BASE["paris"], SKOS.exactMatch, Literal(attack))
    return article.graph


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_of_others_stays_text(browser: Browser, tmp_path: Path, attack: str) -> None:
    file = tmp_path / "x.html"
    file.write_text(render(attacked(attack)), encoding="utf-8")
    browser.open(file)
    count = "document.querySelectorAll('img, script, iframe, svg[onload], [onerror]').length"
    before = browser.js(count)
    browser.js(TOUR)
    browser.search(attack[:12])
    for node in ("un", "paris"):
        browser.js("location.hash = arguments[0]; return true", f"#n={node}")
        browser.settle()
        assert attack in browser.text("#panel")
        assert browser.js("[...document.querySelectorAll('#panel a')].every((a) => /^https?:/.test(a.href))")
    assert browser.js(count) == before
    assert browser.js("document.title") == attack
    assert attack in browser.text("#title")
    assert [entry for entry in browser.logs() if entry["level"] == "SEVERE"] == []
    assert "49" not in browser.text("#title")
