"""The patterns by which pay in prose is found, made from `vocabulary/pay.toml` and the currencies' marks."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ingestion.parse.money import currencies

WORDS = Path(__file__).parent.parent / "vocabulary" / "pay.toml"
DIGITS = r"\d(?:[\d.,'\u2019]|[ \u00a0\u202f](?=\d{3}(?!\d)))*(?<=\d)"
SUFFIX = r"(?:k|tsd\.?|lpa|lakhs?|l|mm?|mn|million|mio\.?|bn?|billion)(?![A-Za-z])"
LINK = r"(?:/|\bper\b|\ban?\b|\beach\b|\bpro\b|\bpar\b|\bim\b|\bje\b|\bpor\b|\bal\b|\bp[./])"
BETWEEN = r"(?:\s?(?:/|per|an?|pro|par)\s?[a-z]{1,6})"


class PayWords(NamedTuple):
    """One compiled pattern per question; the groups of `period_*` are named by period, some with a "_" behind."""

    amounts: re.Pattern[str]
    marks: re.Pattern[str]
    codes: re.Pattern[str]
    period_behind: re.Pattern[str]
    period_ahead: re.Pattern[str]
    said: re.Pattern[str]
    said_behind: re.Pattern[str]
    other: re.Pattern[str]
    other_before: re.Pattern[str]
    other_behind: re.Pattern[str]
    up_to: re.Pattern[str]
    start: re.Pattern[str]


@cache
def pay_words() -> PayWords:
    """Compile all patterns, once per process."""
    vocabulary = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    words = {name: "|".join(alternatives) for name, alternatives in vocabulary["words"].items()}
    adverbs = "|".join(f"(?P<{name}_>{'|'.join(forms)})" for name, forms in vocabulary["adverb"].items())
    units = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in vocabulary["unit"].items())
    filler = rf"(?:(?:{words['filler']})\b[\s,)]*){{0,3}}"
    return PayWords(
        amounts=_amounts(words["range"]),
        marks=re.compile(_marks()),
        codes=re.compile(r"\b(?:" + "|".join(re.escape(mark) for mark in currencies() if mark[0].isalpha()) + ")"),
        period_behind=_any_case(rf"[\s,(]*{filler}(?:{LINK}\s*(?:{units})|(?:{adverbs}))"),
        period_ahead=_any_case(rf"\b(?:{adverbs})"),
        said=_any_case(rf"\b(?:{words['pay']})\b"),
        said_behind=_any_case(rf"[\s,(]*(?:usd\s*)?(?:annual )?(?:{words['pay_behind']})\b"),
        other=_any_case(rf"\b(?:{words['other']})\b"),
        other_before=_any_case(rf"\b(?:{words['other']})\b[^.;\n]{{0,25}}$"),
        other_behind=_any_case(rf"[\s,)]*(?:(?:{words['before_other_behind']}) ){{0,3}}(?:{words['other_behind']})"),
        up_to=_any_case(rf"\b(?:{words['up_to']})\s*$"),
        start=_any_case(rf"\b(?:{words['from']})\s*$"),
    )


def _amounts(between_ends: str) -> re.Pattern[str]:
    """An amount, or two with what makes them a range, with currency marks on either side."""
    mark = rf"(?-i:{_marks()})"
    return _any_case(
        rf"(?<![\w.,$])(?P<mark1>(?:{mark}\s?){{0,2}})(?P<first>{DIGITS})(?:\s?(?P<suffix1>{SUFFIX}))?"
        rf"(?:\s?(?P<mark2>{mark}))?"
        rf"(?:(?P<between>{BETWEEN}?)\s*(?:{between_ends})\s*(?P<mark3>(?:{mark}\s?){{0,2}})(?P<second>{DIGITS})"
        rf"(?:\s?(?P<suffix2>{SUFFIX}))?(?:\s?(?P<mark4>{mark}))?)?(?![\d%])"
    )


def _marks() -> str:
    """All currency marks as one alternation, the longer first; words among them only as a whole."""
    ordered = sorted(currencies(), key=len, reverse=True)
    return "|".join(re.escape(mark) + (r"(?![A-Za-z])" if mark[-1].isalpha() else "") for mark in ordered)


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
