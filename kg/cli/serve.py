"""`kg serve`."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import app
from kg.cli.console import errors
from kg.errors import KgError


@app.command()
def serve(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="A store (kg build … --store), or a graph in a file.")],
    host: Annotated[str, typer.Option("--host", help="Address to listen on; 127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0: any that is free.")] = 7878,
    seconds: Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="A query that takes longer is ended.")] = 30.0,
    most: Annotated[float, typer.Option("--max-answer", metavar="MB", min=0.001, help="An answer that is larger is refused.")] = 20.0,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that answer, each of them one query at a time.")] = 4,
    memory: Annotated[int, typer.Option("--memory", metavar="MB", help="Memory that each process may take; 0: any.")] = 2000,
    name: Annotated[list[str] | None, typer.Option("--name", help="Another name of this server, * for any (may be repeated).")] = None,
) -> None:
    """Answer SPARQL queries over HTTP and show entities, articles and claims as pages. Read-only; it goes on while the store grows."""
    try:
        import uvicorn

        from kg.serve.app import LOCAL, Settings, application
    except ImportError as error:
        raise KgError("kg serve needs more packages: pip install 'kgnews[serve]'") from error
    from kg.serve.opened import Source

    Source(store).current()  # what is wrong with it is said here and now
    hosts = ("*",) if host not in LOCAL and not name else (*LOCAL, host, *(name or ()))
    settings = Settings(seconds, int(most * 1e6), workers, memory * 1_000_000 or None, hosts)
    listening = _listening(host, port)
    errors().print(
        f"http://{host}:{listening.getsockname()[1]}/ (pages), /sparql (SPARQL), /query (a form for it); Ctrl-C ends it", soft_wrap=True
    )
    config = uvicorn.Config(
        application(store, settings), log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that clients can connect to. Raises KgError where the address cannot be used."""
    try:
        made = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else a kept connection waits 40 ms for the second half of each answer
        return made
    except OSError as error:
        raise KgError(f"{host}:{port}: cannot listen there ({error.strerror or error}): give another --port or --host") from error
