"""Which lines are drawn, where nodes stand, and what other programs get."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from kg.model import Span
from kg.view import export, pictures
from kg.view.data import Fact, View
from kg.view.drawing import draw, folded, lines_of
from kg.view.labels import box, visible, wrapped
from kg.view.layout import place
from kg.view.notebook import Page
from kg.view.payload import safe_json, utf16
from kg.view.read import read
from kg.view.style import LINES, size
from view.large import large
from view.sample import sample


@pytest.fixture(scope="module")
def view() -> View:
    return read(sample())


def event(*roles: tuple[str, str]) -> Fact:
    return Fact("e", "event", "agir", "agir", roles, "asserted")


@pytest.mark.parametrize(("roles", "lines"), [
    ([("agent", "a"), ("patient", "b")], [("a", "b", "patient")]),
    ([("agent", "a"), ("patient", "b"), ("place", "p")], [("a", "b", "patient"), ("a", "p", "place")]),
    ([("patient", "b"), ("place", "p")], [("b", "p", "place")]),
    ([("agent", "a"), ("agent", "c"), ("patient", "b")], [("a", "b", "patient"), ("c", "b", "patient")]),
    ([("agent", "a")], []),
])  # fmt: skip
def test_an_event_is_folded_into_lines_from_who_acts(roles: list[tuple[str, str]], lines: list[tuple[str, str, str]]) -> None:
    assert folded(event(*roles)) == lines


def test_an_event_as_a_node_has_a_line_for_each_player() -> None:
    spokes = [(e.source, e.target) for e in lines_of(event(("agent", "a"), ("patient", "b"))) if e.mode == "event"]
    assert spokes == [("a", "e"), ("e", "b")]


def test_parallel_lines_have_ranks_of_their_own(view: View) -> None:
    lines = [e for e in draw(view).lines if (e.source, e.target) == ("kazakhstan", "russie") and e.mode in {"fact", "folded"}]
    assert len(lines) >= 3
    assert sorted(e.rank for e in lines) == list(range(len(lines)))


def test_the_most_connected_are_drawn_and_the_others_counted(view: View) -> None:
    drawing = draw(view, max_nodes=5)
    assert len(drawing.nodes) == 5
    assert drawing.left_out == len(view.nodes) - 5
    assert {"russie", "kazakhstan"} <= {n.id for n in drawing.nodes}
    assert all({e.source, e.target} <= {n.id for n in drawing.nodes} for e in drawing.lines if e.mode in {"fact", "folded"})


def test_no_two_labels_share_a_place(view: View) -> None:
    drawing = draw(view)
    points = place(drawing).points
    boxes = []
    for node in drawing.nodes:
        (width, height, drop), (x, y) = box(node.label, size(node.degree)), points[node.id]
        boxes.append((x - width / 2, x + width / 2, y + drop - height / 2, y + drop + height / 2, node.id))
    assert [(a[4], b[4]) for a, b in combinations(boxes, 2) if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]] == []


def test_a_layout_is_the_same_each_time() -> None:
    drawing = draw(read(large(120, 200)))
    assert place(drawing) == place(drawing)


def test_labels_are_cut_into_two_lines_and_tricks_made_visible() -> None:
    assert wrapped("Russie") == ("Russie",)
    assert wrapped("ministère de l'Intérieur d'Ossétie du Nord") == ("ministère de l'Intérieur", "d'Ossétie du Nord")
    assert wrapped("a" * 60)[1].endswith("…")
    assert all(len(line) <= 26 for line in wrapped("mot " * 40))
    assert visible("a\u202eb\nc") == "a[U+202E]b c"


def test_offsets_count_utf16_units() -> None:
    assert utf16("a😀b")(Span(1, 3)) == [1, 4]
    assert utf16("aéb")(Span(1, 3)) == [1, 3]


def test_json_in_a_page_cannot_end_its_script() -> None:
    text = safe_json({"a": "</script><!--&\u2028"})
    assert not set("<>&\u2028") & set(text)


def test_every_line_style_is_told_apart_without_colour() -> None:
    looks = [(line.dashes, line.mark, line.width) for line in LINES.values()]
    assert len(set(looks)) == len(looks)


def test_the_picture_is_xml_with_every_label_and_the_same_each_time() -> None:
    picture = pictures.svg(sample(), title="<Titre> & co")
    words = " ".join(ET.fromstring(picture).itertext())  # noqa: S314 - our own
    assert all(part in words for part in ("Kassym-Jomart Tokaïev", "<Titre> & co", "contesté"))
    assert picture == pictures.svg(sample(), title="<Titre> & co")
    assert "stroke-dasharray" in picture


def test_the_picture_can_be_png() -> None:
    pytest.importorskip("resvg_py")
    assert pictures.png(sample()).startswith(b"\x89PNG")


def test_graphml_and_gexf_are_read_back_with_certainty_and_sentence() -> None:
    for found in (nx.parse_graphml(export.graphml(sample())), nx.read_gexf(_lines(export.gexf(sample())))):
        assert found.number_of_nodes() == 27
        edges = [d for _, _, d in found.edges(data=True) if d["label"] == "exterminer"]
        assert [(d["certainty"], d["speakers"]) for d in edges] == [("disputed", "Russie")]
        assert "génocide" in edges[0]["text"]
    assert "lastmodified" not in export.gexf(sample())


def _lines(text: str) -> object:
    from io import BytesIO

    return BytesIO(text.encode())


def test_dot_quotes_what_it_must() -> None:
    graph = large(2, 2)
    text = export.dot(graph)
    assert text.startswith("digraph {")
    assert '"n0" [label="Entité numéro 0"' in text


def test_a_notebook_gets_the_page_in_a_frame_that_cannot_leave_it() -> None:
    html = Page(sample())._repr_html_()
    assert html.startswith('<iframe sandbox="allow-scripts')
    assert "<script" not in html
