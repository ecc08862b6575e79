"""Differences between two versions tell exactly what came and went, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.listings import differences
from app.listings.differences import FactChange, Paragraph, Piece

LINES = st.lists(st.sampled_from(["We build.", "You know SQL.", "Pay is fair.", "Remote.", "x y z"]), max_size=8)


def text_of(paragraphs: list[Paragraph], gone: str) -> list[str]:
    return ["".join(piece.text for piece in paragraph.pieces if piece.kind != gone) for paragraph in paragraphs]


@given(st.text(max_size=200), st.text(max_size=200))
def test_pieces_hold_both_texts_in_full(before: str, after: str) -> None:
    pieces = differences.compare_words(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


@given(LINES, LINES)
def test_no_paragraph_is_lost(before: list[str], after: list[str]) -> None:
    found = differences.compare_texts("\n".join(before), "\n".join(after))
    if before == after:
        assert found == []
        return
    skipped = sum(int(one.pieces[0].text) for one in found if one.pieces[0].kind == "skipped")
    shown = [text for text in text_of([one for one in found if one.pieces[0].kind != "skipped"], "removed") if text]
    assert len(shown) + skipped == len(after)


def test_unchanged_paragraphs_far_from_a_change_are_counted() -> None:
    before = "one\n\ntwo\n\nthree\n\nfour\n\nThe office is in Berlin."
    after = before.replace("Berlin", "Hamburg")
    found = differences.compare_texts(before, after)
    assert found == [
        Paragraph((Piece("skipped", "3"),)),
        Paragraph((Piece("same", "four"),)),
        Paragraph(
            (
                Piece("same", "The office is in "),
                Piece("removed", "Berlin"),
                Piece("added", "Hamburg"),
                Piece("same", "."),
            )
        ),
    ]


def test_very_different_paragraphs_are_shown_whole() -> None:
    assert differences.compare_words("alpha beta gamma", "one two three four") == (
        Piece("removed", "alpha beta gamma"),
        Piece("added", "one two three four"),
    )


def test_paragraphs_with_half_of_their_words_in_common_are_compared_word_by_word() -> None:
    assert differences.compare_words("alpha beta", "alpha gamma") == (
        Piece("same", "alpha "),
        Piece("removed", "beta"),
        Piece("added", "gamma"),
    )


def test_paragraphs_of_2000_words_are_compared_word_by_word() -> None:
    paragraph = "word " * 1999

    assert [piece.kind for piece in differences.compare_words(paragraph, paragraph + "more")] == ["same", "added"]


def test_very_long_paragraphs_are_not_compared_word_by_word() -> None:
    long = "word " * 3000
    assert [piece.kind for piece in differences.compare_words(long, long + "more")] == ["removed", "added"]


def test_facts_that_differ_are_listed_with_both_values() -> None:
    before: dict[str, str | None] = {"Title": "Engineer", "Pay": None, "Level": "Mid level"}
    after: dict[str, str | None] = {"Title": "Senior Engineer", "Pay": "€1 a year", "Level": "Mid level"}
    assert differences.compare_facts(before, after) == [
        FactChange("Title", "Engineer", "Senior Engineer"),
        FactChange("Pay", None, "€1 a year"),
    ]
