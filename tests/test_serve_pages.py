"""The pages of `kg serve` as HTML and as triples: entities, articles, facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from rdflib import RDF

from kg.model import Facts, Mention, MentionType, Name, Span
from kg.rdf.terms import BASE, KG
from kg.serve import links
from kg.serve.app import Settings
from kg.serve.shown import Shower, pieces
from kg.view.data import Mark, Node, Text
from rdf_sample import TEXT, facts
from serve_http import Served, graph_file, served, stored

ATTACKS = (
    "<img src=x onerror=document.title='XSS'>",
    "</script><script>document.title='XSS'</script>",
    "\" onmouseover=\"document.title='XSS'",
    "javascript:document.title='XSS'",
    "{{ 6007*7 }}",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(stored(tmp_path_factory.mktemp("pages") / "store", [facts("a"), facts("b", date="2023-06")])) as running:
        yield running


class Words(HTMLParser):
    """The words of a page, its links, and its elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name) for name, _ in attrs]
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def page(server: Served, path: str) -> Words:
    answer = server.get(path, "text/html", Accept_Language="fr")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    return Words(answer.text)


def test_an_entity_shows_its_names_links_and_facts_with_evidence_speaker_and_certainty(server: Served) -> None:
    shown = page(server, "/id/liban")
    assert "pays" in shown.text
    assert "Lebanon" in shown.text
    assert "iso3166-1 LB" in shown.text
    assert "https://sws.geonames.org/272103/" in shown.links
    assert "Liban est frontalier de Syrie affirmé" in shown.text
    assert "Le Liban borde la Syrie 😀." in shown.text
    assert "selon Rima Haddad depuis 2023-05-03" in shown.text
    assert "prévu" in shown.text
    assert {"/id/syrie", "/id/rima_haddad", "/id/doc/a", "/id/doc/b"} <= set(shown.links)


def test_the_article_has_its_mentions_marked_and_its_facts_beside_it(server: Served) -> None:
    html = server.get("/id/doc/a", "text/html").text
    article = re.search(r"<article.*?>(.*)</article>", html, re.DOTALL)
    assert article
    assert unescape(re.sub(r"<[^>]+>", "", article[1])) == TEXT
    marked = re.findall(r'<a class="mention" href="([^"]+)"[^>]*>([^<]+)</a>', article[1])
    assert ("/id/rima_haddad", "La présidente du Liban") in marked
    assert ("/id/liban", "Liban") in marked
    shown = Words(html)
    start = TEXT.index("Damas a commis un massacre")
    assert any(link.startswith("/id/claim/") for link in shown.links)
    assert f'id="c{start}"' in html
    assert f"#c{start}" in " ".join(shown.links)


def test_a_claim_shows_who_says_what_and_what_it_expresses(server: Served) -> None:
    claims = [link for link in page(server, "/id/doc/a").links if link.startswith("/id/claim/")]
    texts = [page(server, link).text for link in claims]
    said = next(text for text in texts if "Rima Haddad affirmer" in text)
    assert "1.500 Syriens avaient fui vers le Liban depuis le 3 mai" in said
    assert "Exprime, ou est exprimé par" in said
    assert "Syriens fuir" in said


