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
PERIOD_LINK_PATTERN = r"(?:/|\bper\b|\ban?\b|\beach\b|\bpro\b|\bpar\b|\bim\b|\bje\b|\bpor\b|\bal\b|\bp[./])"
PERIOD_INSIDE_RANGE_PATTERN = r"(?:\s?(?:/|per|an?|pro|par)\s?[a-z]{1,6})"


class SalaryPatterns(NamedTuple):
    """One compiled pattern per question; the groups of `period_*` are named by period, some with a "_" at the end."""

    amount_pattern: re.Pattern[str]
    currency_mark_pattern: re.Pattern[str]
    currency_code_pattern: re.Pattern[str]
    period_after_pattern: re.Pattern[str]
    period_before_pattern: re.Pattern[str]
    salary_word_pattern: re.Pattern[str]
    salary_word_after_pattern: re.Pattern[str]
    other_money_pattern: re.Pattern[str]
    other_money_before_pattern: re.Pattern[str]
    other_money_after_pattern: re.Pattern[str]
    upper_limit_pattern: re.Pattern[str]
    lower_limit_pattern: re.Pattern[str]


@cache
def salary_patterns() -> SalaryPatterns:
    """Compile all patterns, once per process."""
    vocabulary = load_vocabulary("salary")
    word_patterns = {name: "|".join(alternatives) for name, alternatives in vocabulary["words"].items()}
    adverb_pattern = "|".join(f"(?P<{name}_>{'|'.join(forms)})" for name, forms in vocabulary["adverb"].items())
    unit_pattern = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in vocabulary["unit"].items())
    filler_pattern = rf"(?:(?:{word_patterns['filler']})\b[\s,)]*){{0,3}}"
    return SalaryPatterns(
        amount_pattern=_build_amount_pattern(word_patterns["range"]),
        currency_mark_pattern=re.compile(_build_mark_pattern()),
        currency_code_pattern=re.compile(
            r"\b(?:" + "|".join(re.escape(mark) for mark in currency_by_mark() if mark[0].isalpha()) + ")"
        ),
        period_after_pattern=_compile_ignoring_case(
            rf"[\s,(]*{filler_pattern}(?:{PERIOD_LINK_PATTERN}\s*(?:{unit_pattern})|(?:{adverb_pattern}))"
        ),
        period_before_pattern=_compile_ignoring_case(rf"\b(?:{adverb_pattern})"),
        salary_word_pattern=_compile_ignoring_case(rf"\b(?:{word_patterns['pay']})\b"),
        salary_word_after_pattern=_compile_ignoring_case(
            rf"[\s,(]*(?:usd\s*)?(?:annual )?(?:{word_patterns['pay_behind']})\b"
        ),
        other_money_pattern=_compile_ignoring_case(rf"\b(?:{word_patterns['other']})\b"),
        other_money_before_pattern=_compile_ignoring_case(rf"\b(?:{word_patterns['other']})\b[^.;\n]{{0,25}}$"),
        other_money_after_pattern=_compile_ignoring_case(
            rf"[\s,)]*(?:(?:{word_patterns['before_other_behind']}) ){{0,3}}(?:{word_patterns['other_behind']})"
        ),
        upper_limit_pattern=_compile_ignoring_case(rf"\b(?:{word_patterns['up_to']})\s*$"),
        lower_limit_pattern=_compile_ignoring_case(rf"\b(?:{word_patterns['from']})\s*$"),
    )


def _build_amount_pattern(range_word_pattern: str) -> re.Pattern[str]:
    """Return the pattern of one amount, or of two that make a range, with currency marks on either side."""
    mark_pattern = rf"(?-i:{_build_mark_pattern()})"
    return _compile_ignoring_case(
        rf"(?<![\w.,$])(?P<mark1>(?:{mark_pattern}\s?){{0,2}})(?P<first>{DIGITS_PATTERN})(?:\s?(?P<suffix1>{SUFFIX_PATTERN}))?"
        rf"(?:\s?(?P<mark2>{mark_pattern}))?"
        rf"(?:(?P<first_period>{PERIOD_INSIDE_RANGE_PATTERN}?)\s*(?:{range_word_pattern})\s*(?P<mark3>(?:{mark_pattern}\s?){{0,2}})(?P<second>{DIGITS_PATTERN})"
        rf"(?:\s?(?P<suffix2>{SUFFIX_PATTERN}))?(?:\s?(?P<mark4>{mark_pattern}))?)?(?![\d%])"
    )


def _build_mark_pattern() -> str:
    """Return all currency marks as one alternation, the longer first; words among them only as a whole."""
    marks_longest_first = sorted(currency_by_mark(), key=len, reverse=True)
    return "|".join(re.escape(mark) + (r"(?![A-Za-z])" if mark[-1].isalpha() else "") for mark in marks_longest_first)


def _compile_ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
