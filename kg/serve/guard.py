"""What every response of the server carries, and what is counted of it."""

from __future__ import annotations

from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGES = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
# The editor sets style attributes and draws its icons from data; everything it asks for comes from this server.
EDITOR = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
VIEWER = "frame-ancestors 'none'"  # the page brings its own policy, with the hashes of its scripts
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Metrics:
    """The counters of one server, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.responses = Counter("kg_responses", "Responses by route and status", ("route", "status"), registry=self.registry)
        self.seconds = Histogram("kg_response_seconds", "Time to answer by route", ("route",), registry=self.registry)
        self.ended = Counter("kg_queries_ended", "Queries that were not answered, by the reason", ("reason",), registry=self.registry)
        self.open = Gauge("kg_requests_open", "Requests being answered", registry=self.registry)


class Guard:
    """Around the application: sets the headers that no response may lack, and counts."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        status = 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", PAGES)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        with self._metrics.open.track_inprogress():
            try:
                await self._app(scope, receive, guarded)
            finally:
                route = getattr(scope.get("route"), "path", "other")
                self._metrics.responses.labels(route, str(status)).inc()
                self._metrics.seconds.labels(route).observe(perf_counter() - started)
