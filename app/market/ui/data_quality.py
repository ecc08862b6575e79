"""Draw Market, Data quality: how complete the fetches are, what is counted twice, and how late alerts are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.kit import formats
from app.kit.i18n import _
from app.market.data_quality import AlertLatency, DuplicateCount, SourceHealth
from app.market.openings import Scope
from app.market.ui import data_quality_labels, labels, loaders, tables
from app.market.ui.panel import render_heading
from app.market.ui.tables import Column

_DAYS_SHOWN = 14


def render(scope: Scope) -> None:
    """Draw the fetches, the duplicates and the delay of alerts."""
    sources, duplicates, latencies = loaders.load_data_quality(scope, _DAYS_SHOWN)
    _render_fetches(sources, scope)
    _render_duplicates(duplicates, scope)
    _render_latencies(latencies)


def _render_fetches(sources: Sequence[SourceHealth], scope: Scope) -> None:
    columns = (
        _("Source"),
        _("Boards complete within a day"),
        _("Failed at last fetch"),
        _("Open listings"),
        _("Unreadable records"),
        _("Counted"),
    )
    rows = [_build_source_row(source) for source in sources]
    with st.container(key="part-health"):
        description = data_quality_labels.describe_fetches(sources) + labels.note_wider_scope(scope)
        render_heading("source-health", _("Fetches"), description, (columns[0], _("Boards"), *columns[1:]), rows)
        cells = [(name, f"{fresh} of {boards}", *values) for name, boards, fresh, *values in rows]
        headings = [Column(column, is_number=column != columns[-1]) for column in columns]
        _render_table(_("Sources"), headings, cells)


def _render_duplicates(duplicates: Sequence[DuplicateCount], scope: Scope) -> None:
    columns = (_("Rule"), _("Open listings it applies to"), _("Duplicates"), _("Share"))
    rows = [_build_duplicate_row(count) for count in duplicates]
    with st.container(key="part-repeats"):
        description = data_quality_labels.describe_duplicates(duplicates)
        description += labels.note_wider_scope(scope, by_source=True)
        render_heading("duplicates", _("Duplicates"), description, columns, rows)
        if rows:
            _render_table(_("Duplicates by rule"), [Column(column) for column in columns], rows)


def _render_latencies(latencies: Sequence[AlertLatency]) -> None:
    day, frequency, alerts = _("Day (UTC)"), _("Frequency"), _("Alerts")
    with st.container(key="part-waits"):
        columns = (day, frequency, _("Median (seconds)"), _("95th percentile (seconds)"), alerts)
        rows = [
            (latency.day.isoformat(), latency.frequency, latency.median, latency.p95, latency.n)
            for latency in latencies
        ]
        description = data_quality_labels.describe_latencies(latencies)
        render_heading("alert-latency", _("Alert delay"), description, columns, rows)
        if latencies:
            headings = (
                Column(day),
                Column(frequency, is_number=False),
                Column(_("Median")),
                Column(_("95th percentile")),
                Column(alerts),
            )
            _render_table(_("Alert delay by day"), headings, [_build_latency_row(latency) for latency in latencies])


def _render_table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> None:
    cells = [[formats.count(value) if isinstance(value, int) else str(value) for value in row] for row in rows]
    st.html(tables.render_table(caption, columns, cells))


def _build_source_row(source: SourceHealth) -> tuple[object, ...]:
    aggregates = _("yes") if source.may_aggregate else _("no: its terms forbid aggregates")
    name = source.name if source.is_active else _("{source} (paused)").format(source=source.name)
    return name, source.boards, source.fresh, source.failed, source.open, source.rejected, aggregates


def _build_duplicate_row(count: DuplicateCount) -> tuple[object, ...]:
    rule = data_quality_labels.format_rule(count.rule)
    return rule, count.open, count.duplicates, labels.format_rate(count.duplicates, count.open)


def _build_latency_row(latency: AlertLatency) -> tuple[object, ...]:
    return (
        f"{latency.day.day} {latency.day:%b %Y}",
        latency.frequency,
        data_quality_labels.format_seconds(latency.median),
        data_quality_labels.format_seconds(latency.p95),
        latency.n,
    )
