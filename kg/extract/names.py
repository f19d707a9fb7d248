"""Names in a parsed text: where they begin and end, and what they are of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.authority import Authority, fold
from kg.extract.name_peoples import is_plural_people, peoples
from kg.extract.name_phrases import PhraseFinder
from kg.extract.name_repeats import acronyms, known_names, repeats
from kg.extract.name_nesting import arranged
from kg.extract.name_shapes import group_end, is_capital, opens_line, trim
from kg.extract.name_types import NamedSpan, NameLexicon
from kg.extract.name_votes import Gazetteer, Votes, document_votes, fine, local_votes, winner
from kg.model import EntityType

__all__ = ["NameLexicon", "NamedSpan", "find_names"]


@dataclass(frozen=True, slots=True)
class _Found:
    """A span before its type is decided. `label` is the recogniser's, "" where another rule found it; `votes` are those of the place."""

    start: int
    end: int
    votes: Votes


def find_names(doc: Doc, authority: Authority, lexicon: NameLexicon) -> tuple[NamedSpan, ...]:
    """The names of a document in text order, the longer first where one holds another ("ministère de l'Intérieur du Kazakhstan", "Kazakhstan").

    `doc` carries the recogniser's entities. Indices in the result are tokens of it, end exclusive.
    """
    gazetteer = Gazetteer(authority)
    is_origin = _origins(authority)
    found = [*_recognised(doc, lexicon, gazetteer, is_origin)]
    found += _listed(doc, _free(doc, found), lexicon, gazetteer)
    typed = _typed(doc, found, lexicon, gazetteer)
    phrases = [*PhraseFinder(doc, lexicon, {f.start: f.end for f in found}, is_origin).phrases()]
    spans = [(n.start, n.end, n.type) for n in [*typed, *(p for p in phrases if p.named)]]
    again = [*acronyms(doc, spans)]
    again += repeats(doc, known_names(doc, [*spans, *again], lexicon), _free(doc, [*typed, *phrases]))
    typed += [NamedSpan(start, end, kind, 0.7) for start, end, kind in again]
    return arranged(doc, [*phrases, *peoples(doc, lexicon, is_origin), *typed], lexicon)


def _origins(authority: Authority) -> Callable[[str], bool]:
    seen: dict[str, bool] = {}

    def is_origin(word: str) -> bool:
        if word not in seen:
            seen[word] = authority.demonym(word) is not None
        return seen[word]

    return is_origin


def _recognised(doc: Doc, lexicon: NameLexicon, gazetteer: Gazetteer, is_origin: Callable[[str], bool]) -> Iterable[_Found]:
    for ent in doc.ents:
        start, end = trim(doc, ent.start, ent.end, lexicon, gazetteer.knows)
        portfolio = lexicon.labels.get(ent.label_) is EntityType.ORGANIZATION and _is_portfolio(doc, start, lexicon)
        if start < end and not portfolio and not _is_no_name(doc, start, end, lexicon, is_origin):
            yield _Found(start, end, local_votes(doc, start, end, ent.label_, lexicon, gazetteer))


def _is_no_name(doc: Doc, start: int, end: int, lexicon: NameLexicon, is_origin: Callable[[str], bool]) -> bool:
    words = doc[start:end]
    if words.text.lower() in lexicon.never or not any(is_capital(t) or t.is_digit for t in words):
        return True
    return (end - start == 1 and is_origin(words.text.lower())) or is_plural_people(doc, start, end, lexicon, is_origin)


def _is_portfolio(doc: Doc, start: int, lexicon: NameLexicon) -> bool:
    """True right after "ministre de l'": what follows is an office, no institution."""
    at = start - 1
    while at > 0 and (doc[at].lower_ in lexicon.of or doc[at].lower_ in lexicon.definite):
        at -= 1
    return at < start - 1 and doc[at].lower_ in lexicon.portfolio_of


def _listed(doc: Doc, free: Iterable[int], lexicon: NameLexicon, gazetteer: Gazetteer) -> Iterable[_Found]:
    """Names the recogniser missed and the gazetteer knows, longest first."""
    open_ = set(free)
    end = 0
    for at in sorted(open_):
        if at < end or not is_capital(doc[at]) or (opens_line(doc[at]) and doc[at].pos_ != "PROPN"):
            continue
        stop = group_end(doc, at, lexicon)
        for stop in range(min(stop, at + 5), at, -1):
            text = doc[at:stop].text
            if all(i in open_ for i in range(at, stop)) and text.lower() not in lexicon.never and gazetteer.knows(text):
                end = stop
                yield _Found(at, stop, local_votes(doc, at, stop, "", lexicon, gazetteer))
                break


def _free(doc: Doc, taken: Iterable[_Found | NamedSpan]) -> list[int]:
    inside = {i for span in taken for i in range(span.start, span.end)}
    return [t.i for t in doc if t.i not in inside]


def _typed(doc: Doc, found: list[_Found], lexicon: NameLexicon, gazetteer: Gazetteer) -> list[NamedSpan]:
    everywhere = document_votes((doc[f.start : f.end].text, f.votes) for f in found)
    typed = []
    for f in found:
        won = winner(f.votes, everywhere[fold(doc[f.start : f.end].text)])
        if won:
            kind, share = won
            typed.append(NamedSpan(f.start, f.end, fine(kind, doc, f.start, f.end, lexicon, gazetteer), round(0.5 + 0.5 * share, 3)))
    return typed
