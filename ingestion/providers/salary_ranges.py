"""Merge several salary components of one posting into one range, where that loses nothing. No currency is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingestion.postings import RawFields


@dataclass(frozen=True, slots=True)
class SalaryComponent:
    """One salary component as the provider gives it; `period` in the provider's own words."""

    low: float | None
    high: float | None
    currency: str | None
    period: str | None


def merge_salaries(components: Iterable[SalaryComponent]) -> RawFields:
    """Return the salary fields: lowest minimum to highest maximum, if all share one currency and one period.

    A component without any amount does not count; components in different units give no fields, as no single range is
    true.
    """
    stated_components = [
        component for component in components if component.low is not None or component.high is not None
    ]
    currency_period_pairs = {(component.currency, component.period) for component in stated_components}
    if len(currency_period_pairs) != 1:
        return {}
    currency, period = currency_period_pairs.pop()
    return {
        "salary_min": min(
            (component.low for component in stated_components if component.low is not None), default=None
        ),
        "salary_max": max(
            (component.high for component in stated_components if component.high is not None), default=None
        ),
        "currency": currency,
        "salary_period": period,
    }
