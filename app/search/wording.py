"""Word search filters and say why a listing matched them, as plain text. Not here: whole searches (app.search.labels).

Explanations are drawn in alert emails, which are read by the search's owner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.listings.cards import Card, Pay
from app.search.criteria import Criteria


def quote(keywords: str) -> str:
    """Return keywords in quotation marks."""
    return _("“{keywords}”").format(keywords=keywords)


def describe_place(place: str) -> str:
    """Return "in Berlin"."""
    return _("in {place}").format(place=place)


def describe_company(company: str) -> str:
    """Return "at Northwind"."""
    return _("at {company}").format(company=company)


def describe_remote() -> str:
    """Return "remote"."""
    return _("remote")


def describe_choices(values: Sequence[str], labels: Mapping[str, str]) -> str:
    """Return the labels of the values with "or" between them, in lower case."""
    return _(" or ").join(formats.translate_value(value, labels).lower() for value in values)


def describe_sources(codes: Sequence[str], sources: Mapping[str, str]) -> str:
    """Return "from Adzuna or Greenhouse"; a source without a name here is called by its code."""
    return _("from {sources}").format(sources=_(" or ").join(sources.get(code, code) for code in codes))


def describe_lowest_pay(criteria: Criteria) -> str:
    """Return "from €50,000 a year", or the whole range where there is a highest pay as well."""
    low, high = criteria.salary_min, criteria.salary_max
    currency = criteria.currency or ""
    if low is None:
        return ""
    if high is None:
        return _("from {amount} a year").format(amount=formats.total(low, currency))
    return _("{low} to {high} a year").format(low=formats.total(low, currency), high=formats.total(high, currency))


def describe_highest_pay(criteria: Criteria) -> str:
    """Return "up to €90,000 a year"; empty where the range says it already."""
    if criteria.salary_max is None or criteria.salary_min is not None:
        return ""
    return _("up to {amount} a year").format(amount=formats.total(criteria.salary_max, criteria.currency or ""))


def describe_currency(criteria: Criteria) -> str:
    """Return "paid in EUR"; empty where an amount shows the currency already."""
    if criteria.salary_min is not None or criteria.salary_max is not None:
        return ""
    return _("paid in {currency}").format(currency=criteria.currency)


def describe_posted_within(days: int) -> str:
    """Return "posted within 7 days"."""
    return ngettext("posted within {count} day", "posted within {count} days", days).format(count=days)


def describe_excluded_companies(names: Sequence[str]) -> str:
    """Return "not at Acme, Globex"."""
    return _("not at {companies}").format(companies=", ".join(names))


def describe_excluded_keywords(keywords: Sequence[str]) -> str:
    """Return "without sales, on call"."""
    return _("without {keywords}").format(keywords=", ".join(keywords))


def explain_keywords(criteria: Criteria, keywords: Sequence[str]) -> str:
    """Name the words of the listing that the keywords matched."""
    if not keywords:
        return _("Keywords: {keywords}").format(keywords=criteria.keywords)
    return _("Keywords found: {keywords}").format(keywords=", ".join(keywords))


def explain_place(criteria: Criteria, card: Card) -> str:
    """Name the listing's place beside the place searched for."""
    place = ", ".join(filter(None, [criteria.location, criteria.country]))
    return _("Place: {place} (you searched for {searched})").format(
        place=card.location or _("not stated"), searched=place
    )


def explain_workplace(_criteria: Criteria, card: Card) -> str:
    """Name the listing's workplace."""
    return _("Workplace: {workplace}").format(
        workplace=formats.translate_value(card.workplace_type, formats.WORKPLACE_LABELS)
    )


def explain_company(_criteria: Criteria, card: Card) -> str:
    """Name the listing's company."""
    return _("Company: {company}").format(company=card.company)


def explain_level(_criteria: Criteria, card: Card) -> str:
    """Name the listing's experience level."""
    return _("Level: {level}").format(level=formats.translate_value(card.experience_level, formats.LEVEL_LABELS))


def explain_employment(_criteria: Criteria, card: Card) -> str:
    """Name the listing's employment type."""
    return _("Employment: {employment}").format(
        employment=formats.translate_value(card.employment_type, formats.EMPLOYMENT_LABELS)
    )


def explain_source(_criteria: Criteria, card: Card) -> str:
    """Name the listing's source."""
    return _("Source: {source}").format(source=card.provider.name)


def explain_pay(criteria: Criteria, card: Card) -> str:
    """Name the listing's pay beside the pay searched for."""
    parts = [describe_lowest_pay(criteria), describe_highest_pay(criteria), describe_currency(criteria)]
    searched_amount = next((part for part in parts if part), "")
    return _("Pay: {pay} (you searched for {searched})").format(pay=format_pay(card.pay), searched=searched_amount)


def format_pay(pay: Pay) -> str:
    """Return the pay as the employer stated it, with currency and period; empty where there is none."""
    return formats.money(pay.low, pay.high, pay.currency, pay.period, estimated=pay.is_estimated)
