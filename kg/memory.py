"""When Python looks for objects that are dead but tie each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for dead cycles inside. A document's parse and facts are many objects that all live until it is done, and a search after
    every 700 of them takes a tenth of the time."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
