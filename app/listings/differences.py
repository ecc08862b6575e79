"""Compare two versions of a listing: its facts, and its text word by word. Pure functions; no markup, no queries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed", "skipped"]

# A word or a sign with the space after it, so that two texts never share mere spaces.
_WORD_PATTERN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# A longer paragraph is shown as replaced: comparing it word by word would take too long.
_MAX_WORDS = 2_000
# Paragraphs with less in common than this read better as one removed and one added.
_MIN_SIMILARITY = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that is the same in both versions, added, removed or skipped."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces. One piece of kind "skipped" stands for as many unchanged paragraphs as its text says."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact whose value differs between two versions; None where a version has none."""

    name: str
    old: str | None
    new: str | None


def compare_facts(old: dict[str, str | None], new: dict[str, str | None]) -> list[FactChange]:
    """Return the facts that differ, in the order of `new`."""
    names = [*new, *(name for name in old if name not in new)]
    return [FactChange(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)]


def compare_texts(old_text: str | None, new_text: str | None) -> list[Paragraph]:
    """Return the new text with its changes; unchanged paragraphs away from a change are counted, not repeated.

    Empty when nothing differs.
    """
    old, new = _split_paragraphs(old_text), _split_paragraphs(new_text)
    if old == new:
        return []
    paragraphs: list[Paragraph] = []
    for operation, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if operation == "equal":
            paragraphs.extend(_shorten(new[j1:j2], is_start=j1 == 0, is_end=j2 == len(new)))
        else:
            paragraphs.extend(_compare_paragraphs(old[i1:i2], new[j1:j2]))
    return paragraphs


def compare_words(old_paragraph: str, new_paragraph: str) -> tuple[Piece, ...]:
    """Compare two paragraphs word by word."""
    old, new = _WORD_PATTERN.findall(old_paragraph), _WORD_PATTERN.findall(new_paragraph)
    replacement = (Piece("removed", old_paragraph), Piece("added", new_paragraph))
    if max(len(old), len(new)) > _MAX_WORDS:
        return replacement
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if matcher.ratio() < _MIN_SIMILARITY:
        return replacement
    pieces: list[Piece] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            pieces.append(Piece("same", "".join(new[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(Piece("removed", "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("added", "".join(new[j1:j2])))
    return tuple(pieces)


def _split_paragraphs(plain: str | None) -> list[str]:
    return [line.strip() for line in (plain or "").splitlines() if line.strip()]


def _shorten(unchanged: Sequence[str], *, is_start: bool, is_end: bool) -> Iterator[Paragraph]:
    """Yield the unchanged paragraphs next to a change, and the number of the others."""
    head = [] if is_start else list(unchanged[:1])
    tail = [] if is_end else list(unchanged[len(head) :][-1:])
    skipped_count = len(unchanged) - len(head) - len(tail)
    yield from (Paragraph((Piece("same", line),)) for line in head)
    if skipped_count:
        yield Paragraph((Piece("skipped", str(skipped_count)),))
    yield from (Paragraph((Piece("same", line),)) for line in tail)


def _compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Compare paragraphs in pairs; those without a partner are removed or added as a whole."""
    pair_count = min(len(old), len(new))
    for old_paragraph, new_paragraph in zip(old[:pair_count], new[:pair_count], strict=True):
        yield Paragraph(compare_words(old_paragraph, new_paragraph))
    yield from (Paragraph((Piece("removed", paragraph),)) for paragraph in old[pair_count:])
    yield from (Paragraph((Piece("added", paragraph),)) for paragraph in new[pair_count:])
