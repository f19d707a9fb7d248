"""`kg serve`."""

from __future__ import annotations

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
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 7878,
    seconds: Annotated[float, typer.Option("--timeout", metavar="SECONDS", help="A query that takes longer is ended.")] = 30.0,
    most: Annotated[float, typer.Option("--max-answer", metavar="MB", help="An answer that is larger is refused.")] = 20.0,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that answer, each of them one query at a time.")] = 4,
    memory: Annotated[int, typer.Option("--memory", metavar="MB", help="Memory that each process may take; 0: any amount.")] = 2000,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="Name under which it may be asked too (may be repeated; *: any).")
    ] = None,
) -> None:
    """Answer SPARQL queries over HTTP and show entities, articles and claims as pages. Read-only; it goes on while the store grows."""
    try:
        import uvicorn

        from kg.serve.app import LOCAL, Settings, application
    except ImportError as error:
        raise KgError("kg serve needs more packages: pip install 'kgnews[serve]'") from error
    from kg.serve.opened import Source

    Source(store).current()  # what is wrong with it is said here and now
    settings = Settings(
        seconds,
        int(most * 1e6),
        **({"workers": workers} if workers else {}),
        memory=memory * 1_000_000 or None,
        hosts=(*LOCAL, host, *(name or ())),
    )
    errors().print(f"http://{host}:{port}/ (pages), /sparql (SPARQL), /query (a form for it); Ctrl-C ends it", soft_wrap=True)
    uvicorn.run(
        application(store, settings),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
