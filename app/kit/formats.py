"""How figures read: money, counts, dates and ages. Pure functions; markup and escaping are app.kit.text's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal

Number = Decimal | float | int

# Signs that name one currency only; the others are written with their ISO 4217 code.
_SIGNS = {"USD": "US$", "GBP": "£", "EUR": "€", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "INR": "₹", "BRL": "R$"}
_PERIODS = {"hour": "an hour", "day": "a day", "week": "a week", "month": "a month", "year": "a year"}

WORKPLACES = {"on_site": "On site", "hybrid": "Hybrid", "remote": "Remote"}
EMPLOYMENTS = {
    "full_time": "Full time",
    "part_time": "Part time",
    "contract": "Contract",
    "temporary": "Temporary",
    "internship": "Internship",
}
LEVELS = {
    "intern": "Intern",
    "entry": "Entry",
    "mid": "Mid level",
    "senior": "Senior",
    "lead": "Lead",
    "executive": "Executive",
}

_DAY = timedelta(days=1)
_MONTH_DAYS = 61
_YEAR_DAYS = 730


def count(value: int) -> str:
    """A whole number with thousands parted: 20,000."""
    return f"{value:,}"


def counted(value: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 job", "20,000 jobs"."""
    return f"{count(value)} {one if value == 1 else many or one + 's'}"


def counted_to(value: int, one: str, *, is_all: bool) -> str:
    """The same, also of a count that stopped early: "10,000+ jobs"."""
    return counted(value, one) if is_all else f"{count(value)}+ {one}s"


def amount(value: Number) -> str:
    """A sum without needless decimals: 45,000 or 17.50."""
    exact = Decimal(str(value))
    return f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"


def total(value: Number, currency: str) -> str:
    """A sum with its currency: "US$108,500", "CHF 90,000"."""
    return _sign(currency) + amount(value)


def _sign(currency: str | None) -> str:
    return _SIGNS.get(currency or "", f"{currency} " if currency else "")


def money(
    low: Number | None, high: Number | None, currency: str | None, period: str | None, *, estimated: bool | None = False
) -> str:
    """Pay in words, e.g. "£45,000 to £60,000 a year (estimated)"; empty when there is no figure."""
    if low is None and high is None:
        return ""
    sign = _sign(currency)
    if low is not None and high is not None and low != high:
        text = f"{sign}{amount(low)} to {sign}{amount(high)}"
    elif low is not None and high is not None:
        text = f"{sign}{amount(high)}"
    elif high is not None:
        text = f"up to {sign}{amount(high)}"
    else:
        text = f"from {sign}{amount(low or 0)}"
    if not currency:
        text += " (currency not given)"
    text += f" {_PERIODS.get(period or '', '(period not given)')}"
    return f"{text} (estimated)" if estimated else text


def age(moment: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that reads well: "today", "3 days ago", "5 weeks ago"."""
    days = (now - moment) // _DAY
    if days < 1:
        hours = max(0, (now - moment) // timedelta(hours=1))
        return "just now" if hours < 1 else f"{counted(hours, 'hour')} ago"
    if days == 1:
        return "yesterday"
    if days < 14:  # noqa: PLR2004 - up to two weeks, days say more than weeks
        return f"{days} days ago"
    if days <= _MONTH_DAYS:
        return f"{days // 7} weeks ago"
    if days < _YEAR_DAYS:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


def moment(value: datetime, zone: tzinfo = UTC) -> str:
    """A time with its zone named: "22 Nov 2026, 14:05 CET"."""
    local = value.astimezone(zone)
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def day(value: datetime, zone: tzinfo = UTC) -> str:
    """The day a time falls on in the zone: "22 Nov 2026"."""
    local = value.astimezone(zone)
    return f"{local.day} {local:%b %Y}"


def word(value: str | None, words: dict[str, str]) -> str:
    """A vocabulary's word for people; a value outside the vocabulary is shown as it is."""
    return words.get(value, value.replace("_", " ")) if value else ""
