"""Draw Market, Time to fill: how long jobs stay open, by group, and jobs that were reposted or are open for long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.ui import widgets
from app.market.durations import DurationQuartiles, Grouping, LongOpenJob, LongOpenKind
from app.market.openings import UNKNOWN, MarketOverview, Scope
from app.market.ui import charts, duration_labels, labels, loaders, tables
from app.market.ui.panel import render_chart, render_heading
from app.market.ui.tables import Column
from app.web.links import build_url

_MAX_GROUPS = 10
_MAX_JOBS = 12
_MAX_FILE_ROWS = 500


def render(overview: MarketOverview, scope: Scope) -> None:
    """Draw the survival curve, the groups and the long-open jobs."""
    _render_curve(overview, scope)
    _render_groups(overview, scope)
    _render_long_open_jobs(overview, scope)


def _render_curve(overview: MarketOverview, scope: Scope) -> None:
    curve = loaders.load_curve(scope)
    heading = _("How long jobs stay open")
    with st.container(key="part-life"):
        if curve is None:
            st.html(Markup('<h2 class="jl-section">{}</h2>').format(heading))
            advice = _("A curve needs at least 20 listings. To fetch more boards, run jobledger run.")
            st.html(widgets.empty(_("Not enough listings yet"), advice))
            return
        description = duration_labels.describe_curve(curve, scope, overview.sources)
        columns = (
            _("Days open"),
            _("Listings at risk"),
            _("Closed on that day"),
            _("Last seen open"),
            _("Share still open"),
        )
        rows = [(step.day, step.at_risk, step.closed, step.still_open, round(step.survival, 6)) for step in curve.steps]
        render_heading("time-to-fill", heading, description, columns, rows)
        render_chart(charts.chart_survival(curve.quartiles, curve.steps), description)
        st.html(Markup('<p class="jl-quiet jl-small">{}</p>').format(duration_labels.explain_method()))


def _render_groups(overview: MarketOverview, scope: Scope) -> None:
    groupings: dict[str, Grouping] = {_("Country"): "country", _("Source"): "source", _("Title"): "title_group"}
    with st.container(key="part-ranking"):
        above = st.container(key="above-ranking")
        label = _render_choice("by", _("Break down by"), list(groupings))
        grouped_by = groupings[label]
        # The group of the scope comes first; a note says what the groups are not restricted to.
        selected = {"country": scope.country, "source": scope.source}.get(grouped_by)
        groups = sorted(loaders.load_durations(grouped_by), key=lambda group: group.name != selected)
        remaining_scope = Scope(
            None if grouped_by == "country" else scope.country, None if grouped_by == "source" else scope.source
        )
        visible = groups[:_MAX_GROUPS]
        quartiles = (_("A quarter closed within"), _("Half closed within"), _("Three quarters closed within"))
        with above:
            description = duration_labels.describe_groups(groups, grouped_by, overview.sources, len(visible))
            description += labels.note_wider_scope(remaining_scope)
            columns = (
                label,
                _("Listings"),
                _("Closed"),
                *(_("{quartile} (days)").format(quartile=quartile) for quartile in quartiles),
            )
            rows = [
                (
                    duration_labels.format_group(group.name, grouped_by, overview.sources),
                    group.listings,
                    group.closed,
                    group.p25,
                    group.p50,
                    group.p75,
                )
                for group in groups
            ]
            render_heading("time-to-fill-by-group", _("Where jobs close soonest"), description, columns, rows)
        if visible:
            headings = (
                Column(label, is_number=False),
                Column(_("Closed")),
                *(Column(quartile) for quartile in quartiles),
            )
            cells = [_build_group_row(group, grouped_by, overview.sources) for group in visible]
            st.html(tables.render_table(_("How long jobs stay open, by group"), headings, cells))


def _build_group_row(group: DurationQuartiles, grouped_by: Grouping, sources: Mapping[str, str]) -> tuple[str, ...]:
    closed = _("{closed} of {all}").format(closed=formats.count(group.closed), all=formats.count(group.listings))
    median = duration_labels.format_days(group.p50)
    return (
        duration_labels.format_group(group.name, grouped_by, sources),
        closed,
        duration_labels.format_days(group.p25),
        median if group.p50 is None else Markup("<b>{}</b>").format(median),
        duration_labels.format_days(group.p75),
    )


def _render_long_open_jobs(overview: MarketOverview, scope: Scope) -> None:
    kinds: dict[str, LongOpenKind] = {_("Reposted"): "reposted", _("Open for long"): "long"}
    with st.container(key="part-lasting"):
        above = st.container(key="above-lasting")
        label = _render_choice("jobs", _("Which jobs"), list(kinds))
        counts, jobs = loaders.load_long_open_jobs(scope, kinds[label], _MAX_FILE_ROWS)
        with above:
            description = duration_labels.describe_long_open_jobs(counts, overview.totals.open)
            columns = (
                _("Listing"),
                _("Title"),
                _("Company"),
                _("Country"),
                _("Source"),
                _("Postings"),
                _("Reopened"),
                _("Days since first posted"),
            )
            rows = [_build_file_row(job) for job in jobs]
            render_heading("lasting-jobs", _("Reposted and long-open jobs"), description, columns, rows)
        if not jobs:
            st.html(widgets.empty(_("No such jobs"), _("No open job in this part of the market is of this kind.")))
            return
        headings = (
            Column(_("Job"), is_number=False),
            Column(_("Postings"), is_number=False),
            Column(_("Days since first posted")),
        )
        st.html(
            tables.render_table(label, headings, [_build_job_row(job, overview.sources) for job in jobs[:_MAX_JOBS]])
        )
        st.html(Markup('<p class="jl-quiet jl-small">{}</p>').format(_describe_shown_count(jobs)))


def _render_choice(key: str, label: str, options: list[str]) -> str:
    option = st.segmented_control(
        label, options, default=options[0], required=True, key=key, bind="query-params", label_visibility="collapsed"
    )
    return str(option)


def _describe_shown_count(jobs: Sequence[LongOpenJob]) -> str:
    if len(jobs) <= _MAX_JOBS:
        return ngettext("{count} job in total.", "{count} jobs in total.", len(jobs)).format(count=len(jobs))
    return _("The first {shown} are shown. The CSV file has the first {count}.").format(
        shown=_MAX_JOBS, count=formats.count(len(jobs))
    )


def _build_file_row(job: LongOpenJob) -> tuple[object, ...]:
    address = build_url("/listing", id=str(job.listing_id))
    postings = (job.postings, job.reopenings, round(job.days, 1))
    return (address, job.title, job.company, job.country, job.source, *postings)


def _build_job_row(job: LongOpenJob, sources: Mapping[str, str]) -> tuple[str, ...]:
    country = None if job.country == UNKNOWN else job.country
    details = " · ".join(part for part in (job.company, country, sources.get(job.source, job.source)) if part)
    title = Markup('<a href="/listing?id={}" target="_self">{}</a><small>{}</small>').format(
        job.listing_id, job.title, details
    )
    return title, duration_labels.format_postings(job), formats.count(int(job.days))
