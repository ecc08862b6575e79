"""Pay in prose: "$150K to $170K", "45.000 € bis 55.000 € pro Jahr", "£18 an hour".

What is not plainly pay does not count: bonuses, equity, funding, revenue, budgets, on-target earnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingestion.parse.money import SIGNS, SURELY_PAY, THOUSAND, YEARLY_FROM, currencies, number, plausible, scale
from ingestion.parse.pay_words import pay_words

WIDEST = 4.0
CONTEXT = 140
HEADING = 80
PAY_SUFFIXES = frozenset({"k", "tsd", "lpa", "lakh", "lakhs"})
SIGN = re.compile("[$€£¥₹₱₩₪฿₺₦₫]")
DIGIT = re.compile(r"\d")
SENTENCE = re.compile(r"[.!?;]\s+(?=[A-ZÄÖÜ])|•")


class Pay(NamedTuple):
    """Amounts per `period` in `currency`, which is a bare sign while it is open; an open end is None."""

    low: float | None
    high: float | None
    currency: str
    period: str


def in_pay_words(text: str) -> Pay | None:
    """Read a text that is about pay as a whole, such as a provider's pay field: what it says first."""
    return next((pay for _, line in _lines(text) for pay in _of_line(line, "", about_pay=True)), None)


def in_description(text: str) -> Pay | None:
    """Read an advertisement: sentences that plainly speak of the job's pay, several (one per place) as one range."""
    return _together([pay for above, line in _lines(text) for pay in _of_line(line, above, about_pay=False)])


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Lines with money in them, each with the heading above it."""
    above = ""
    for line in text.split("\n"):
        if not line:
            continue
        if DIGIT.search(line) and (SIGN.search(line) or pay_words().codes.search(line)):
            yield above, line
        above = line if len(line) <= HEADING else ""


def _of_line(line: str, above: str, *, about_pay: bool) -> Iterator[Pay]:
    for match in pay_words().amounts.finditer(line):
        before, after = _before(line, match.start()), line[match.end() : match.end() + HEADING]
        if pay_words().other_before.search(before) or pay_words().other_behind.match(after):
            continue
        period = _period(match, before, after, above)
        pay = _read(match, before, after, period, about_pay=about_pay)
        if pay and (about_pay or _plainly(before, after, above, pay, stated=period is not None)):
            yield pay


def _before(line: str, position: int) -> str:
    """What stands before the amount in its sentence."""
    before = line[max(0, position - CONTEXT) : position]
    ends = list(SENTENCE.finditer(before))
    return before[ends[-1].end() :] if ends else before


def _plainly(before: str, after: str, above: str, pay: Pay, *, stated: bool) -> bool:
    """Whether the words before speak of pay, and of no other money since; a range with a period needs none."""
    context = before if pay_words().said.search(before) else f"{above} {before}"
    said = list(pay_words().said.finditer(context))
    spoken = bool(said) and not pay_words().other.search(context, said[-1].end())
    ranged = pay.low is not None and pay.high is not None and pay.low < pay.high
    if spoken or (ranged and pay_words().said_behind.match(after)):
        return ranged or stated
    return ranged and stated and not pay_words().other.search(context)


def _read(match: re.Match[str], before: str, after: str, period: str | None, *, about_pay: bool) -> Pay | None:
    part = match.groupdict()
    currency = _currency([part[name] for name in ("mark1", "mark2", "mark3", "mark4")])
    first, second = number(part["first"], part["suffix1"]), None
    if part["second"]:
        second = number(part["second"], part["suffix2"])
    suffix = (part["suffix2"] or part["suffix1"] or "k").lower().rstrip(".")
    if first is None or currency is None or (part["second"] and second is None):
        return None
    if not about_pay and suffix not in PAY_SUFFIXES:
        return None
    if second and not part["suffix1"] and first < THOUSAND <= second / 10:
        first *= THOUSAND
    yearly_from = (SURELY_PAY if about_pay else YEARLY_FROM) * scale(currency)
    if suffix == "lpa" or (period is None and min(first or second or 0, second or first) >= yearly_from):
        period = "year"
    low, high = (first or None, second) if second else _ends(first, before, after)
    if period is None or (low and high and low > high):
        return None
    amounts = [amount for amount in (low, high) if amount is not None]
    return Pay(low, high, currency, period) if all(plausible(amount, currency, period) for amount in amounts) else None


def _ends(amount: float, before: str, after: str) -> tuple[float | None, float | None]:
    """The two ends that a single amount stands for."""
    if pay_words().up_to.search(before):
        return None, amount
    if pay_words().start.search(before) or after.startswith("+"):
        return amount, None
    return amount, amount


def _currency(texts: list[str | None]) -> str | None:
    """The one currency the marks name; a code beats the bare sign beside it."""
    named = {currencies()[mark] for text in texts if text for mark in pay_words().marks.findall(text)}
    exact = named - set(SIGNS)
    return (exact or named).pop() if len(exact or named) == 1 else None


def _period(match: re.Match[str], before: str, after: str, above: str) -> str | None:
    """The period said right behind the amount, inside the range, or last in the words before it."""
    for words in (after, match["between"] or ""):
        if said := pay_words().period_behind.match(words):
            return _name(said)
    for words in (before, above):
        if found := list(pay_words().period_ahead.finditer(words)):
            return _name(found[-1])
    return None


def _name(match: re.Match[str]) -> str:
    return (match.lastgroup or "").rstrip("_")


def _together(pays: list[Pay]) -> Pay | None:
    """One range of all that share currency and period, as long as it stays narrow; else what is said first."""
    if not pays:
        return None
    first = pays[0]
    alike = [pay for pay in pays if pay[2:] == first[2:] and pay.low and pay.high and pay.low < pay.high]
    if first not in alike:
        return alike[0] if alike else first
    low, high = min(pay.low or 0 for pay in alike), max(pay.high or 0 for pay in alike)
    return Pay(low, high, *first[2:]) if high <= WIDEST * low else first
