"""Build the tables of the Analytics screen as CSV files, by the same choices as the screen. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.analytics import groups, labels
from app.analytics.address import AnalyticsAddress
from app.analytics.application_facts import ApplicationFacts, UserFacts
from app.analytics.flow import NODES, STAGE_NODES, Flow, Funnel, compute_flow, compute_funnel
from app.analytics.groups import Group
from app.analytics.rates import Rate
from app.analytics.response_times import estimate_response_curve
from app.kit import csv_file
from app.kit.i18n import _
from app.kit.local_time import to_local

Columns = tuple[str, ...]
Rows = Iterable[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class AnalyticsView:
    """A person's facts, and the choices by which they are looked at."""

    facts: UserFacts
    address: AnalyticsAddress
    now: datetime
    zone: tzinfo

    @property
    def sent(self) -> Sequence[ApplicationFacts]:
        """Return the applications sent in the period."""
        return self.address.select_sent(self.facts, self.zone)


def build_csv(table: str, view: AnalyticsView) -> bytes | None:
    """Return the table of this name as a CSV file; None for an unknown name."""
    build_table = _TABLE_BUILDERS.get(table)
    return csv_file.build_csv(*build_table(view)) if build_table else None


def list_funnel_rows(funnel: Funnel) -> list[tuple[str, int]]:
    """Return the funnel's steps and counts."""
    return [
        (_("Sent"), funnel.sent),
        (_("Answered"), funnel.answered),
        (_("Interview"), funnel.interviewed),
        (_("Offer"), funnel.offered),
    ]


def translate_flow_columns() -> Columns:
    """Return the headings of the flow's table."""
    return _("From"), _("To"), _("Applications")


def list_flow_rows(flow: Flow) -> list[tuple[str, str, int]]:
    """Return the moves between nodes with their counts, and the applications that are at a stage now."""
    moves = [
        (labels.format_node(origin), labels.format_node(target), flow.links[origin, target])
        for origin in NODES
        for target in NODES
        if (origin, target) in flow.links
    ]
    return moves + [
        (labels.format_node(node), _("There now"), flow.current[node]) for node in STAGE_NODES if flow.current.get(node)
    ]


def _build_standing(view: AnalyticsView) -> tuple[Columns, Rows]:
    counts = groups.count_standings(view.sent)
    rows = [(label, counts[name]) for name, label in labels.translate_standing_names().items()]
    return (_("Status"), _("Applications")), rows


def _build_funnel(view: AnalyticsView) -> tuple[Columns, Rows]:
    return (_("Step"), _("Applications")), list_funnel_rows(compute_funnel(view.sent))


def _build_flow(view: AnalyticsView) -> tuple[Columns, Rows]:
    applications = view.facts.applications if view.address.unit == "all" else view.sent
    return translate_flow_columns(), list_flow_rows(compute_flow(applications))


def _build_response_times(view: AnalyticsView) -> tuple[Columns, Rows]:
    curve = estimate_response_curve(view.sent, view.now)
    columns = (_("Days"), _("Answers"), _("Still waiting"), _("Share answered (Kaplan-Meier)"))
    return columns, [
        (round(step.days, 3), step.answers, step.at_risk, round(1 - step.unanswered, 4)) for step in curve.steps
    ]


def _build_groups(view: AnalyticsView) -> tuple[Columns, Rows]:
    columns = (
        _("Group"),
        _("Sent"),
        _("Answered within 30 days"),
        _("Of"),
        _("Response rate"),
        _("Interview or offer within 60 days"),
        _("Of"),
        _("Success rate"),
        _("Median response time (days)"),
        _("Rates final from"),
    )
    rows = view.address.group(view.sent, view.now, view.zone)
    return columns, [_format_group(row, view) for row in rows]


def _build_days(view: AnalyticsView) -> tuple[Columns, Rows]:
    days = groups.count_by_day(view.sent, view.zone)
    return (_("Day"), _("Applications")), [(day.isoformat(), count) for day, count in days.items()]


def _build_interviews(view: AnalyticsView) -> tuple[Columns, Rows]:
    past = [moment for moment in view.address.select_interviews(view.facts, view.zone) if moment <= view.now]
    counts = groups.count_by_period(view.address.interview_unit, past, view.zone)
    columns = (_("From"), _("Until"), _("Interviews"))
    return columns, [(period.first.isoformat(), period.last.isoformat(), count) for period, count in counts.items()]


def _format_group(group: Group, view: AnalyticsView) -> tuple[object, ...]:
    """Return the cells of a group; a rate that is not known is empty."""
    final_at = group.success_final_at
    return (
        labels.format_group(group, view.address.breakdown, view.facts.source_names),
        group.sent,
        group.response_rate.hits,
        group.response_rate.n,
        None if group.response_final_at else _round_share(group.response_rate),
        group.success_rate.hits,
        group.success_rate.n,
        None if final_at else _round_share(group.success_rate),
        None if group.median_days is None else round(group.median_days, 2),
        to_local(final_at, view.zone).date().isoformat() if final_at else None,
    )


def _round_share(rate: Rate) -> float | None:
    return None if rate.share is None else round(rate.share, 4)


_TABLE_BUILDERS: dict[str, Callable[[AnalyticsView], tuple[Columns, Rows]]] = {
    "standing": _build_standing,
    "funnel": _build_funnel,
    "flow": _build_flow,
    "waiting": _build_response_times,
    "groups": _build_groups,
    "by-day": _build_days,
    "interviews": _build_interviews,
}
