"""French news articles into a knowledge graph that says where each fact stands, who says it and how surely.

>>> import kg
>>> graph = kg.build(["seeds"])  # an rdflib.Graph
>>> html = kg.page(graph)        # one file to look at
"""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("kgnews")

from kg.api import build, page
from kg.errors import KgError

__all__ = ["KgError", "__version__", "build", "page"]
