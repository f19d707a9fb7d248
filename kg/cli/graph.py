"""`kg view`, `kg query` and `kg check`: what is done with a graph, without a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import app
from kg.cli.console import answer, output
from kg.errors import KgError
from kg.output import write_whole

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Graph

GraphFile = Annotated[Path, typer.Argument(metavar="GRAPH", help="A Turtle file, such as out/graph.ttl, or a store.")]


@app.command()
def view(
    graph: GraphFile,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="What to write: .html, .svg, .png, .graphml, .gexf or .dot.")
    ] = Path("graph.html"),
    title: Annotated[str | None, typer.Option("--title", help="Heading of the page; the article's own if left out.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of the interface: fr or en.")] = "fr",
    max_nodes: Annotated[int, typer.Option("--max-nodes", help="Draw at most so many entities, the most connected first.")] = 300,
    max_edges: Annotated[int, typer.Option("--max-edges", help="Draw at most so many lines.")] = 800,
    force: Annotated[bool, typer.Option("--force", help="Write a page of more than 50 MB too.")] = False,
) -> None:
    """Draw a graph as one offline HTML page, or as a picture, or write it for another program."""
    write_whole({out: _drawn(graph, out, title, lang, max_nodes, max_edges, force=force)})


@app.command()
def query(
    graph: GraphFile,
    asked: Annotated[
        str, typer.Argument(metavar="QUERY", help="SPARQL, a .rq file, or the name of a question. Left out: the questions there are.")
    ] = "",
    kind: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, tsv, json, xml, or ttl for triples.")
    ] = "table",
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the question (may be repeated).")
    ] = None,
) -> None:
    """Ask a graph."""
    from kg.rdf import query as sparql
    from kg.rdf.questions import questions
    from kg.rdf.store import load

    store = load(graph)
    if not asked:
        found = sparql.questions_table(questions())
    elif kind != "table":
        typer.echo(sparql.formatted(sparql.ask(store, sparql.question(asked), _parameters(param)), kind), nl=False)
        return
    else:
        found = sparql.table(sparql.ask(store, sparql.question(asked), _parameters(param)))
    console = output()
    console.print(answer(found.columns, found.rows, console.width))


@app.command()
def check(
    graph: GraphFile,
    lang: Annotated[str, typer.Option("--lang", help="Language of the report: fr or en.")] = "en",
) -> None:
    """Check a graph against the shapes it should have; exit code 1 where it does not conform."""
    from kg.rdf.validate import check as validated

    report = validated(graph, lang)
    output().print(report.text(), soft_wrap=True)
    if not report.conforms:
        raise typer.Exit(1)


def _drawn(graph: Path, out: Path, title: str | None, lang: str, max_nodes: int, max_edges: int, *, force: bool) -> str | bytes:
    """The graph as the ending of the file asks for it."""
    from kg.rdf.store import load
    from kg.view import export, page, pictures

    kinds: dict[str, Callable[[Graph], str | bytes]] = {
        ".html": lambda g: page.render(g, title=title, lang=lang, max_nodes=max_nodes, max_edges=max_edges, force=force),
        ".svg": lambda g: pictures.svg(g, title=title, lang=lang, max_nodes=max_nodes, max_edges=max_edges),
        ".png": lambda g: pictures.png(g, title=title, lang=lang, max_nodes=max_nodes, max_edges=max_edges),
        ".graphml": lambda g: export.graphml(g, lang),
        ".gexf": lambda g: export.gexf(g, lang),
        ".dot": lambda g: export.dot(g, lang),
    }
    if out.suffix.lower() not in kinds:
        raise KgError(f"{out}: cannot draw into this ending: give one of {', '.join(kinds)}")
    return kinds[out.suffix.lower()](_rdflib(load(graph)))


def _parameters(pairs: list[str] | None) -> dict[str, str]:
    given = [pair.partition("=") for pair in pairs or ()]
    if wrong := next((name for name, equals, _ in given if not (name and equals)), None):
        raise KgError(f"--param {wrong}: write NAME=VALUE")
    return {name: value for name, _, value in given}


def _rdflib(store: Store) -> Graph:
    from kg.rdf.store import data_graphs
    from kg.rdf.write import rdflib_graph

    quads = (quad for graph in data_graphs(store) for quad in store.quads_for_pattern(None, None, None, graph))
    return rdflib_graph(f"{quad.triple} ." for quad in quads)
