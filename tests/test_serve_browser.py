"""`kg serve` in Chromium: the editor answers, asks nobody but the server, and no page breaks its policy."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from kg.rdf.terms import BASE
from kg.serve.app import Settings
from rdf_sample import facts
from serve_http import Served, graph_file, served, stored
from test_serve_pages import ATTACKS, attacked
from view.browser import Browser, start, until

VIOLATIONS = (
    "window.violations = []; "
    "document.addEventListener('securitypolicyviolation', (e) => violations.push(e.violatedDirective + e.blockedURI));"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("needs Chromium and chromedriver: apt-get install chromium chromium-driver")
    running = start(chromium, chromedriver, tmp_path_factory.mktemp("chromium"))
    running.driver.get("about:blank")
    running.cdp("Page.addScriptToEvaluateOnNewDocument", source=VIOLATIONS)
    yield running
    running.driver.quit()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(stored(tmp_path_factory.mktemp("browser") / "store", [facts("a"), facts("b")])) as running:
        yield running


def visit(browser: Browser, url: str) -> None:
    browser.requests()
    browser.logs()
    browser.driver.get(url)
    browser.settle()


def assert_kept_to(browser: Browser, server: Served) -> None:
    """Nothing asked elsewhere, no policy broken, nothing on the console."""
    asked = [url for url in browser.requests() if not url.startswith(("about:", "data:", "blob:", "chrome:"))]
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(server.url).netloc}
    assert browser.js("window.violations") == []
    assert [entry for entry in browser.logs() if entry["level"] == "SEVERE"] == []


@pytest.mark.browser
def test_the_editor_runs_a_query_and_shows_its_rows(browser: Browser, server: Served) -> None:
    visit(browser, f"{server.url}/query")
    browser.wait("return Boolean(window.kgQuery)")
    browser.js("kgQuery.getTab().getYasqe().setValue('SELECT ?name { ?x a schema:Country ; rdfs:label ?name }'); return true")
    browser.click_on(".yasqe_queryButton")
    until(lambda: "Syrie" in browser.text(".yasr"), 10, "the rows")
    assert "Liban" in browser.text(".yasr")
    assert_kept_to(browser, server)


@pytest.mark.browser
def test_the_editor_completes_prefixes_from_this_server(browser: Browser, server: Served) -> None:
    visit(browser, f"{server.url}/query")
    browser.wait("return Boolean(window.kgQuery)")
    browser.js("const y = kgQuery.getTab().getYasqe(); y.setValue(''); y.focus(); return true")
    browser.type("SELECT * WHERE { ?x skos:")
    until(lambda: "PREFIX skos:" in browser.js("kgQuery.getTab().getYasqe().getValue()"), 10, "the prefix")
    assert_kept_to(browser, server)


@pytest.mark.browser
def test_an_address_that_names_another_endpoint_is_not_followed(browser: Browser, server: Served) -> None:
    query = quote("SELECT * { ?s ?p ?o } LIMIT 1")
    visit(browser, "about:blank")
    visit(browser, f"{server.url}/query#query={query}&endpoint={quote('http://127.0.0.2:9999/sparql')}")
    browser.wait("return Boolean(window.kgQuery)")
    browser.click_on(".yasqe_queryButton")
    until(lambda: browser.js("window.violations").count("connect-srchttp://127.0.0.2:9999/sparql"), 10, "the refusal")
    browser.logs()
    browser.js("localStorage.clear(); return true")


@pytest.mark.browser
def test_rows_of_an_answer_are_text(browser: Browser, server: Served) -> None:
    attack = ATTACKS[0].replace("'", "\\'")
    visit(browser, f"{server.url}/query")
    browser.wait("return Boolean(window.kgQuery)")
    browser.js("kgQuery.getTab().getYasqe().setValue(arguments[0]); return true", f"SELECT ('{attack}' AS ?x) {{}}")
    browser.click_on(".yasqe_queryButton")
    until(lambda: "onerror" in browser.text(".yasr"), 10, "the row")
    assert browser.js("document.title") != "XSS"
    assert browser.js("document.querySelectorAll('.yasr img').length") == 0
    # The table measures the words of a cell as HTML in an element outside the page: the policy is what stops them.
    assert browser.js("window.violations") == ["script-src-attrinline"]
    browser.logs()


@pytest.mark.browser
def test_pages_keep_their_policy_and_links_lead_through_them(browser: Browser, server: Served) -> None:
    visit(browser, f"{server.url}/id/liban")
    assert browser.js("getComputedStyle(document.querySelector('mark')).backgroundColor") == "rgb(255, 233, 168)"
    browser.click_on("blockquote cite a")
    browser.wait("return location.pathname.startsWith('/id/doc/')")
    browser.click_on("a.mention")
    browser.wait("return location.pathname === '/id/liban'")
    browser.click_on(".tools a")
    browser.wait("return Boolean(window.kgview?.ready)")
    assert "Le Liban borde la Syrie" in browser.text("#kg-data")
    assert_kept_to(browser, server)


@pytest.mark.browser
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_others_runs(browser: Browser, tmp_path: Path, attack: str) -> None:
    with served(graph_file(tmp_path / "g.nt", [attacked(attack)]), Settings(workers=1)) as server:
        for path in ("/", "/id/liban", "/id/doc/article", f"/search?q={quote(attack)}", f"/graph?iri={quote(BASE)}liban"):
            visit(browser, server.url + path)
            assert browser.js("document.title") != "XSS", path
            assert browser.js("document.querySelectorAll('img, iframe, [onerror], [onmouseover]').length") == 0, path
            assert_kept_to(browser, server)


def test_the_editor_is_the_one_that_was_fetched() -> None:
    static = files("kg.serve") / "static"
    sums = {name: digest for digest, name in (line.split("  ") for line in (static / "SHA256SUMS").read_text().splitlines())}
    assert len(sums) == 3
    for name, digest in sums.items():
        assert hashlib.sha256((static / name).read_bytes()).hexdigest() == digest
    assert "sourceMappingURL" not in (static / next(name for name in sums if name.endswith(".js"))).read_text(encoding="utf-8")[-300:]
