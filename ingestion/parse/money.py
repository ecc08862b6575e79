"""Currencies, periods and written numbers: what structured pay and pay in prose have in common."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

MONEY = Path(__file__).parent.parent / "vocabulary" / "money.toml"
CODE = re.compile(r"[A-Z]{3}")
SIGNS = ("$", "¥")
# Least and most that is paid for work per period, in US dollars' size.
BOUNDS = {
    "hour": (4, 600),
    "day": (30, 6_000),
    "week": (120, 25_000),
    "month": (300, 80_000),
    "year": (4_000, 2_500_000),
}
# An amount without a period is a year's from here on: in a sentence, and in a field that holds nothing but pay.
YEARLY_FROM, SURELY_PAY = 15_000, 9_000
THOUSAND, LAKH, MILLION, BILLION = 1e3, 1e5, 1e6, 1e9
SUFFIXES = {
    **dict.fromkeys(("k", "tsd"), THOUSAND),
    **dict.fromkeys(("l", "lpa", "lakh", "lakhs"), LAKH),
    **dict.fromkeys(("m", "mm", "mn", "mio", "million"), MILLION),
    **dict.fromkeys(("b", "bn", "billion"), BILLION),
}
SPACING = re.compile("[\\s'\u2019]")
GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
SIMPLE = re.compile(r"\d+(?:[.,]\d+)?")


@cache
def vocabulary() -> dict[str, Any]:
    """The lists of `money.toml`."""
    return tomllib.loads(MONEY.read_text(encoding="utf-8"))


@cache
def currencies() -> dict[str, str]:
    """The currency, or the bare sign, by every mark a text may carry."""
    marks = {mark: code for code, forms in vocabulary()["marks"].items() for mark in forms}
    return marks | {sign: sign for sign in SIGNS}


def settled(currency: str | None, country: str | None) -> str | None:
    """An ISO 4217 code; a bare sign has one only in countries (ISO 3166) where it means one currency."""
    return local(currency).get(country or "") if currency in SIGNS else currency


@cache
def local(sign: str | None) -> dict[str, str]:
    """The one currency a bare sign means, by country; empty for what is no bare sign."""
    names = {"$": "dollar", "¥": "yen"}
    return dict(vocabulary()[names[sign]]) if sign in names else {}


@cache
def per_dollar() -> dict[str, float]:
    """How many units are worth about a US dollar, for currencies of another size."""
    return {code: float(units) for code, units in vocabulary()["per_dollar"].items()}


def scale(currency: str | None) -> float:
    """How many units are worth about a US dollar; 1 for those of its size."""
    return per_dollar().get(currency or "", 1.0)


def plausible(amount: float, currency: str | None, period: str) -> bool:
    """Whether anyone is paid so much, or so little, per period."""
    least, most = BOUNDS[period]
    return least * scale(currency) <= amount <= most * scale(currency)


def number(digits: str, suffix: str | None = None) -> float | None:
    """A number written the English, German, French, Swiss or Indian way: "60.000", "1 234,50", "15,00,000"."""
    text = SPACING.sub("", digits)
    factor = SUFFIXES.get((suffix or "").lower().rstrip("."), 1)
    if INDIAN.fullmatch(text):
        return float(text.replace(",", "")) * factor
    if factor == 1 and (grouped := GROUPED.fullmatch(text)):
        whole, _, cents = text.partition("." if grouped[1] == "," else ",")
        return float(whole.replace(grouped[1], "") + "." + (cents or "0"))
    if SIMPLE.fullmatch(text):
        return round(float(text.replace(",", ".")) * factor, 2)
    return None
