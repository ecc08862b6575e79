"""Format money, counts, dates and ages for people. Pure functions; markup and escaping are app.kit.text's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal

from app.kit.i18n import N_, _, ngettext
from app.kit.local_time import to_local

Number = Decimal | float | int

# Signs that name one currency only; the others are written with their ISO 4217 code.
_CURRENCY_SIGNS = {
    "USD": "US$",
    "GBP": "£",
    "EUR": "€",
    "CAD": "CA$",
    "AUD": "A$",
    "NZD": "NZ$",
    "INR": "₹",
    "BRL": "R$",
}
_PERIOD_LABELS = {
    "hour": N_("an hour"),
    "day": N_("a day"),
    "week": N_("a week"),
    "month": N_("a month"),
    "year": N_("a year"),
}

# Labels of values, to be drawn with `translate_value` or `translate_labels`.
WORKPLACE_LABELS = {"on_site": N_("On site"), "hybrid": N_("Hybrid"), "remote": N_("Remote")}
EMPLOYMENT_LABELS = {
    "full_time": N_("Full time"),
    "part_time": N_("Part time"),
    "contract": N_("Contract"),
    "temporary": N_("Temporary"),
    "internship": N_("Internship"),
}
LEVEL_LABELS = {
    "intern": N_("Intern"),
    "entry": N_("Entry"),
    "mid": N_("Mid level"),
    "senior": N_("Senior"),
    "lead": N_("Lead"),
    "executive": N_("Executive"),
}

_DAY = timedelta(days=1)
_MONTH_DAYS = 61
_YEAR_DAYS = 730


def count(value: int) -> str:
    """Return a whole number with separators: 20,000."""
    return f"{value:,}"


def amount(value: Number) -> str:
    """Return an amount without needless decimals: 45,000 or 17.50."""
    exact = Decimal(str(value))
    return f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"


def total(value: Number, currency: str) -> str:
    """Return an amount with its currency: "US$108,500", "CHF 90,000"."""
    return _get_currency_sign(currency) + amount(value)


def _get_currency_sign(currency: str | None) -> str:
    return _CURRENCY_SIGNS.get(currency or "", f"{currency} " if currency else "")


def money(
    low: Number | None, high: Number | None, currency: str | None, period: str | None, *, estimated: bool | None = False
) -> str:
    """Return pay in words, e.g. "£45,000 to £60,000 a year (estimated)"; empty without an amount."""
    if low is None and high is None:
        return ""
    sign = _get_currency_sign(currency)
    if low is not None and high is not None and low != high:
        text = _("{low} to {high}").format(low=sign + amount(low), high=sign + amount(high))
    elif low is not None and high is not None:
        text = sign + amount(high)
    elif high is not None:
        text = _("up to {amount}").format(amount=sign + amount(high))
    else:
        text = _("from {amount}").format(amount=sign + amount(low or 0))
    if not currency:
        text = _("{pay} (currency not stated)").format(pay=text)
    text = f"{text} {_(_PERIOD_LABELS.get(period or '', N_('(period not stated)')))}"
    return _("{pay} (estimated)").format(pay=text) if estimated else text


def age(moment: datetime, now: datetime) -> str:
    """Return how long ago something was, in a unit that reads well: "today", "3 days ago", "5 weeks ago"."""
    days = (now - moment) // _DAY
    if days < 1:
        hours = max(0, (now - moment) // timedelta(hours=1))
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours) if hours else _("just now")
    if days == 1:
        return _("yesterday")
    if days < 14:  # noqa: PLR2004 - up to two weeks, days say more than weeks
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    if days <= _MONTH_DAYS:
        return ngettext("{count} week ago", "{count} weeks ago", days // 7).format(count=days // 7)
    if days < _YEAR_DAYS:
        return ngettext("{count} month ago", "{count} months ago", days // 30).format(count=days // 30)
    return ngettext("{count} year ago", "{count} years ago", days // 365).format(count=days // 365)


def moment(value: datetime, zone: tzinfo = UTC) -> str:
    """Return a time with its zone: "22 Nov 2026, 14:05 CET"."""
    local = to_local(value, zone)
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def day(value: datetime, zone: tzinfo = UTC) -> str:
    """Return the day a time falls on in the zone: "22 Nov 2026"."""
    local = to_local(value, zone)
    return f"{local.day} {local:%b %Y}"


def translate_value(value: str | None, labels: Mapping[str, str]) -> str:
    """Return the label of a value; a value without a label is shown as it is."""
    if not value:
        return ""
    return _(labels[value]) if value in labels else value.replace("_", " ")


def translate_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the labels in the language in use."""
    return {value: _(label) for value, label in labels.items()}
