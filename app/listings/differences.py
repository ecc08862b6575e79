"""What changed between two versions of a listing: its facts, and its text word by word. Pure; no markup, no queries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed", "skipped"]

# A word or a sign with the space after it, so that spaces alone never look like something in common.
_WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# Beyond this many words a paragraph is shown as replaced whole: comparing word by word would take too long.
_LONG = 2_000
# Paragraphs with less in common than this read better as one gone and one new.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with what happened inside it; kind "skipped" stands for `text` unchanged paragraphs."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact whose value differs between two versions; None where a version has none."""

    name: str
    before: str | None
    after: str | None


def facts(before: dict[str, str | None], after: dict[str, str | None]) -> list[FactChange]:
    """The facts that differ, in the order of `after`."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        FactChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    ]


def text(before: str | None, after: str | None) -> list[Paragraph]:
    """The text of `after` with what came and went since `before`, unchanged paragraphs away from changes skipped.

    Empty when nothing differs.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    if old == new:
        return []
    found: list[Paragraph] = []
    for operation, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if operation == "equal":
            found.extend(_quiet(new[j1:j2], first=j1 == 0, last=j2 == len(new)))
        else:
            found.extend(_changed(old[i1:i2], new[j1:j2]))
    return found


def words(before: str, after: str) -> tuple[Piece, ...]:
    """Two paragraphs as one run of pieces, compared word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    replaced = (Piece("removed", before), Piece("added", after))
    if max(len(old), len(new)) > _LONG:
        return replaced
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return replaced
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


def _paragraphs(plain: str | None) -> list[str]:
    return [line.strip() for line in (plain or "").splitlines() if line.strip()]


def _quiet(same: Sequence[str], *, first: bool, last: bool) -> Iterator[Paragraph]:
    """One unchanged paragraph kept on each side that touches a change; the rest counted."""
    head = [] if first else list(same[:1])
    tail = [] if last else list(same[len(head) :][-1:])
    skipped = len(same) - len(head) - len(tail)
    yield from (Paragraph((Piece("same", kept),)) for kept in head)
    if skipped:
        yield Paragraph((Piece("skipped", str(skipped)),))
    yield from (Paragraph((Piece("same", kept),)) for kept in tail)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that replaced one another pairwise word by word, the surplus as wholly gone or new."""
    paired = min(len(old), len(new))
    for before, after in zip(old[:paired], new[:paired], strict=True):
        yield Paragraph(words(before, after))
    yield from (Paragraph((Piece("removed", gone),)) for gone in old[paired:])
    yield from (Paragraph((Piece("added", came),)) for came in new[paired:])
