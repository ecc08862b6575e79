"""Pay in prose: "$150K – $170K", "45.000 € bis 55.000 € pro Jahr", "£18 an hour". What is not plainly pay does not count.

Bonuses, equity, funding, revenue, budgets and on-target earnings are not pay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ingestion.parse.money import SIGNS, SURELY_PAY, YEARLY_FROM, currencies, number, plausible, scale

WIDEST = 4.0
PAY_SUFFIXES = frozenset({"k", "tsd", "lpa", "lakh", "lakhs"})
CONTEXT = 140
HEADING = 80
UNIT = {
    "hour": r"hours?\b|hrs?\b|h\b|stunde\b|std\b|heure\b|hora\b|uur\b|godz",
    "day": r"days?\b|diem\b|tag\b|jour\b|d[ií]a\b|dag\b",
    "week": r"weeks?\b|wks?\b|woche\b|semaine\b|semana\b",
    "month": r"months?\b|mos?\b|mth\b|monat\b|mois\b|mes\b|mês\b|maand\b|mies",
    "year": r"years?\b|yrs?\b|annum\b|jahr\b|ans?\b|année\b|año\b|ano\b|jaar\b|rok\b",
}
ADVERB = {
    "hour": r"hourly|stündlich|\w*stundenlohn|horaire",
    "day": r"daily rate|day rate|daily|täglich|tagessatz|tjm",
    "week": r"weekly|wöchentlich|hebdomadaire",
    "month": r"monthly|monatlich|\w*monatsgehalt|\w*monatslohn|mensuel(?:le)?s?|mensual|mensal",
    "year": r"annual(?:ly|ized)?|yearly|p\. ?a\.|pa\b|jährlich|\w*jahresgehalt|jahresbrutto|annuel(?:le)?s?|anual",
}
FILLER = r"(?:(?:usd|eur|gbp|cad|aud|chf|gross|brutto|brut|bruto|base|salary|pay)\b[\s,)]*){0,3}"
SEPARATOR = r"\s*(?:-|–|—|−|~|\bto\b|\bbis\b|\bà\b|\band\b|\bund\b|\bet\b|\by\b|\bup to\b)\s*"
DIGITS = r"\d(?:[\d.,'’]|[ \u00a0\u202f](?=\d{3}(?!\d)))*(?<=\d)"
PAY = re.compile(
    r"\b(?:salar(?:y|ies)|compensation|pay|base|wages?|rates?|remuneration|hourly|\w*gehalt\w*|vergütung|\w*lohn|entgelt"
    r"|salaire|rémunération|salario|salário|sueldo|retribución|wynagrodzenie|salaris|you(?:'ll| will| can)? earn)\b",
    re.IGNORECASE,
)
OTHER_MONEY = re.compile(
    r"\b(?:equity|stocks?|shares?|rsus?|options?|sign(?:ing|[- ]on)|rais(?:ed|ing)|funding|funded|series [a-h]|valu(?:ed|ation)"
    r"|revenues?|arr|aum|budgets?|quotas?|stipends?|reimburse\w*|allowances?|referral|insurance|deductible|401 ?\(?k\)?"
    r"|matching|portfolio|assets|tuition|loans?|savings|donat\w*|prizes?|deals?|worth|gmv|transactions?|volumes?|investors?"
    r"|backed|invest(?:ed|ments?)|capital|grants?|relocation|learning|wellness|gym|lunch|meals?|equipment|phone|internet"
    r"|commuter|credits?|discounts?|bonus(?:es)?|commissions?|ote|on[- ]target|incentives?|payroll|billing|bill rate"
    r"|zuschuss|prämie|umsatz\w*|prime|customers?|clients?|pay(?:ments|outs)|spend|pric(?:es?|ed|ing)|costs?|potential)\b",
    re.IGNORECASE,
)
OTHER_BEFORE = re.compile(OTHER_MONEY.pattern + r"[^.;\n]{0,25}$", re.IGNORECASE)
OTHER_AFTER = re.compile(
    r"^[\s,)]*(?:(?:annual(?:ly)?|per year|in|of|target|usd|a year|yearly|worth|performance|total|potential|cash|an?) ){0,3}"
    r"(?:bonus|commission|equity|ote\b|on[- ]target|stock|rsu|funding|revenue|arr\b|stipend|allowance|budget|raised|valuation"
    r"|series|invest|credit|referral|sign|relocation|401|quota|deal|contract value|learning|reimburse|capital|assets|variable"
    r"|incentive|customers|employees)",
    re.IGNORECASE,
)
PAY_AFTER = re.compile(r"^[\s,(]*(?:usd\s*)?(?:annual )?(?:base|salary|cash (?:salary|compensation))\b", re.IGNORECASE)
SIGN = re.compile("[$€£¥₹₱₩₪฿₺₦₫]")
DIGIT = re.compile(r"\d")
UP_TO = re.compile(r"\b(?:up to|maximum(?: of)?|bis zu|jusqu'à|hasta|max\.?)\s*$", re.IGNORECASE)
FROM = re.compile(
    r"\b(?:from|starting (?:at|from)|start(?:s|ing)? at|minimum(?: of)?|at least|min\.?|ab|à partir de|desde)\s*$",
    re.IGNORECASE,
)
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
        if DIGIT.search(line) and (SIGN.search(line) or _codes().search(line)):
            yield above, line
        above = line if len(line) <= HEADING else ""


def _of_line(line: str, above: str, *, about_pay: bool) -> Iterator[Pay]:
    for match in _amounts().finditer(line):
        before, after = _before(line, match.start()), line[match.end() : match.end() + HEADING]
        if OTHER_BEFORE.search(before) or OTHER_AFTER.match(after):
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
    """Whether the words before speak of pay, and of no other money since; a range with its period needs no such word."""
    context = before if PAY.search(before) else f"{above} {before}"
    said = list(PAY.finditer(context))
    spoken = bool(said) and not OTHER_MONEY.search(context, said[-1].end())
    ranged = pay.low is not None and pay.high is not None and pay.low < pay.high
    if spoken or (ranged and PAY_AFTER.match(after)):
        return ranged or stated
    return ranged and stated and not OTHER_MONEY.search(context)


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
    if second and not part["suffix1"] and first < 1000 <= second / 10:
        first *= 1000
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
    if UP_TO.search(before):
        return None, amount
    if FROM.search(before) or after.startswith("+"):
        return amount, None
    return amount, amount


def _currency(texts: list[str | None]) -> str | None:
    """The one currency the marks name; a code beats the bare sign beside it."""
    named = {currencies()[mark] for text in texts if text for mark in _each_mark().findall(text)}
    exact = named - set(SIGNS)
    return (exact or named).pop() if len(exact or named) == 1 else None


def _period(match: re.Match[str], before: str, after: str, above: str) -> str | None:
    """The period said right behind the amount, inside the range, or last in the words before it."""
    for words in (after, match["between"] or ""):
        if said := _behind().match(words):
            return _name(said)
    for words in (before, above):
        if found := list(_ahead().finditer(words)):
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


@cache
def _marks() -> str:
    """All currency marks as one alternation, the longer first; codes only as whole words."""
    ordered = sorted(currencies(), key=len, reverse=True)
    return "|".join(
        re.escape(mark) if not mark[-1].isalpha() or len(mark) == 1 else rf"{re.escape(mark)}(?![A-Za-z])"
        for mark in ordered
    )


@cache
def _codes() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(mark) for mark in currencies() if mark[0].isalpha()) + ")")


@cache
def _each_mark() -> re.Pattern[str]:
    return re.compile(_marks())


@cache
def _amounts() -> re.Pattern[str]:
    suffix = r"(?:k|tsd\.?|lpa|lakhs?|l|mm?|mn|million|mio\.?|bn?|billion)(?![A-Za-z])"
    mark, period = rf"(?-i:{_marks()})", r"(?:\s?(?:/|per|an?|pro|par)\s?[a-z]{1,6})"
    return re.compile(
        rf"(?<![\w.,$])(?P<mark1>(?:{mark}\s?){{0,2}})(?P<first>{DIGITS})(?:\s?(?P<suffix1>{suffix}))?(?:\s?(?P<mark2>{mark}))?"
        rf"(?:(?P<between>{period}?){SEPARATOR}(?P<mark3>(?:{mark}\s?){{0,2}})(?P<second>{DIGITS})(?:\s?(?P<suffix2>{suffix}))?"
        rf"(?:\s?(?P<mark4>{mark}))?)?(?![\d%])",
        re.IGNORECASE,
    )


@cache
def _behind() -> re.Pattern[str]:
    units = "|".join(f"(?P<{name}>{words})" for name, words in UNIT.items())
    adverbs = "|".join(f"(?P<{name}_>{words})" for name, words in ADVERB.items())
    link = r"(?:/|\bper\b|\ban?\b|\beach\b|\bpro\b|\bpar\b|\bim\b|\bje\b|\bpor\b|\bal\b|\bp[./])"
    return re.compile(rf"[\s,(]*{FILLER}(?:{link}\s*(?:{units})|(?:{adverbs}))", re.IGNORECASE)


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in ADVERB.items()) + ")", re.IGNORECASE
    )
