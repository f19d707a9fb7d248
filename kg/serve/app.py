"""The server: addresses → what is run in a process of the pool → responses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg import __version__
from kg.errors import KgError
from kg.rdf.terms import PREFIXES
from kg.serve import graphs, pages, protocol, sparql
from kg.serve.guard import EDITOR, VIEWER, Guard, Metrics
from kg.serve.negotiation import best
from kg.serve.opened import Malformed, Opened
from kg.serve.pool import Busy, Ended, Pool, TooLong

P = ParamSpec("P")
T = TypeVar("T")
HTML = "text/html"
_FORMATS = (*(f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")), "Turtle", "N-Triples", "JSON-LD")
_WAITING = 128  # requests that wait for a process at a time; more wait for one of these
LOCAL = ("127.0.0.1", "localhost", "[::1]")
_STATUS: dict[type[KgError], int] = {
    protocol.Unsupported: 415,
    Malformed: 400,
    sparql.Refused: 403,
    sparql.NotAcceptable: 406,
    sparql.TooLarge: 413,
    TooLong: 503,
    Busy: 503,
    Ended: 503,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How much the server gives: seconds for a query, bytes of an answer, processes, bytes of memory for each of them."""

    seconds: float = 30.0
    most: int = 20_000_000
    workers: int = 4
    memory: int | None = 2_000_000_000
    hosts: tuple[str, ...] = LOCAL  # names under which it may be asked; a page elsewhere cannot give it another one and read along


def application(path: Path, settings: Settings | None = None) -> Starlette:
    """The server of a store or of a graph in a file, as an ASGI application. Its processes start and end with it."""
    settings = settings or Settings()
    server = _Server(settings, Pool(path, settings.workers, settings.seconds, settings.memory), Metrics())
    with as_file(files("kg.serve") / "static") as static:
        routes = [*server.routes(), Mount("/static", StaticFiles(directory=static), name="static")]
    handlers: dict[Any, Any] = {KgError: server.problem, 404: server.missing}
    guards = [Middleware(Guard, metrics=server.metrics), Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))]
    return Starlette(routes=routes, middleware=guards, exception_handlers=handlers, lifespan=server.lifespan)


