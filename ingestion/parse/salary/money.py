"""Define currencies, periods and written numbers: what stated salaries and salaries in prose have in common. No columns
here.
"""

from __future__ import annotations

import re
from functools import cache

from ingestion.vocabulary import load_vocabulary

CURRENCY_CODE_PATTERN = re.compile(r"[A-Z]{3}")
BARE_SIGNS = ("$", "¥")
# The least and the most paid for work per period, on the scale of US dollars.
AMOUNT_BOUNDS = {
    "hour": (4, 600),
    "day": (30, 6_000),
    "week": (120, 25_000),
    "month": (300, 80_000),
    "year": (4_000, 2_500_000),
}
# From these amounts on, a salary without a period is yearly: in a sentence, and in a field that holds only a salary.
YEARLY_MIN_IN_PROSE, YEARLY_MIN_IN_FIELD = 15_000, 9_000
THOUSAND, LAKH, MILLION, BILLION = 1e3, 1e5, 1e6, 1e9
SUFFIX_FACTORS = {
    **dict.fromkeys(("k", "tsd"), THOUSAND),
    **dict.fromkeys(("l", "lpa", "lakh", "lakhs"), LAKH),
    **dict.fromkeys(("m", "mm", "mn", "mio", "million"), MILLION),
    **dict.fromkeys(("b", "bn", "billion"), BILLION),
}
SPACING_PATTERN = re.compile("[\\s'\u2019]")
GROUPED_NUMBER_PATTERN = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
INDIAN_NUMBER_PATTERN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
SIMPLE_NUMBER_PATTERN = re.compile(r"\d+(?:[.,]\d+)?")


@cache
def currency_by_mark() -> dict[str, str]:
    """Return the currency, or the bare sign, by every mark a text may carry."""
    code_by_mark = {mark: code for code, spellings in load_vocabulary("money")["marks"].items() for mark in spellings}
    return code_by_mark | {sign: sign for sign in BARE_SIGNS}


def resolve_currency(currency: str | None, country: str | None) -> str | None:
    """Return an ISO 4217 code; a bare sign has one only in countries (ISO 3166) where it means one currency."""
    return local_currencies(currency).get(country or "") if currency in BARE_SIGNS else currency


@cache
def local_currencies(sign: str | None) -> dict[str, str]:
    """Return the one currency a bare sign means, by country; empty for anything but a bare sign."""
    names = {"$": "dollar", "¥": "yen"}
    return dict(load_vocabulary("money")[names[sign]]) if sign in names else {}


@cache
def units_per_dollar() -> dict[str, float]:
    """Return how many units are worth about a US dollar, for currencies of another size."""
    return {code: float(units) for code, units in load_vocabulary("money")["per_dollar"].items()}


def get_currency_scale(currency: str | None) -> float:
    """Return how many units are worth about a US dollar; 1 for currencies of its size."""
    return units_per_dollar().get(currency or "", 1.0)


def is_plausible_amount(amount: float, currency: str | None, period: str) -> bool:
    """Return whether anyone is paid so much, or so little, per period."""
    lowest, highest = AMOUNT_BOUNDS[period]
    return lowest * get_currency_scale(currency) <= amount <= highest * get_currency_scale(currency)


def parse_number(digits: str, suffix: str | None = None) -> float | None:
    """Return a number written the English, German, French, Swiss or Indian way: "60.000", "1 234,50", "15,00,000"."""
    text = SPACING_PATTERN.sub("", digits)
    factor = SUFFIX_FACTORS.get((suffix or "").lower().rstrip("."), 1)
    if INDIAN_NUMBER_PATTERN.fullmatch(text):
        return float(text.replace(",", "")) * factor
    if factor == 1 and (grouped_match := GROUPED_NUMBER_PATTERN.fullmatch(text)):
        integer_part, _, fraction_digits = text.partition("." if grouped_match[1] == "," else ",")
        return float(integer_part.replace(grouped_match[1], "") + "." + (fraction_digits or "0"))
    if SIMPLE_NUMBER_PATTERN.fullmatch(text):
        return round(float(text.replace(",", ".")) * factor, 2)
    return None
