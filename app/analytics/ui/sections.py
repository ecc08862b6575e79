"""Draw the sections of the Analytics screen, each with a sentence, a picture and a CSV download."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from app.analytics import csv_tables, groups, labels
from app.analytics.address import AnalyticsAddress
from app.analytics.application_facts import ApplicationFacts, UserFacts
from app.analytics.flow import compute_flow, compute_funnel
from app.analytics.rates import MIN_GROUP_SIZE, compute_mean_response_days
from app.analytics.response_times import estimate_response_curve
from app.analytics.ui import charts, controls, flow, sentences, tables
from app.kit.i18n import _
from app.kit.ui.panel import render_linked_heading

_MAX_GROUPS = 10
_MAX_CURVE_DAYS = 90

Applications = Sequence[ApplicationFacts]


def render_standing(user_facts: UserFacts, sent_applications: Applications, address: AnalyticsAddress) -> None:
    """Draw where applications stand now, and how far they got."""
    funnel = compute_funnel(sent_applications)
    counts = groups.count_standings(sent_applications)
    planned = len(user_facts.applications) - len(user_facts.sent) if address.unit == "all" else 0
    status_column, funnel_column = st.columns(2, gap="large")
    with status_column, st.container(key="part-standing"):
        _render_heading("standing", _("Current status"), sentences.describe_standing(counts, funnel, planned), address)
        st.html(tables.render_standing(counts))
    with funnel_column, st.container(key="part-funnel"):
        _render_heading("funnel", _("Progress"), sentences.describe_funnel(funnel), address)
        st.html(tables.render_funnel(funnel))


def render_flow(user_facts: UserFacts, sent_applications: Applications, address: AnalyticsAddress) -> None:
    """Draw how applications moved between stages."""
    paths = compute_flow(user_facts.applications if address.unit == "all" else sent_applications)
    description = sentences.describe_flow(paths)
    with st.container(key="part-flow"):
        _render_heading("flow", _("Path of applications"), description, address)
        flow.render_flow(paths, description.striptags())
        with st.expander(_("Show as table")):
            columns, rows = csv_tables.translate_flow_columns(), csv_tables.list_flow_rows(paths)
            st.html(tables.render_plain_table(columns, rows, _("Path of applications")))


def render_response_times(sent_applications: Applications, address: AnalyticsAddress, now: datetime) -> None:
    """Draw how long answers take."""
    curve = estimate_response_curve(sent_applications, now)
    description = sentences.describe_response_times(curve, compute_mean_response_days(sent_applications, now))
    with st.container(key="part-waiting"):
        _render_heading("waiting", _("Response time"), description, address)
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
    sources, rows = user_facts.source_names, address.group(sent_applications, now, zone)
    visible = rows[:_MAX_GROUPS]
    with st.container(key="part-groups"):
        description = sentences.describe_groups(rows, address.breakdown, sources, len(visible))
        _render_heading("groups", _("Response by group"), description, address)
        controls.render_breakdown_choice(address)
        st.html(tables.render_groups(visible, address.breakdown, sources, zone))


def render_days(sent_applications: Applications, address: AnalyticsAddress, zone: tzinfo) -> None:
    """Draw how many applications were sent on each day."""
    days = groups.count_by_day(sent_applications, zone)
    description = sentences.describe_days(days)
    with st.container(key="part-days"):
        _render_heading("by-day", _("Applications by day"), description, address)
        st.vega_lite_chart(spec=charts.chart_days(days), alt=description.striptags())


def render_interviews(interviews: Sequence[datetime], address: AnalyticsAddress, now: datetime, zone: tzinfo) -> None:
    """Draw how many interviews were past in each period."""
    past = [interview for interview in interviews if interview <= now]
    counts = groups.count_by_period(address.interview_unit, past, zone)
    description = sentences.describe_interviews(counts, address.interview_unit, len(interviews) - len(past))
    headings = {"week": _("Interviews by week"), "month": _("Interviews by month"), "year": _("Interviews by year")}
    with st.container(key="part-interviews"):
        _render_heading("interviews", headings[address.interview_unit], description, address)
        controls.render_interview_unit_choice(address)
        if counts:
            bars = [
                (labels.format_short_period(period, address.interview_unit), count) for period, count in counts.items()
            ]
            chart = charts.chart_periods(bars, _("Interviews"))
            st.vega_lite_chart(spec=chart, alt=description.striptags())


def _render_heading(table: str, title: str, description: Markup, address: AnalyticsAddress) -> None:
    """Draw a section's heading with the link to its table as a CSV file."""
    link = f"/analytics/csv?{urlencode({'table': table} | address.parameters())}"
    render_linked_heading(table, title, description, link)
