"""Read what the Analytics screen shows from its address, write it back, and select it. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from app.analytics.application_facts import ApplicationFacts, UserFacts
from app.analytics.groups import TRAITS, Group, Trait, group_by_period, group_by_trait, select_sent_in
from app.analytics.periods import UNITS, Period, Unit, find_period, to_local_day

INTERVIEW_UNITS: tuple[Unit, ...] = ("week", "month", "year")
_DEFAULT_PARAMETERS = {"period": "all", "by": "title_group", "interviews": "week"}
_FIRST_YEAR = 1970


@dataclass(frozen=True, slots=True)
class AnalyticsAddress:
    """The period (a `unit` around a `day`), the breakdown and the unit of the interviews chart."""

    unit: Unit
    day: date
    breakdown: str
    interview_unit: Unit

    @property
    def period(self) -> Period:
        """Return the period shown."""
        return find_period(self.unit, self.day)

    @property
    def trait(self) -> Trait | None:
        """Return the trait of the breakdown, None where it is a unit of time."""
        return next((trait for trait in TRAITS if trait == self.breakdown), None)

    @property
    def breakdown_unit(self) -> Unit:
        """Return the unit of time of the breakdown; a month where it is a trait."""
        return next((unit for unit in INTERVIEW_UNITS if unit == self.breakdown), "month")

    def select_sent(self, facts: UserFacts, zone: tzinfo) -> Sequence[ApplicationFacts]:
        """Return the applications sent in the period."""
        return facts.sent if self.unit == "all" else select_sent_in(facts.sent, self.period, zone)

    def select_interviews(self, facts: UserFacts, zone: tzinfo) -> list[datetime]:
        """Return the times of the interviews in the period, past and scheduled."""
        return [interview for interview in facts.interviews if self.period.contains(to_local_day(interview, zone))]

    def group(self, sent: Sequence[ApplicationFacts], now: datetime, zone: tzinfo) -> tuple[Group, ...]:
        """Return the applications' groups by the breakdown."""
        if self.trait:
            return group_by_trait(sent, self.trait, now)
        return group_by_period(sent, self.breakdown_unit, now, zone)

    def parameters(self, **changes: str) -> dict[str, str]:
        """Return the query parameters of this address with `changes`; defaults are left out."""
        values = {
            "period": self.unit,
            "on": self.day.isoformat(),
            "by": self.breakdown,
            "interviews": self.interview_unit,
        } | changes
        if values["period"] == "all":
            del values["on"]
        return {name: value for name, value in values.items() if _DEFAULT_PARAMETERS.get(name) != value}


def parse_address(parameters: Mapping[str, str], today: date) -> AnalyticsAddress:
    """Return what the query parameters ask for; invalid ones count as missing."""
    unit: Unit = next((unit for unit in UNITS if unit == parameters.get("period")), "all")
    interview_unit: Unit = next((unit for unit in INTERVIEW_UNITS if unit == parameters.get("interviews")), "week")
    breakdowns = (*TRAITS, *INTERVIEW_UNITS)
    breakdown = next((name for name in breakdowns if name == parameters.get("by")), "title_group")
    try:
        day = date.fromisoformat(parameters.get("on", ""))
    except ValueError:
        day = today
    is_plausible = _FIRST_YEAR <= day.year <= today.year + 1
    return AnalyticsAddress(unit, day if is_plausible else today, breakdown, interview_unit)
