"""Dates as literals at the precision known, and the nodes of time values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from kg.rdf.iris import Iris
from kg.rdf.terms import Triple, name, text, typed

_PRECISIONS = (
    (re.compile(r"(?!0000)\d{4}"), "xsd:gYear", "time:inXSDgYear"),
    (re.compile(r"(?!0000)\d{4}-(0[1-9]|1[0-2])"), "xsd:gYearMonth", "time:inXSDgYearMonth"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date", "time:inXSDDate"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?"), "xsd:dateTime", "time:inXSDDateTime"),
)
# Durations in the canonical form of XML Schema: less than 12 months, 24 hours, 60 minutes, 60 seconds, and no zeros.
_DURATION = re.compile(
    r"P(?=.)([1-9]\d*Y)?((1[01]|[1-9])M)?([1-9]\d*D)?(T(?=.)((2[0-3]|1?\d)(?<!T0)H)?(([1-5]\d|[1-9])M)?(([1-5]\d|[1-9])S)?)?"
)


def date_literal(value: str) -> str:
    """An ISO 8601 date as a term with the datatype of its precision; a plain string where it is none, or has no such datatype.

    >>> date_literal("2022-09")
    '"2022-09"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    precision = _precision(value)
    return typed(value, precision[0]) if precision else text(value)


def _precision(value: str) -> tuple[str, str] | None:
    """The datatype of a date and OWL-Time's property for it."""
    for pattern, datatype, property_ in _PRECISIONS:
        if pattern.fullmatch(value):
            return (datatype, property_) if "gYear" in datatype or _in_calendar(value) else None
    return None


def _in_calendar(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def time_triples(values: Iterable[str], iris: Iris) -> Iterator[Triple]:
    """The nodes of TIMEX3 values and of A/B intervals, with OWL-Time's properties where the value has some."""
    for value in values:
        node = iris.time(value)
        yield Triple(node, name("rdf:type"), name("time:TemporalEntity"))
        yield Triple(node, name("kg:value"), text(value))
        if "/" in value:
            yield from _interval(node, value, iris)
        else:
            yield from _simple(node, value)


def _interval(node: str, value: str, iris: Iris) -> Iterator[Triple]:
    yield Triple(node, name("rdf:type"), name("time:Interval"))
    start, _, end = value.partition("/")
    for side, bound in (("time:hasBeginning", start), ("time:hasEnd", end)):
        if bound not in {"", ".."}:
            yield Triple(node, name(side), iris.time(bound))
            yield from time_triples([bound], iris)


def _simple(node: str, value: str) -> Iterator[Triple]:
    if precision := _precision(value):
        datatype, property_ = precision
        yield Triple(node, name(property_), typed(value, datatype))
    elif _DURATION.fullmatch(value):
        yield Triple(node, name("time:hasXSDDuration"), typed(value, "xsd:duration"))
