"""Fine-tunes the recogniser of fr_core_news_md on WiNER-fr and says what it is worth on articles kept aside.

usage: python tests/train_names.py winer_fr_2016.jsonl kg/models/fr_core_news_md

Only the `ner` component is trained: it has an embedding of its own, so that the parser stays as it is. The articles of
the months KEPT are never trained on; the settings were chosen on September and October, with January to August for training. One core, some
two minutes where it is free.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import fix_random_seed

from kg.text.parse import PLAIN, load

MODEL = "fr_core_news_md"
KEPT = frozenset({11, 12})
LABELS = {"Person": "PER", "Location": "LOC", "Organization": "ORG", "Event": "EVENT", "Product": "PRODUCT"}
SCORED = ("PER", "LOC", "ORG")
ELIDED = ("l'", "d'", "L'", "D'", "qu'")
LOOSE_SPACE = re.compile(r"(?<=\b[lLdD]['’]) (?=\w)| (?=[.,)])")  # "l' Iran ." as Wikinews' converted markup has it

Annotation = tuple[int, int, str]
Text = tuple[str, list[Annotation]]


@dataclass(frozen=True)
class Settings:
    """What the training is done with.

    `joined` and `headline` are the shares of articles whose loose spaces are closed, and whose heading is put in capitals.
    """

    epochs: int = 6
    batch: int = 16
    rate: float = 2e-3
    dropout: float = 0.35
    joined: float = 0.5
    headline: float = 0.125
    seed: int = 0


def outermost(record: dict[str, Any]) -> list[Annotation]:
    """The annotated names that lie in no longer one; of two with the same characters the first."""
    spans: dict[tuple[int, int], str] = {}
    for e in record["entities"]:
        spans.setdefault((e["start"], e["end"]), e["type"])
    return [(s, e, t) for (s, e), t in spans.items() if not any((a, b) != (s, e) and a <= s and e <= b for a, b in spans)]


def joined(text: str, names: list[Annotation]) -> Text:
    """The text without loose spaces, and the names where they then stand."""
    cuts = [m.start() for m in LOOSE_SPACE.finditer(text)]
    return LOOSE_SPACE.sub("", text), [(s - bisect_left(cuts, s), e - bisect_left(cuts, e), t) for s, e, t in names]


def in_capitals(text: str, names: list[Annotation]) -> Text:
    """The text with its first line in capitals."""
    head, rest = text.partition("\n")[0], text[text.find("\n") :] if "\n" in text else ""
    return (head.upper() + rest if len(head.upper()) == len(head) else text), names


def without_article(text: str, start: int, end: int) -> tuple[int, int]:
    """A few names were annotated with their elided article: the span without it."""
    while text.startswith(ELIDED, start, end):
        start += text[start:end].index("'") + 1
    while start < end and text[start] in " :":
        start += 1
    return start, end


def reference(nlp: Language, text: str, names: Iterable[Annotation]) -> Doc:
    """The annotated text as tokens; a name that cuts through a token teaches nothing there."""
    plain = text.translate(PLAIN)
    doc = sentences(nlp, plain)
    whole: list[Span] = []
    cut: list[Span] = []
    last = 0
    for first, stop, kind in sorted(names):
        start, end = without_article(plain, first, stop)
        span = doc.char_span(start, end, label=LABELS[kind], alignment_mode="expand") if kind in LABELS and start < end else None
        if span is not None and span.start >= last and not any(t.is_sent_start for t in span[1:]):
            last = span.end
            (whole if (span.start_char, span.end_char) == (start, end) else cut).append(span)
    doc.set_ents(whole, missing=cut, default="outside")
    return doc


def sentences(nlp: Language, text: str) -> Doc:
    """The tokens of a text, with the sentence starts that the recogniser finds at run time."""
    doc: Doc = nlp.get_pipe("kg_sentences")(nlp.make_doc(text))
    return doc


def varied(record: dict[str, Any], settings: Settings, chance: random.Random) -> Text:
    """An article as one epoch sees it."""
    text, names = record["text"], outermost(record)
    if chance.random() < settings.joined:
        text, names = joined(text, names)
    return in_capitals(text, names) if chance.random() < settings.headline else (text, names)


def train(nlp: Language, records: Sequence[dict[str, Any]], settings: Settings) -> None:
    """Trains the recogniser of the pipeline in place; its weights end as their running average."""
    recogniser = nlp.get_pipe("ner")
    for label in sorted(LABELS.values()):
        recogniser.add_label(label)  # type: ignore[attr-defined]
    optimizer = nlp.resume_training()
    chance = random.Random(settings.seed)  # noqa: S311  (not for secrets)
    for epoch in range(settings.epochs):
        optimizer.learn_rate = settings.rate * (1.05 - epoch / settings.epochs)
        docs = [reference(nlp, *varied(r, settings, chance)) for r in records]
        examples = [Example(sentences(nlp, doc.text), doc) for doc in docs]
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, size=settings.batch):  # type: ignore[no-untyped-call]
            nlp.update(batch, sgd=optimizer, drop=settings.dropout, losses=losses)
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}", flush=True)
    with nlp.use_params(optimizer.averages):
        weights = recogniser.to_bytes()  # type: ignore[attr-defined]
    recogniser.from_bytes(weights)  # type: ignore[attr-defined]


def strict_f1(nlp: Language, records: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Strict F1 (same start, end and type) by type and in all, nested names left out."""
    hits, found, gold = (dict.fromkeys(SCORED, 0) for _ in range(3))
    for record, doc in zip(records, nlp.pipe(r["text"].translate(PLAIN) for r in records), strict=True):
        want = {(s, e, LABELS[t]) for s, e, t in outermost(record) if LABELS.get(t) in SCORED}
        have = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in SCORED}
        for names, count in ((want & have, hits), (have, found), (want, gold)):
            for name in names:
                count[name[2]] += 1
    by_type = {t: 2 * hits[t] / (found[t] + gold[t]) for t in SCORED}
    by_type["all"] = 2 * sum(hits.values()) / (sum(found.values()) + sum(gold.values()))
    return {t: round(f, 3) for t, f in by_type.items()}


def main() -> None:
    """Trains, scores, and writes the component with a record of how it came about."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path, help="where the component and training.json go")
    arguments = parser.parse_args()
    settings = Settings()
    records = [json.loads(line) for line in arguments.data.read_text(encoding="utf-8").splitlines()]
    kept = [r for r in records if int(r["date"][5:7]) in KEPT]
    rest = [r for r in records if int(r["date"][5:7]) not in KEPT]
    nlp = load(MODEL, improved=False)
    before = strict_f1(nlp, kept)
    with nlp.select_pipes(enable=["kg_sentences", "ner"]):
        fix_random_seed(settings.seed)
        train(nlp, rest, settings)
    after = strict_f1(nlp, kept)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    nlp.get_pipe("ner").to_disk(arguments.folder / "ner", exclude=["vocab"])  # type: ignore[attr-defined]
    report = {
        "model": f"{MODEL} {nlp.meta['version']}",
        "settings": asdict(settings),
        "articles": len(rest),
        "kept_months": sorted(KEPT),
        "kept_articles": len(kept),
        "strict_f1_on_kept": {"before": before, "after": after},
    }
    (arguments.folder / "training.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report["strict_f1_on_kept"], indent=1))


if __name__ == "__main__":
    main()
