"""Record anew what the tests compare with: parses of the cases, the seed's graph, the README's examples.

Run `python tests/renew.py` after a change of a text, of the model or of what is found, read `git diff`, and commit it with the change.
"""

from __future__ import annotations

from case_files import cases, files
from conftest import ROOT, SEED
from kg.rdf.write import turtle
from kg.run import Options, load
from kg.text.read import read
from readme import README, filled_in, without_times
from recorded import FOLDER, record

GOLDEN = ROOT / "tests" / "golden" / "seed.ttl"


def main() -> None:
    """Renew all."""
    extractor = load(Options())
    for file in files():
        record(file.stem, [case.document() for case in cases(file)], extractor.nlp)
    for stale in {file.stem for file in FOLDER.glob("*.spacy")} - {file.stem for file in files()}:
        (FOLDER / f"{stale}.spacy").unlink()
    GOLDEN.write_text(turtle(extractor.lines(extractor.facts(read([SEED]).documents))), encoding="utf-8", newline="\n")
    text = README.read_text(encoding="utf-8")
    if without_times(new := filled_in(text)) != without_times(text):
        README.write_text(new, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