@dataclass(frozen=True, slots=True)
class _Server:
    settings: Settings
    pool: Pool
    metrics: Metrics
    limiter: CapacityLimiter = field(default_factory=partial(CapacityLimiter, _WAITING))

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home),
            Route("/search", self.search),
            Route("/query", self.query),
            Route("/prefixes.json", self.prefixes),
            Route("/sparql", self.sparql, methods=["GET", "POST"]),
            Route("/id/{path:path}", self.by_path),
            Route("/resource", self.by_iri),
            Route("/graph", self.graph),
            Route("/language", self.language),
            Route("/health", self.health),
            Route("/metrics", self.measured),
        ]

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            self.pool.close()

    async def run(self, work: Callable[Concatenate[Opened, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await to_thread.run_sync(partial(self.pool.run, work, *args, **kwargs), limiter=self.limiter)
        except (TooLong, Busy, Ended) as error:
            self.metrics.ended.labels(type(error).__name__).inc()
            raise

    async def home(self, http: Request) -> Response:
        return HTMLResponse(await self.run(pages.home, language(http), _first(http)))

    async def search(self, http: Request) -> Response:
        return HTMLResponse(await self.run(pages.search, http.query_params.get("q", "")[:200], language(http)))

    async def query(self, http: Request) -> Response:
        version = (
            next(f.name for f in (files("kg.serve") / "static").iterdir() if f.name.endswith(".min.js"))
            .removeprefix("yasgui-")
            .removesuffix(".min.js")
        )
        return HTMLResponse(pages.page("query", language(http), version=version), headers={"Content-Security-Policy": EDITOR})

    async def prefixes(self, _: Request) -> Response:
        return JSONResponse({**PREFIXES, "": await self.run(_base)})

    async def sparql(self, http: Request) -> Response:
        if http.method == "GET" and not http.query_params:
            return (
                RedirectResponse("/query", 303) if best(http.headers.get("accept", ""), ["text/plain", HTML]) == HTML else _describe(http)
            )
        answer = await self.run(sparql.answer, await protocol.read(http, self.settings.most))
        return Response(answer.body, media_type=answer.media_type, headers={"Vary": "Accept", "Cache-Control": "no-cache"})

    async def by_path(self, http: Request) -> Response:
        return await self._resource(http, f"/{http.path_params['path']}")

    async def by_iri(self, http: Request) -> Response:
        return await self._resource(http, _absolute(http))

    async def _resource(self, http: Request, reference: str) -> Response:
        if "#char=" in reference:
            return RedirectResponse(await self.run(graphs.place, reference), 303)
        wanted = {form: kind for kind, form in graphs.FORMATS.items()}.get(http.query_params.get("format", ""))
        kind = wanted or best(http.headers.get("accept", ""), [HTML, *graphs.FORMATS])
        if kind is None:
            raise sparql.NotAcceptable(f"accept one of {', '.join((HTML, *graphs.FORMATS))}")
        if kind == HTML:
            body: str | bytes | None = await self.run(pages.resource, reference, language(http), _first(http))
        else:
            body = await self.run(graphs.triples, reference, kind)
        if body is None:
            return await self.missing(http, None)
        return Response(body, media_type=kind, headers={"Vary": "Accept, Accept-Language, Cookie"})

    async def graph(self, http: Request) -> Response:
        if asked := http.query_params.get("query"):
            body: str | None = await self.run(graphs.viewer_of_query, sparql.Request(asked, most=self.settings.most), language(http))
        else:
            body = await self.run(graphs.viewer, _absolute(http), language(http))
        if body is None:
            return await self.missing(http, None)
        return HTMLResponse(body, headers={"Content-Security-Policy": VIEWER})

    async def language(self, http: Request) -> Response:
        response = RedirectResponse("/", 303)
        if (to := http.query_params.get("to")) in pages.LANGUAGES:
            response.set_cookie("lang", to, httponly=True, samesite="lax")
        return response

    async def health(self, _: Request) -> Response:
        """Answers only if the store can be read."""
        await self.run(sparql.readable)
        return PlainTextResponse("ok\n")

    async def measured(self, _: Request) -> Response:
        return Response(generate_latest(self.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    async def problem(self, http: Request, error: KgError) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
        headers = {"Retry-After": "5"} if isinstance(error, Busy) else {}
        return _told(http, "error", str(error), status, headers)

    async def missing(self, http: Request, _: Exception | None) -> Response:
        return _told(http, "notFound", http.query_params.get("iri", http.url.path), 404, {})


def language(http: Request) -> str:
    """The language of a page: the one chosen before, else what the browser prefers of those there are."""
    if (chosen := http.cookies.get("lang")) in pages.LANGUAGES:
        return str(chosen)
    accepted = (part.partition(";")[0].strip()[:2].lower() for part in http.headers.get("accept-language", "").split(","))
    return next((lang for lang in accepted if lang in pages.LANGUAGES), pages.LANGUAGES[0])


def _told(http: Request, what: str, message: str, status: int, headers: dict[str, str]) -> Response:
    """A problem as a page for a browser, as one line for a program."""
    if _is_browser(http):
        lang = language(http)
        return HTMLResponse(pages.page("error", lang, title=pages.words(lang)[what], message=message), status, headers)
    return PlainTextResponse(f"{message}\n", status, headers)


def _is_browser(http: Request) -> bool:
    """Whether HTML is rather wanted than text."""
    return best(http.headers.get("accept", ""), ["text/plain", HTML]) == HTML


def _describe(http: Request) -> Response:
    """SPARQL 1.1 Service Description (W3C Recommendation, 2013)."""
    endpoint = str(http.url.replace(query=""))
    formats = "".join(f"  sd:resultFormat <http://www.w3.org/ns/formats/{name}> ;\n" for name in _FORMATS)
    return Response(
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n"
        f"<{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;\n{formats}"
        f'  <http://www.w3.org/2002/07/owl#versionInfo> "kg {__version__}" .\n',
        media_type="text/turtle",
    )


def _base(opened: Opened) -> str:
    return opened.base


def _absolute(http: Request) -> str:
    """The IRI that is asked for."""
    given = http.query_params.get("iri", "")
    if not given or given.startswith("/"):
        raise Malformed("give an absolute IRI as iri=…")
    return given


def _first(http: Request) -> int:
    given = http.query_params.get("first", "0")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
