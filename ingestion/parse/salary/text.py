"""Read salaries in prose: "$150K to $170K", "45.000 € bis 55.000 € pro Jahr", "£18 an hour".

Amounts that are not plainly a salary do not count: bonuses, equity, funding, revenue, budgets, on-target earnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingestion.parse.salary.money import (
    BARE_SIGNS,
    THOUSAND,
    YEARLY_MIN_IN_FIELD,
    YEARLY_MIN_IN_PROSE,
    currency_by_mark,
    get_currency_scale,
    is_plausible_amount,
    parse_number,
)
from ingestion.parse.salary.patterns import salary_patterns

MAX_RANGE_FACTOR = 4.0
MAX_CONTEXT_LENGTH = 140
MAX_HEADING_LENGTH = 80
SALARY_SUFFIXES = frozenset({"k", "tsd", "lpa", "lakh", "lakhs"})
CURRENCY_SIGN_PATTERN = re.compile("[$€£¥₹₱₩₪฿₺₦₫]")
DIGIT_PATTERN = re.compile(r"\d")
SENTENCE_END_PATTERN = re.compile(r"[.!?;]\s+(?=[A-ZÄÖÜ])|•")


class SalaryRange(NamedTuple):
    """Amounts per `period` in `currency`, which is a bare sign until it is resolved; an open end is None."""

    low: float | None
    high: float | None
    currency: str
    period: str


def parse_salary_text(text: str) -> SalaryRange | None:
    """Read a text that is about the salary as a whole, such as a provider's salary field, and return its first
    salary.
    """
    return next(
        (salary for _, line in _find_money_lines(text) for salary in _find_salaries(line, "", is_salary_text=True)),
        None,
    )


def parse_description_salary(text: str) -> SalaryRange | None:
    """Read a description: sentences that plainly state the job's salary, several (one per place) as one range."""
    return _combine_salaries(
        [
            salary
            for heading, line in _find_money_lines(text)
            for salary in _find_salaries(line, heading, is_salary_text=False)
        ]
    )


