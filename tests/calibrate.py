"""Write `ontology/confidence.toml` from the annotated articles: `python tests/calibrate.py`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from annotated import Judged, judged
from kg import paths
from kg.run import Options, load


def written(found: list[Judged]) -> str:
    """The counts as a TOML file."""
    seen, right = Counter((kind, rule) for kind, rule, *_ in found), Counter((kind, rule) for kind, rule, ok, _ in found if ok)
    parts = [
        "# How many facts each rule found in the annotated articles, and how many of them were right: [right, found].",
        "# Written by tests/calibrate.py.",
    ]
    for kind in ("statements", "events", "claims"):
        parts += ["", f"[{kind}]"]
        parts += [f'"{rule}" = [{right[kind, rule]}, {count}]' for (k, rule), count in sorted(seen.items()) if k == kind]
    return "\n".join(parts) + "\n"


def main() -> None:
    Path(paths.ontology() / "confidence.toml").write_text(written(judged(load(Options()))), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
