"""Build the patterns that find salaries in prose, from `vocabulary/salary.toml` and the currencies' marks. No matching
here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ingestion.parse.salary.money import currency_by_mark
from ingestion.vocabulary import load_vocabulary

DIGITS_PATTERN = r"\d(?:[\d.,'\u2019]|[ \u00a0\u202f](?=\d{3}(?!\d)))*(?<=\d)"
SUFFIX_PATTERN = r"(?:k|tsd\.?|lpa|lakhs?|l|mm?|mn|million|mio\.?|bn?|billion)(?![A-Za-z])"
PERIOD_LINK = r"(?:/|\bper\b|\ban?\b|\beach\b|\bpro\b|\bpar\b|\bim\b|\bje\b|\bpor\b|\bal\b|\bp[./])"
PERIOD_INSIDE_RANGE = r"(?:\s?(?:/|per|an?|pro|par)\s?[a-z]{1,6})"


class SalaryPatterns(NamedTuple):
    """One compiled pattern per question; the groups of `period_*` are named by period, some with a "_" at the end."""

    amounts: re.Pattern[str]
    currency_marks: re.Pattern[str]
    currency_codes: re.Pattern[str]
    period_after: re.Pattern[str]
    period_before: re.Pattern[str]
    salary_word: re.Pattern[str]
    salary_word_after: re.Pattern[str]
    other_money: re.Pattern[str]
    other_money_before: re.Pattern[str]
    other_money_after: re.Pattern[str]
    upper_limit_word: re.Pattern[str]
    lower_limit_word: re.Pattern[str]


@cache
def salary_patterns() -> SalaryPatterns:
    """Compile all patterns, once per process."""
    vocabulary = load_vocabulary("salary")
    words = {name: "|".join(alternatives) for name, alternatives in vocabulary["words"].items()}
    adverbs = "|".join(f"(?P<{name}_>{'|'.join(forms)})" for name, forms in vocabulary["adverb"].items())
    units = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in vocabulary["unit"].items())
    filler = rf"(?:(?:{words['filler']})\b[\s,)]*){{0,3}}"
    return SalaryPatterns(
        amounts=_build_amounts(words["range"]),
        currency_marks=re.compile(_build_marks()),
        currency_codes=re.compile(
            r"\b(?:" + "|".join(re.escape(mark) for mark in currency_by_mark() if mark[0].isalpha()) + ")"
        ),
        period_after=_compile(rf"[\s,(]*{filler}(?:{PERIOD_LINK}\s*(?:{units})|(?:{adverbs}))"),
        period_before=_compile(rf"\b(?:{adverbs})"),
        salary_word=_compile(rf"\b(?:{words['pay']})\b"),
        salary_word_after=_compile(rf"[\s,(]*(?:usd\s*)?(?:annual )?(?:{words['pay_behind']})\b"),
        other_money=_compile(rf"\b(?:{words['other']})\b"),
        other_money_before=_compile(rf"\b(?:{words['other']})\b[^.;\n]{{0,25}}$"),
        other_money_after=_compile(
            rf"[\s,)]*(?:(?:{words['before_other_behind']}) ){{0,3}}(?:{words['other_behind']})"
        ),
        upper_limit_word=_compile(rf"\b(?:{words['up_to']})\s*$"),
        lower_limit_word=_compile(rf"\b(?:{words['from']})\s*$"),
    )


def _build_amounts(between_ends: str) -> re.Pattern[str]:
    """Return the pattern of one amount, or of two that make a range, with currency marks on either side."""
    mark = rf"(?-i:{_build_marks()})"
    return _compile(
        rf"(?<![\w.,$])(?P<mark1>(?:{mark}\s?){{0,2}})(?P<first>{DIGITS_PATTERN})(?:\s?(?P<suffix1>{SUFFIX_PATTERN}))?"
        rf"(?:\s?(?P<mark2>{mark}))?"
        rf"(?:(?P<first_period>{PERIOD_INSIDE_RANGE}?)\s*(?:{between_ends})\s*(?P<mark3>(?:{mark}\s?){{0,2}})(?P<second>{DIGITS_PATTERN})"
        rf"(?:\s?(?P<suffix2>{SUFFIX_PATTERN}))?(?:\s?(?P<mark4>{mark}))?)?(?![\d%])"
    )


def _build_marks() -> str:
    """Return all currency marks as one alternation, the longer first; words among them only as a whole."""
    ordered = sorted(currency_by_mark(), key=len, reverse=True)
    return "|".join(re.escape(mark) + (r"(?![A-Za-z])" if mark[-1].isalpha() else "") for mark in ordered)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
