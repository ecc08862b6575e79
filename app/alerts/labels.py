"""Word the times of alerts, as plain text. Not here: what their searches ask for (app.search.labels)."""

from __future__ import annotations

from app.alerts.queries import AlertTiming
from app.kit.i18n import N_, _

WEEKDAYS = {
    1: N_("Monday"),
    2: N_("Tuesday"),
    3: N_("Wednesday"),
    4: N_("Thursday"),
    5: N_("Friday"),
    6: N_("Saturday"),
    7: N_("Sunday"),
}
# Whole phrases, since languages differ in how they say it.
_WEEKLY = {
    1: N_("Mondays at {time} ({zone})"),
    2: N_("Tuesdays at {time} ({zone})"),
    3: N_("Wednesdays at {time} ({zone})"),
    4: N_("Thursdays at {time} ({zone})"),
    5: N_("Fridays at {time} ({zone})"),
    6: N_("Saturdays at {time} ({zone})"),
    7: N_("Sundays at {time} ({zone})"),
}


def describe_schedule(timing: AlertTiming, zone: str) -> str:
    """Say when an alert sends email: "Daily at 08:00 (Europe/Berlin)"."""
    time = f"{timing.hour:02}:00"
    if timing.frequency == "daily":
        return _("Daily at {time} ({zone})").format(time=time, zone=zone)
    if timing.frequency == "weekly":
        return _(_WEEKLY[timing.weekday]).format(time=time, zone=zone)
    return _("Immediately")
