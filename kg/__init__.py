"""French news articles into a knowledge graph that says where each fact stands, who says it and how surely.

>>> import kg
>>> graph = kg.build(["seeds"])                       # an rdflib.Graph
>>> rows = kg.ask(graph, "who-says-what")             # a question of ontology/questions, a .rq file, or SPARQL
>>> page = kg.page(graph, title="Géorgie")            # one HTML file to look at
"""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("kgnews")
