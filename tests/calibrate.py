"""Write `ontology/confidence.toml` from the annotated articles: `python tests/calibrate.py`. Then `python tests/calibrate.py --show`
prints the
confidence against the truth in bins.

The annotated articles and their scorer are looked for in KG_DATA, or `shared` beside the checkout.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from bench import DATA, articles
from kg import paths
from kg.confidence import Confidence, share
from kg.model import Facts
from kg.rdf.write import rdflib_graph
from kg.run import Options, load

Judged = tuple[str, str, bool]
"""Kind of fact, rule, whether the annotations have it."""


def scorer() -> ModuleType:
    """The scorer beside the annotated articles."""
    spec = importlib.util.spec_from_file_location("score", DATA / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no score.py in {DATA}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged() -> list[Judged]:
    """Every statement, event and claim found in the annotated articles, with whether it is right."""
    documents, gold = articles()
    extractor, score = load(Options()), scorer()
    annotated = {(g := json.loads(file.read_text(encoding="utf-8")))["id"]: g for file in gold}
    found: list[Judged] = []
    for facts in extractor.facts(documents):
        if facts.document.id in annotated:
            found += _judged(facts, annotated[facts.document.id], extractor, score)
    return found


def _judged(facts: Facts, gold: Any, extractor: Any, score: ModuleType) -> list[Judged]:
    graph = rdflib_graph(extractor.lines([facts]))
    document = score.Doc(graph, gold["id"])
    ids = {str(node).rsplit("/", 1)[-1]: key for key, node in score.match_entities(gold, document).items()}
    return [*_statements(facts, gold, ids, score), *_events(facts, gold, ids, score), *_claims(facts, gold, ids, score)]


def _statements(facts: Facts, gold: Any, ids: dict[str, str], score: ModuleType) -> list[Judged]:
    want = {(r["s"], r["p"], r["o"]) for r in gold["relations"]}
    want |= {(o, p, s) for s, p, o in want if p in score.SYMMETRIC}
    return [("statements", s.rule, (ids.get(s.subject, ""), s.predicate, ids.get(s.object, "")) in want) for s in facts.statements]


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
        out.append(("events", event.rule, right))
    return out


def _claims(facts: Facts, gold: Any, ids: dict[str, str], score: ModuleType) -> list[Judged]:
    out: list[Judged] = []
    for claim in facts.claims:
        content = " ".join(facts.document.anchor(span) for span in claim.content)
        speakers = {ids.get(s) for s in claim.speakers} | {score.norm(claim.speaker_text or "")}
        right = any(
            score.overlap(c["content"], content) >= 0.3 and {c["speaker"], score.norm(c["speaker"])} & speakers for c in gold["claims"]
        )
        out.append(("claims", claim.rule, right))
    return out


def written(found: list[Judged]) -> str:
    """The counts as a TOML file."""
    seen, right = Counter((kind, rule) for kind, rule, _ in found), Counter((kind, rule) for kind, rule, ok in found if ok)
    parts = [
        "# How many facts each rule found in the annotated articles, and how many of them were right: [right, found].",
        "# Written by tests/calibrate.py.",
    ]
    for kind in ("statements", "events", "claims"):
        parts += ["", f"[{kind}]"]
        parts += [f'"{rule}" = [{right[kind, rule]}, {count}]' for (k, rule), count in sorted(seen.items()) if k == kind]
    return "\n".join(parts) + "\n"


def shown(found: list[Judged], confidence: Confidence) -> str:
    """Confidence against the truth, in bins of a fifth."""
    lines = ["kind        confidence   facts   right"]
    for kind in ("statements", "events", "claims"):
        bins: dict[int, list[bool]] = {}
        for k, rule, ok in found:
            if k == kind:
                bins.setdefault(min(int(share(getattr(confidence, kind), rule) * 5), 4), []).append(ok)
        lines += [f"{kind:11} {b / 5:.1f} to {b / 5 + 0.2:.1f} {len(v):7} {sum(v) / len(v):7.2f}" for b, v in sorted(bins.items())]
    return "\n".join(lines)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--show", action="store_true", help="print confidence against truth instead")
    found = judged()
    if arguments.parse_args().show:
        print(shown(found, Confidence.load()))
    else:
        Path(paths.ontology() / "confidence.toml").write_text(written(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
