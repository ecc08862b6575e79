"""Word the times of alerts, as plain text. Not here: what their searches ask for (app.search.labels)."""

from __future__ import annotations

from app.alerts.queries import AlertTiming, FrequencyRule
from app.kit.i18n import N_, _
from database.models import AlertFrequency

WEEKDAYS = {
    1: N_("Monday"),
    2: N_("Tuesday"),
    3: N_("Wednesday"),
    4: N_("Thursday"),
    5: N_("Friday"),
    6: N_("Saturday"),
    7: N_("Sunday"),
}
# A frequency's name; its rule is in the database (ops.alert_frequencies).
FREQUENCIES = {
    AlertFrequency.IMMEDIATE: N_("Immediately"),
    AlertFrequency.DAILY: N_("Daily"),
    AlertFrequency.WEEKLY: N_("Weekly"),
}
# Whole phrases, since languages differ in how they say it.
_ON_WEEKDAY = {
    1: N_("{frequency} on Mondays at {time} ({zone})"),
    2: N_("{frequency} on Tuesdays at {time} ({zone})"),
    3: N_("{frequency} on Wednesdays at {time} ({zone})"),
    4: N_("{frequency} on Thursdays at {time} ({zone})"),
    5: N_("{frequency} on Fridays at {time} ({zone})"),
    6: N_("{frequency} on Saturdays at {time} ({zone})"),
    7: N_("{frequency} on Sundays at {time} ({zone})"),
}


def describe_schedule(timing: AlertTiming, rule: FrequencyRule, zone: str) -> str:
    """Say when an alert sends email: "Daily at 08:00 (Europe/Berlin)"."""
    frequency = _(FREQUENCIES[timing.frequency])
    if rule.interval_days is None:
        return frequency
    text = _(_ON_WEEKDAY[timing.weekday]) if rule.has_weekday else _("{frequency} at {time} ({zone})")
    return text.format(frequency=frequency, time=f"{timing.hour:02}:00", zone=zone)
