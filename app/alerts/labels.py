"""A search in a few words, and why a job matched it. No database here."""

from __future__ import annotations

from collections.abc import Sequence

from app.alerts.queries import Rhythm
from app.kit.formats import EMPLOYMENTS, LEVELS, WORKPLACES, counted, total, word
from app.kit.formats import money as in_words
from app.listings.cards import Card, Pay
from app.search.criteria import Criteria

WEEKDAYS = {1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday"}

_SHOWN_WORDS = 6


def search_in_words(criteria: Criteria) -> str:
    """What the search asks for, in a line: “python” in Berlin, remote, from €60,000."""
    named = [
        f"“{criteria.keywords}”" if criteria.keywords else "",
        f"at {criteria.company}" if criteria.company else "",
    ]
    place = ", ".join(filter(None, [criteria.location, criteria.country]))
    begun = " ".join(filter(None, [*named, f"in {place}" if place else ""]))
    choices = [*(word(value, WORKPLACES) for value in criteria.workplace), *(["Remote"] if criteria.remote else [])]
    choices += [word(value, LEVELS) for value in criteria.experience]
    choices += [word(value, EMPLOYMENTS) for value in criteria.employment]
    parts = [begun, *(choice.lower() for choice in dict.fromkeys(choices)), _asked_pay(criteria)]
    return ", ".join(filter(None, parts)) or "all jobs"


def why(criteria: Criteria, card: Card, found: Sequence[str]) -> list[str]:
    """The reasons a job matched, one line each; `found` are the words of the listing that the keywords met."""
    reasons = []
    if criteria.keywords:
        words = ", ".join(list(found)[:_SHOWN_WORDS])
        reasons.append(f"Keywords found: {words}" if words else f"Keywords: {criteria.keywords}")
    if criteria.location or criteria.country:
        asked = ", ".join(filter(None, [criteria.location, criteria.country]))
        reasons.append(f"Place: {card.location or 'not given'} (you asked for {asked})")
    if criteria.remote or criteria.workplace:
        reasons.append(f"Workplace: {word(card.workplace_type, WORKPLACES)}")
    if criteria.company:
        reasons.append(f"Company: {card.company}")
    if criteria.experience:
        reasons.append(f"Level: {word(card.experience_level, LEVELS)}")
    if criteria.employment:
        reasons.append(f"Employment: {word(card.employment_type, EMPLOYMENTS)}")
    if _asked_pay(criteria):
        reasons.append(f"Pay: {pay_in_words(card.pay)} (you asked {_asked_pay(criteria)} a year)")
    if criteria.posted_within:
        reasons.append(f"Posted within {counted(criteria.posted_within, 'day')}")
    excluded = [*criteria.exclude_companies, *criteria.exclude_words]
    if excluded:
        reasons.append(f"Nothing you exclude: {', '.join(excluded)}")
    return reasons


def pay_in_words(pay: Pay) -> str:
    """The pay as advertised, with currency and period; empty where there is none."""
    return in_words(pay.low, pay.high, pay.currency, pay.period, estimated=pay.is_estimated)


def _asked_pay(criteria: Criteria) -> str:
    currency = criteria.currency or ""
    least = f"from {total(criteria.salary_min, currency)}" if criteria.salary_min is not None else ""
    most = f"up to {total(criteria.salary_max, currency)}" if criteria.salary_max is not None else ""
    return " ".join(filter(None, [least, most])) or (f"in {currency}" if currency else "")


def rhythm(value: Rhythm, zone: str) -> str:
    """When an alert reports: "Daily at 08:00 (Europe/Berlin)"."""
    at = f"{value.hour:02}:00 ({zone})"
    if value.frequency == "daily":
        return f"Daily at {at}"
    return f"{WEEKDAYS[value.weekday]}s at {at}" if value.frequency == "weekly" else "At once"
