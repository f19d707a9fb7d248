from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType

from kg.cli.console import answer

SENTENCE = "La Géorgie et le Kazakhstan sont deux pays voisins de la Russie."


def printed(what: RenderableType, width: int = 60) -> list[str]:
    file = StringIO()
    Console(file=file, width=width, markup=False, highlight=False, emoji=False).print(what)
    return file.getvalue().splitlines()


def test_an_answer_without_sentences_is_a_table() -> None:
    assert [line.split() for line in printed(answer(["a", "b"], [["1", "x"]], 60))][0::2] == [["a", "b"], ["1", "x"]]


def test_a_sentence_stands_below_its_row_and_keeps_its_words() -> None:
    lines = printed(answer(["subject", "sentence"], [["Géorgie", SENTENCE], ["Kazakhstan", SENTENCE]], 60))
    assert [line.split()[0] for line in lines if not line.startswith("    ")] == ["subject", "──────────", "Géorgie", "Kazakhstan"]
    assert " ".join("".join(lines[3:5]).split()) == SENTENCE


def test_an_answer_is_never_wider_than_the_terminal() -> None:
    rows = [["un nom qui est assez long pour la colonne", "relation", "un objet qui a un nom assez long lui aussi", SENTENCE]]
    assert max(map(len, printed(answer(["subject", "relation", "object", "sentence"], rows, 40), 40))) <= 40


def test_text_that_looks_like_markup_is_printed_as_it_is() -> None:
    assert "[bold] :smile:" in "".join(printed(answer(["a"], [["[bold] :smile:"]], 60)))
