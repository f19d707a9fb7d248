"""SPARQL 1.1 Protocol (W3C Recommendation, 2013), its query operation: HTTP request → what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import Request as HttpRequest

from kg.serve.opened import Malformed
from kg.serve.sparql import Refused, Request

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST_BODY = 1_000_000  # bytes of a request


class Unsupported(Malformed):
    """The body of the request is of a type that no operation has."""


async def read(http: HttpRequest, most: int) -> Request:
    """What a request asks; `most` is the size of the answer that is allowed. Raises Malformed, Unsupported or Refused."""
    address = http.query_params.multi_items()
    if http.method != "POST":
        return _request(address, http, most)
    kind = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(http)
    if kind == FORM:
        try:
            fields = parse_qsl(body, keep_blank_values=True, max_num_fields=1000)
        except ValueError as error:
            raise Malformed("the form has too many fields") from error
        return _request([*address, *fields], http, most)
    if kind == QUERY:
        return _request([*address, ("query", body)], http, most)
    if kind == UPDATE:
        raise Refused("this server is read-only: updates are not executed")
    raise Unsupported(f"Content-Type {kind or 'is missing'}: send {QUERY}, or a form ({FORM}) with the field query")


def _request(fields: Iterable[tuple[str, str]], http: HttpRequest, most: int) -> Request:
    given: dict[str, list[str]] = {}
    for name, value in fields:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise Refused("this server is read-only: updates are not executed")
    if len(given.get("query", ())) != 1:
        raise Malformed("give exactly one query")
    graphs, named = (tuple(given.get(name, ())) for name in ("default-graph-uri", "named-graph-uri"))
    return Request(given["query"][0], ", ".join(http.headers.getlist("accept")), graphs, named, most)


async def _body(http: HttpRequest) -> str:
    body = bytearray()
    async for piece in http.stream():
        body += piece
        if len(body) > MOST_BODY:
            raise Refused(f"the request has more than {MOST_BODY // 1000} kB: shorten it")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Malformed("the query is not UTF-8") from error
