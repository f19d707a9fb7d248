"""The annotated articles, and what is found in them judged fact by fact. They are looked for in KG_DATA, or `shared` beside the
checkout, with the scorer beside them."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from kg.model import Document, Facts
from kg.rdf.write import rdflib_graph
from kg.run import Extractor
from kg.text.read import read

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("KG_DATA") or ROOT.parent / "shared")


class Judged(NamedTuple):
    """A fact: its kind, its rule, whether the annotations have it, and whether they have a claim's words from somebody else."""

    kind: str
    rule: str
    right: bool
    wrong_speaker: bool = False


def articles() -> tuple[list[Document], list[Path]]:
    """The seed and the annotated articles with the dates of their annotation, and the annotations."""
    gold = [file for file in (DATA / "gold" / "seed.json", *sorted((DATA / "gold" / "dev").glob("*.json"))) if file.exists()]
    documents = list(read([ROOT / "seeds"]).documents)
    for file in gold[1:]:
        documents += read([file.with_suffix(".txt")], date=json.loads(file.read_text(encoding="utf-8"))["date"]).documents
    return documents, gold


def scorer() -> ModuleType:
    """The scorer beside the annotated articles."""
    spec = importlib.util.spec_from_file_location("score", DATA / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no score.py in {DATA}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(extractor: Extractor) -> list[Judged]:
    """Every statement, event and claim found in the annotated articles, with whether it is right."""
    documents, gold = articles()
    score = scorer()
    annotated = {(g := json.loads(file.read_text(encoding="utf-8")))["id"]: g for file in gold}
    found: list[Judged] = []
    for facts in extractor.facts(documents):
        if facts.document.id in annotated:
            found += _judged(facts, annotated[facts.document.id], extractor, score)
    return found


def _judged(facts: Facts, gold: Any, extractor: Extractor, score: ModuleType) -> list[Judged]:
    graph = rdflib_graph(extractor.lines([facts]))
    document = score.Doc(graph, gold["id"])
    ids = {str(node).rsplit("/", 1)[-1]: key for key, node in score.match_entities(gold, document).items()}
    return [*_statements(facts, gold, ids, score), *_events(facts, gold, ids, score), *_claims(facts, gold, ids, score)]


def _statements(facts: Facts, gold: Any, ids: dict[str, str], score: ModuleType) -> list[Judged]:
    want = {(r["s"], r["p"], r["o"]) for r in gold["relations"]}
    want |= {(o, p, s) for s, p, o in want if p in score.SYMMETRIC}
    return [Judged("statements", s.rule, (ids.get(s.subject, ""), s.predicate, ids.get(s.object, "")) in want) for s in facts.statements]


def _events(facts: Facts, gold: Any, ids: dict[str, str], score: ModuleType) -> list[Judged]:
    out: list[Judged] = []
    for event in facts.events:
        agents, others = ({ids.get(x) for x in group} - {None} for group in (event.agents, (*event.patients, *event.places)))
        if not agents or not others:
            continue
        lemmas = {score.norm(lemma) for lemma in (event.lemma, *event.lemmas)}
        evidence = facts.document.anchor(event.evidence)
        right = any(
            lemmas & {score.norm(v) for v in a["verbs"]}
            and a.get("agent") in {None, *agents}
            and ({a.get("patient"), a.get("place")} & others or not (a.get("patient") or a.get("place")))
            and score.contained(a["evidence"], evidence)
            for a in gold["actions"]
        )
        out.append(Judged("events", event.rule, right))
    return out


def _claims(facts: Facts, gold: Any, ids: dict[str, str], score: ModuleType) -> list[Judged]:
    out: list[Judged] = []
    for claim in facts.claims:
        content = " ".join(facts.document.anchor(span) for span in claim.content)
        speakers = {ids.get(s) for s in claim.speakers} | {score.norm(claim.speaker_text or "")}
        same = [c for c in gold["claims"] if score.overlap(c["content"], content) >= 0.3]
        right = any({c["speaker"], score.norm(c["speaker"])} & speakers for c in same)
        out.append(Judged("claims", claim.rule, right, wrong_speaker=bool(same) and not right))
    return out
