"""Several pay components of one posting made one range, only where that says nothing new. No currency is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingestion.postings import RawFields


@dataclass(frozen=True, slots=True)
class PayRange:
    """One pay component as the provider gives it; `period` in the provider's own words."""

    low: float | None
    high: float | None
    currency: str | None
    period: str | None


def merged(components: Iterable[PayRange]) -> RawFields:
    """Return the salary fields: lowest minimum to highest maximum, if all share one currency and one period.

    A component without any amount does not count; components that differ make silence, as no single range is true.
    """
    paid = [c for c in components if c.low is not None or c.high is not None]
    units = {(c.currency, c.period) for c in paid}
    if len(units) != 1:
        return {}
    currency, period = units.pop()
    return {
        "salary_min": min((c.low for c in paid if c.low is not None), default=None),
        "salary_max": max((c.high for c in paid if c.high is not None), default=None),
        "currency": currency,
        "salary_period": period,
    }
