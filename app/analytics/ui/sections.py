"""Draw the sections of the Analytics screen, each with a sentence, a picture and a CSV download."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

import streamlit as st

from app.analytics import groups
from app.analytics.application_facts import ApplicationFacts, UserFacts
from app.analytics.flow import compute_flow, compute_funnel
from app.analytics.rates import MIN_GROUP_SIZE, compute_mean_response_days
from app.analytics.response_times import estimate_response_curve
from app.analytics.ui import charts, controls, flow, labels, sentences, tables
from app.analytics.ui.address import AnalyticsAddress
from app.kit.i18n import _
from app.kit.ui.panel import render_heading

_MAX_GROUPS = 10
_MAX_CURVE_DAYS = 90

Applications = Sequence[ApplicationFacts]


def render_standing(user_facts: UserFacts, sent_applications: Applications, address: AnalyticsAddress) -> None:
    """Draw where applications stand now, and how far they got."""
    funnel = compute_funnel(sent_applications)
    standings = labels.translate_standing_names()
    counts = {name: sum(application.standing == name for application in sent_applications) for name in standings}
    planned = len(user_facts.applications) - len(user_facts.sent) if address.unit == "all" else 0
    status_column, funnel_column = st.columns(2, gap="large")
    with status_column, st.container(key="part-standing"):
        rows = [(standings[name], count) for name, count in counts.items()]
        columns = (_("Status"), _("Applications"))
        render_heading(
            "standing", _("Current status"), sentences.describe_standing(counts, funnel, planned), columns, rows
        )
        st.html(tables.render_standing(counts))
    with funnel_column, st.container(key="part-funnel"):
        columns, steps = (_("Step"), _("Applications")), tables.list_funnel_rows(funnel)
        render_heading("funnel", _("Progress"), sentences.describe_funnel(funnel), columns, steps)
        st.html(tables.render_funnel(funnel))


def render_flow(user_facts: UserFacts, sent_applications: Applications, address: AnalyticsAddress) -> None:
    """Draw how applications moved between stages."""
    paths = compute_flow(user_facts.applications if address.unit == "all" else sent_applications)
    description = sentences.describe_flow(paths)
    columns, rows = (_("From"), _("To"), _("Applications")), flow.list_flow_rows(paths)
    with st.container(key="part-flow"):
        render_heading("flow", _("Path of applications"), description, columns, rows)
        flow.render_flow(paths, description.striptags())
        with st.expander(_("Show as table")):
            st.html(tables.render_plain_table(columns, rows, _("Path of applications")))


def render_response_times(sent_applications: Applications, now: datetime) -> None:
    """Draw how long answers take."""
    curve = estimate_response_curve(sent_applications, now)
    description = sentences.describe_response_times(curve, compute_mean_response_days(sent_applications, now))
    columns = (_("Days"), _("Answers"), _("Still waiting"), _("Share answered (Kaplan-Meier)"))
    rows = [(round(step.days, 3), step.answers, step.at_risk, round(1 - step.unanswered, 4)) for step in curve.steps]
    with st.container(key="part-waiting"):
        render_heading("waiting", _("Response time"), description, columns, rows)
        if curve.n >= MIN_GROUP_SIZE and curve.steps:
            longest = max(
                (now - application.applied_at).days for application in sent_applications if application.applied_at
            )
            chart = charts.chart_response_times(curve, min(longest, _MAX_CURVE_DAYS))
            st.vega_lite_chart(spec=chart, alt=description.striptags())


def render_groups(
    user_facts: UserFacts, sent_applications: Applications, address: AnalyticsAddress, now: datetime, zone: tzinfo
) -> None:
    """Draw the rates of each group of applications."""
    trait, sources = address.trait, user_facts.source_names
    if trait:
        rows = groups.group_by_trait(sent_applications, trait, now)
    else:
        rows = groups.group_by_period(sent_applications, address.breakdown_unit, now, zone)
    visible = rows[:_MAX_GROUPS]
    with st.container(key="part-groups"):
        description = sentences.describe_groups(rows, address.breakdown, sources, len(visible))
        file_rows = tables.list_group_file_rows(rows, address.breakdown, sources, zone)
        heading = _("Response by group")
        render_heading(f"by-{address.breakdown}", heading, description, tables.list_group_file_columns(), file_rows)
        controls.render_breakdown_choice(address)
        st.html(tables.render_groups(visible, address.breakdown, sources, zone))


def render_days(sent_applications: Applications, zone: tzinfo) -> None:
    """Draw how many applications were sent on each day."""
    days = groups.count_by_day(sent_applications, zone)
    description = sentences.describe_days(days)
    with st.container(key="part-days"):
        rows = [(day.isoformat(), count) for day, count in days.items()]
        render_heading("by-day", _("Applications by day"), description, (_("Day"), _("Applications")), rows)
        st.vega_lite_chart(spec=charts.chart_days(days), alt=description.striptags())


def render_interviews(interviews: Sequence[datetime], address: AnalyticsAddress, now: datetime, zone: tzinfo) -> None:
    """Draw how many interviews were past in each period."""
    past = [interview for interview in interviews if interview <= now]
    counts = groups.count_by_period(address.interview_unit, past, zone)
    description = sentences.describe_interviews(counts, address.interview_unit, len(interviews) - len(past))
    headings = {"week": _("Interviews by week"), "month": _("Interviews by month"), "year": _("Interviews by year")}
    with st.container(key="part-interviews"):
        rows = [(period.first.isoformat(), period.last.isoformat(), count) for period, count in counts.items()]
        columns = (_("From"), _("Until"), _("Interviews"))
        render_heading("interviews", headings[address.interview_unit], description, columns, rows)
        controls.render_interview_unit_choice(address)
        if counts:
            bars = [
                (labels.format_short_period(period, address.interview_unit), count) for period, count in counts.items()
            ]
            chart = charts.chart_periods(bars, _("Interviews"))
            st.vega_lite_chart(spec=chart, alt=description.striptags())
