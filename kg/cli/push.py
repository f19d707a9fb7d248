"""`kg push`."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from platformdirs import user_state_path

from kg.cli import app
from kg.cli.console import errors, output, table
from kg.errors import KgError

SECRET = "KG_PUSH_SECRET"  # noqa: S105 - the name of the variable


@app.command()
def push(
    source: Annotated[Path, typer.Argument(metavar="STORE|GRAPH", help="A store (kg build … --store), or a graph in a file.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="The server's address for the Graph Store Protocol.")],
    graph: Annotated[
        str | None,
        typer.Option("--graph", metavar="IRI", help="Add everything to this one graph, default: the server's default graph."),
    ] = None,
    user: Annotated[
        str | None, typer.Option("--user", help=f"Who you are; the password is in the variable {SECRET}, or asked for.")
    ] = None,
    auth: Annotated[str, typer.Option("--auth", help="basic, digest, or bearer (the token is in the same variable).")] = "basic",
    state: Annotated[Path | None, typer.Option("--state", metavar="FILE", help="Where it is written down what has arrived.")] = None,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Triples in one request, where everything goes to one graph.")] = 10_000,
) -> None:
    """Bring a store or a graph to a SPARQL server. Run it again to go on, or to send what has changed."""
    from kg.push import Auth, Push, Server, State, credentials, quad_lines
    from kg.rdf.store import load

    if auth not in set(Auth):
        raise KgError(f"--auth {auth}: give one of {', '.join(Auth)}")
    if not url.startswith(("http://", "https://")):
        raise KgError(f"{url}: give the address of a server, such as http://localhost:7878/store")
    started = perf_counter()
    target = f"{source.resolve()} {url} {graph or ''}"
    file = state or user_state_path("kg") / f"push-{sha256(target.encode()).hexdigest()[:16]}.jsonl"
    server = Server(url, credentials(Auth(auth), user, _secret(user)))
    run = Push(server, State(file, target))
    store = load(source)
    if source.is_dir() and graph is None:
        outcomes = run.store(store)
    else:
        import pyoxigraph as ox

        lines = sorted(quad_lines(store, ox.DefaultGraph())) if source.is_file() else quad_lines(store, ox.DefaultGraph())
        outcomes = run.graph(lines, None if graph in {None, "default"} else graph, batch)
    rows: list[tuple[str, str]] = [(outcome, f"{count:,}") for outcome, count in sorted(outcomes.items())]
    rows += [("triples sent", f"{run.triples['sent']:,}"), ("time", f"{perf_counter() - started:.1f} s")]
    output().print(table(("documents" if source.is_dir() and graph is None else "batches", "count"), rows, numbers=("count",)))
    errors().print(f"what has arrived is noted in {file}", soft_wrap=True)


def _secret(user: str | None) -> str | None:
    given = os.environ.get(SECRET)
    if given is None and user is not None:
        return str(typer.prompt("Password", hide_input=True, err=True))
    return given