@pytest.mark.parametrize(
    ("accept", "form"), [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/ld+json", "json-ld")]
)
def test_a_resource_is_given_as_triples_to_programs(server: Served, accept: str, form: str) -> None:
    answer = server.get("/id/liban", accept)
    assert answer.headers["content-type"].startswith(accept)
    graph = rdflib.Graph().parse(data=answer.text, format=form)
    assert (rdflib.URIRef(BASE + "liban"), rdflib.URIRef(KG + "borders"), rdflib.URIRef(BASE + "syrie")) in graph
    for statement in graph.subjects(RDF.type, rdflib.URIRef(KG + "Statement")):
        evidence = graph.value(statement, rdflib.URIRef(KG + "evidence"))
        assert (evidence, None, None) in graph


def test_the_format_may_stand_in_the_address(server: Served) -> None:
    assert server.get("/id/liban?format=ttl", "text/html").headers["content-type"].startswith("text/turtle")


def test_a_place_in_a_text_leads_to_the_place_on_the_page(server: Served) -> None:
    answer = server.get(f"/id/{quote('doc/a#char=3,8')}")
    assert (answer.status, answer.headers["location"]) == (303, "/id/doc/a#c3")


def test_what_is_unknown_is_not_found(server: Served) -> None:
    assert server.get("/id/nowhere").status == 404
    assert server.get("/id/nowhere", "text/turtle").status == 404
    assert server.get("/nowhere").status == 404
    assert server.get("/resource?iri=no-iri").status == 400


def test_articles_are_listed_newest_first_and_names_are_found(server: Served) -> None:
    documents = [link for link in page(server, "/").links if link.startswith("/id/doc/")]
    assert documents == ["/id/doc/b", "/id/doc/a"]
    assert "/id/rima_haddad" in page(server, "/search?q=HADDAD").links
    assert "/id/liban" in page(server, "/search?q=lebanon").links
    assert "Rien trouvé" in page(server, "/search?q=zzz%22%7D").text


def test_pages_are_in_the_language_of_the_reader(server: Served) -> None:
    assert "borders" in Words(server.get("/id/liban", "text/html", Accept_Language="en-GB, fr;q=0.5").text).text
    answer = server.get("/language?to=en")
    assert "lang=en" in answer.headers["set-cookie"]
    assert "borders" in Words(server.get("/id/liban", "text/html", Accept_Language="fr", Cookie="lang=en").text).text


def test_many_facts_come_on_several_pages(tmp_path: Path) -> None:
    with served(graph_file(tmp_path / "g.nt", [facts(str(number)) for number in range(30)]), Settings(workers=1)) as server:
        first = page(server, "/id/liban")
        following = next(link for link in first.links if "first=" in link)
        assert "1–50 sur" in first.text
        assert "51–" in page(server, following).text
        assert server.get("/id/liban?first=-1").status == 200


def test_the_viewer_draws_entities_articles_and_the_answers_of_queries(server: Served) -> None:
    for asked in (f"iri={quote(BASE)}liban", f"iri={quote(BASE)}doc/a", f"query={quote('CONSTRUCT WHERE { ?s kg:borders ?o }')}"):
        html = server.get(f"/graph?{asked}", "text/html").text
        assert '"kg-data"' in html
        assert "Le Liban borde la Syrie" in html
    assert server.get(f"/graph?query={quote('SELECT * { ?s ?p ?o }')}").status == 403
    assert server.get(f"/graph?iri={quote(BASE)}nowhere").status == 404


def test_a_relation_that_only_the_query_asserts_is_drawn_without_evidence(server: Served) -> None:
    query = "CONSTRUCT { :syrie <http://x.example/near> :liban } WHERE {}"
    html = server.get(f"/graph?query={quote(query)}", "text/html").text
    assert "near" in html
    assert "Le Liban borde" not in html


def attacked(attack: str) -> Facts:
    """The sample with an attack in every place where text of others goes."""
    found = facts()
    text = f"{TEXT}\n{attack}"
    whole = Span(len(TEXT) + 1, len(text))
    return replace(
        found,
        document=replace(
            found.document, text=text, sha256=sha256(text.encode()).hexdigest(), title=attack, url=attack, author=attack, source=attack
        ),
        sentences=(*found.sentences, whole),
        entities=tuple(
            replace(
                each,
                label=Name(attack, "fr"),
                aliases=(Name(f"{attack} 2", "en"),),
                links=(f"https://x/{attack}", f"javascript:{attack}"),
                codes=(("geonames", attack),),
            )
            if each.id == "liban"
            else each
            for each in found.entities
        ),
        mentions=(*found.mentions, Mention(whole, MentionType.NAMED, "liban")),
        statements=tuple(replace(each, rule=attack, role=attack, evidence=whole) for each in found.statements),
        events=tuple(replace(each, lemma=attack, judgement=replace(each.judgement, speaker_text=attack)) for each in found.events),
        quantities=tuple(replace(each, unit=attack, per=attack) for each in found.quantities),
        claims=tuple(replace(each, lemma=attack, speaker_text=attack, content=(whole,)) for each in found.claims),
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_of_others_stays_text(tmp_path: Path, attack: str) -> None:
    with served(graph_file(tmp_path / "g.nt", [attacked(attack)]), Settings(workers=1)) as server:
        search = f"/search?q={quote(attack)}"
        facts_ = [link for link in page(server, "/id/doc/article").links if re.match(r"/id/(claim|event|statement|quantity)/", link)]
        for path in ("/", "/id/liban", "/id/doc/article", search, *facts_, f"/id/{quote(attack)}", f"/resource?iri={quote(attack)}"):
            html = server.get(path, "text/html").text
            shown = Words(html)
            assert attack.replace(" ", "") in "".join(shown.words).replace(" ", "").replace("\n", "") or path.startswith(
                ("/id/", "/resource")
            ), path
            assert not [
                (tag, name) for tag, name in shown.attributes if name.startswith("on") or tag in {"img", "script", "iframe", "svg"}
            ], path
            assert all(re.match(r"/|#|https?://|data:,$", link) for link in shown.links), path
            assert "42049" not in html


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://x.example/a", True),
        ("http://x", True),
        ("javascript:alert(1)", False),
        ("//x.example", False),
        ("data:text/html,x", False),
        ("http://[", False),
    ],
)
def test_links_lead_outside_by_http_only(url: str, leads: bool) -> None:
    assert links.outward(url) == (url if leads else None)


@pytest.mark.parametrize("path", ["liban", "doc/a", "l_été", "a%22b", "x:y", "claim/0123"])
def test_the_address_of_a_page_leads_back_to_the_iri(path: str) -> None:
    from urllib.parse import unquote, urlsplit

    assert unquote(urlsplit(links.page(BASE + path, BASE)).path).removeprefix("/id/") == path
    assert links.page("https://other.example/x", BASE).startswith("/resource?iri=https%3A")


def test_nested_and_overlapping_mentions_cut_the_text_without_losing_any_of_it() -> None:
    marks = (Mark(Span(0, 9), ("whole",)), Mark(Span(3, 5), ("inner",)), Mark(Span(7, 12), ("over",)))
    text = Text("t", BASE + "doc/t", "", "abcdefghijklmno", marks=marks)
    nodes = {name: Node(name, BASE + name, name, "") for name in ("whole", "inner", "over")}
    found = pieces(text, Shower(nodes, {}, BASE), [2, 99])
    assert "".join(piece.text for piece in found) == text.text
    assert [(piece.text, piece.link and piece.link.text) for piece in found] == [
        ("ab", "whole"), ("c", "whole"), ("de", "inner"), ("fg", "whole"), ("hi", "over"), ("jkl", "over"), ("mno", None),
    ]  # fmt: skip
    assert [piece.start for piece in found] == [0, 2, 3, None, 7, None, None]