def _find_money_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield lines with money in them, each with the heading above it."""
    heading = ""
    for line in text.split("\n"):
        if not line:
            continue
        if DIGIT_PATTERN.search(line) and (
            CURRENCY_SIGN_PATTERN.search(line) or salary_patterns().currency_code_pattern.search(line)
        ):
            yield heading, line
        heading = line if len(line) <= MAX_HEADING_LENGTH else ""


def _find_salaries(line: str, heading: str, *, is_salary_text: bool) -> Iterator[SalaryRange]:
    for match in salary_patterns().amount_pattern.finditer(line):
        text_before, text_after = (
            _get_text_before(line, match.start()),
            line[match.end() : match.end() + MAX_HEADING_LENGTH],
        )
        if salary_patterns().other_money_before_pattern.search(
            text_before
        ) or salary_patterns().other_money_after_pattern.match(text_after):
            continue
        period = _find_period(match, text_before, text_after, heading)
        salary = _parse_match(match, text_before, text_after, period, is_salary_text=is_salary_text)
        if salary and (
            is_salary_text
            or _is_plainly_salary(text_before, text_after, heading, salary, has_period=period is not None)
        ):
            yield salary


def _get_text_before(line: str, position: int) -> str:
    """Return the text before the amount in its sentence."""
    text = line[max(0, position - MAX_CONTEXT_LENGTH) : position]
    sentence_ends = list(SENTENCE_END_PATTERN.finditer(text))
    return text[sentence_ends[-1].end() :] if sentence_ends else text


def _is_plainly_salary(
    text_before: str, text_after: str, heading: str, salary: SalaryRange, *, has_period: bool
) -> bool:
    """Return whether the words before mention a salary, and no other money since; a range with a period needs none."""
    context = text_before if salary_patterns().salary_word_pattern.search(text_before) else f"{heading} {text_before}"
    salary_word_matches = list(salary_patterns().salary_word_pattern.finditer(context))
    mentions_salary = bool(salary_word_matches) and not salary_patterns().other_money_pattern.search(
        context, salary_word_matches[-1].end()
    )
    is_range = salary.low is not None and salary.high is not None and salary.low < salary.high
    if mentions_salary or (is_range and salary_patterns().salary_word_after_pattern.match(text_after)):
        return is_range or has_period
    return is_range and has_period and not salary_patterns().other_money_pattern.search(context)


def _parse_match(
    match: re.Match[str], text_before: str, text_after: str, period: str | None, *, is_salary_text: bool
) -> SalaryRange | None:
    groups = match.groupdict()
    currency = _find_currency([groups[name] for name in ("mark1", "mark2", "mark3", "mark4")])
    first, second = parse_number(groups["first"], groups["suffix1"]), None
    if groups["second"]:
        second = parse_number(groups["second"], groups["suffix2"])
    suffix = (groups["suffix2"] or groups["suffix1"] or "k").lower().rstrip(".")
    if first is None or currency is None or (groups["second"] and second is None):
        return None
    if not is_salary_text and suffix not in SALARY_SUFFIXES:
        return None
    if second and not groups["suffix1"] and first < THOUSAND <= second / 10:
        first *= THOUSAND
    min_yearly = (YEARLY_MIN_IN_FIELD if is_salary_text else YEARLY_MIN_IN_PROSE) * get_currency_scale(currency)
    if suffix == "lpa" or (period is None and min(first or second or 0, second or first) >= min_yearly):
        period = "year"
    low, high = (first or None, second) if second else _build_range_from_amount(first, text_before, text_after)
    if period is None or (low and high and low > high):
        return None
    amounts = [amount for amount in (low, high) if amount is not None]
    return (
        SalaryRange(low, high, currency, period)
        if all(is_plausible_amount(amount, currency, period) for amount in amounts)
        else None
    )


def _build_range_from_amount(amount: float, text_before: str, text_after: str) -> tuple[float | None, float | None]:
    """Return the two ends that a single amount stands for."""
    if salary_patterns().upper_limit_pattern.search(text_before):
        return None, amount
    if salary_patterns().lower_limit_pattern.search(text_before) or text_after.startswith("+"):
        return amount, None
    return amount, amount


def _find_currency(texts: list[str | None]) -> str | None:
    """Return the one currency the marks name; a code beats the bare sign beside it."""
    currencies = {
        currency_by_mark()[mark]
        for text in texts
        if text
        for mark in salary_patterns().currency_mark_pattern.findall(text)
    }
    currency_codes = currencies - set(BARE_SIGNS)
    return (currency_codes or currencies).pop() if len(currency_codes or currencies) == 1 else None


def _find_period(match: re.Match[str], text_before: str, text_after: str, heading: str) -> str | None:
    """Return the period stated right after the amount, inside the range, or last in the words before it."""
    for text in (text_after, match["first_period"] or ""):
        if period_match := salary_patterns().period_after_pattern.match(text):
            return _get_period_group(period_match)
    for text in (text_before, heading):
        if period_matches := list(salary_patterns().period_before_pattern.finditer(text)):
            return _get_period_group(period_matches[-1])
    return None


def _get_period_group(match: re.Match[str]) -> str:
    return (match.lastgroup or "").rstrip("_")


def _combine_salaries(salaries: list[SalaryRange]) -> SalaryRange | None:
    """Return one range of all that share currency and period, as long as it stays narrow; else the first salary."""
    if not salaries:
        return None
    first = salaries[0]
    comparable_salaries = [
        salary
        for salary in salaries
        if salary[2:] == first[2:] and salary.low and salary.high and salary.low < salary.high
    ]
    if first not in comparable_salaries:
        return comparable_salaries[0] if comparable_salaries else first
    low, high = (
        min(salary.low or 0 for salary in comparable_salaries),
        max(salary.high or 0 for salary in comparable_salaries),
    )
    return SalaryRange(low, high, *first[2:]) if high <= MAX_RANGE_FACTOR * low else first
