"""A server under load: `python tests/bench_serve.py [STORE] [--clients 50] [--seconds 60]`.

Every client asks one thing after another, over a connection of its own: questions in SPARQL, pages, triples, a search. Without a store, one
of 200 articles of `data/winer_fr_2016.jsonl` in KG_DATA (or `shared` beside the checkout) is built first. Clients and server share the
machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import quote

from rich.console import Console

from kg.cli.console import table
from kg.corpus.build import Build
from kg.corpus.snapshots import open_newest
from kg.rdf.questions import questions
from kg.rdf.terms import BASE
from kg.run import Options
from kg.serve.links import page
from kg.text.sources import Sources

ROOT = Path(__file__).parent.parent
ARTICLES = Path(os.environ.get("KG_DATA") or ROOT.parent / "shared") / "data" / "winer_fr_2016.jsonl"
COUNT = 200
TURTLE = {"Accept": "text/turtle"}


@dataclass(slots=True)
class Measured:
    """Seconds of every answer by kind of request, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask: its kind, and the address with the headers."""

    kind: str
    path: str
    accept: str = "*/*"


def main() -> None:
    """Run the bench and print its table; exit code 1 where an answer was an error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", nargs="?", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=4)
    given = parser.parse_args()
    with TemporaryDirectory() as scratch:
        store = given.store or built(Path(scratch))
        asked = list(mix(store))
        with running(store, given.workers) as port:
            found = load(port, asked, given.clients, given.seconds)
    show(found, given.seconds)
    sys.exit(bool(found.errors))


def built(folder: Path) -> Path:
    """A store of some articles."""
    file = folder / "articles.jsonl"
    rows = [json.loads(line) for line in islice(ARTICLES.open(encoding="utf-8"), COUNT)]
    lines = (json.dumps({"id": row["id"], "text": row["text"], "date": row["date"]}) for row in rows)
    file.write_text("\n".join(lines), encoding="utf-8")
    Build(Sources.of([file]), Options()).into(folder / "store")
    return folder / "store"


def mix(store: Path) -> Iterator[Ask]:
    """What is asked: all questions without parameters, and the pages of the entities with most facts and of some articles."""
    opened = open_newest(store).store
    entities = _column(
        opened, "SELECT ?e { ?s rdf:subject|rdf:object|kg:agent|kg:speaker ?e } GROUP BY ?e ORDER BY DESC(COUNT(*)) ?e LIMIT 20"
    )
    documents = _column(opened, "SELECT ?d { ?d a schema:NewsArticle } ORDER BY ?d LIMIT 20")
    yield from (Ask("question", f"/sparql?query={quote(q.sparql)}") for q in questions() if not any(p.required for p in q.parameters))
    yield from (Ask("look-up", f"/sparql?query={quote(f'SELECT * {{ <{entity}> ?p ?o }} LIMIT 100')}") for entity in entities)
    yield from (Ask("entity page", page(entity, BASE), "text/html") for entity in entities)
    yield from (Ask("article page", page(document, BASE), "text/html") for document in documents)
    yield from (Ask("turtle", page(document, BASE), "text/turtle") for document in documents)
    yield from (Ask("search", f"/search?q={quote(word)}", "text/html") for word in ("Paris", "ministre", "États", "président"))


def _column(store: object, query: str) -> list[str]:
    from kg.rdf.terms import PREFIXES

    return [row[0].value for row in store.query(query, prefixes=PREFIXES)]  # type: ignore[attr-defined]


@contextmanager
def running(store: Path, workers: int) -> Iterator[int]:
    """The port of `kg serve` in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "kg", "serve", store, "--port", str(port), "--workers", str(workers)])
    try:
        while not _answers(port):
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False


def load(port: int, asked: list[Ask], clients: int, seconds: float) -> Measured:
    """What so many clients measure in so many seconds."""
    found = Measured()
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=client, args=(port, asked, number, end, found)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def client(port: int, asked: list[Ask], seed: int, end: float, found: Measured) -> None:
    """One client, with an order of its own. Kinds are asked equally often, whatever the number of things of each."""
    order = random.Random(seed)  # noqa: S311 - no secret
    kinds: dict[str, list[Ask]] = {}
    for each in asked:
        kinds.setdefault(each.kind, []).append(each)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < end:
        each = order.choice(kinds[order.choice(sorted(kinds))])
        started = time.perf_counter()
        try:
            connection.request("GET", each.path, headers={"Accept": each.accept})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                found.errors.append(f"{each.kind} {answer.status} {body[:200]!r} {each.path[:200]}")
        except (OSError, http.client.HTTPException) as error:
            found.errors.append(f"{each.kind} {error!r}")
            connection.close()
        found.seconds.setdefault(each.kind, []).append(time.perf_counter() - started)


def show(found: Measured, seconds: float) -> None:
    """The table."""
    rows = [(kind, *_figures(times)) for kind, times in sorted(found.seconds.items())]
    every = [each for times in found.seconds.values() for each in times]
    rows.append(("all", *_figures(every)))
    console = Console()
    console.print(table(("request", "answers", "median", "99th percentile"), rows, numbers=("answers", "median", "99th percentile")))
    console.print(f"{len(every) / seconds:.0f} answers a second, {len(found.errors)} errors", highlight=False)
    for error in found.errors[:5]:
        console.print(error, markup=False)


def _figures(times: list[float]) -> tuple[str, str, str]:
    last = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    return f"{len(times):,}", f"{median(times) * 1000:.0f} ms", f"{last * 1000:.0f} ms"


if __name__ == "__main__":
    main()
