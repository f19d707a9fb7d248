"""Record anew what the tests compare with: the parses of the cases and of the seed, and the seed's graph.

Run `python tests/renew.py` after a change of a text or of the model, look at `git diff`, and commit it with the change.
"""

from __future__ import annotations

from pathlib import Path

from case_files import cases, files
from conftest import SEED
from kg.run import Options, load_model
from kg.text.read import read
from recorded import FOLDER, record

GOLDEN = Path(__file__).parent / "golden" / "seed.ttl"


def main() -> None:
    """Renew all."""
    nlp = load_model(Options())
    for file in files():
        record(file.stem, [case.document() for case in cases(file)], nlp)
    for stale in {file.stem for file in FOLDER.glob("*.spacy")} - {file.stem for file in files()} - {"seed"}:
        (FOLDER / f"{stale}.spacy").unlink()
    record("seed", read([SEED]).documents, nlp)


if __name__ == "__main__":
    main()
