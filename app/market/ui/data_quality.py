"""Market, How sure: what was fetched, what is counted twice, and how late alerts are."""

from __future__ import annotations

import streamlit as st

from app.kit import formats
from app.kit.text import escaped
from app.market.data_quality import Health, Repeats, Wait
from app.market.openings import Scope
from app.market.ui import data_quality_labels, labels, loaders, tables
from app.market.ui.panel import head

_DAYS = 14
_HEALTH = ("Source", "Boards complete within a day", "Failed last", "Open listings", "Unreadable records", "Counted")
_HEALTH_FILE = ("Source", "Boards", *_HEALTH[1:])
_REPEATS = ("Rule", "Open listings it can judge", "Further postings", "Share")
_WAITS = ("Day (UTC)", "Frequency", "Half within", "95 of 100 within", "Alerts")


def draw(scope: Scope) -> None:
    """Fetches, repeats, waits."""
    health, repeats, waits = loaders.trust(scope, _DAYS)
    with st.container(key="part-health"):
        says = data_quality_labels.health(health) + labels.beyond(scope)
        head("source-health", "Fetches", says, _HEALTH_FILE, [_health(row) for row in health])
        shown = [(name, f"{fresh} of {boards}", *rest) for name, boards, fresh, *rest in map(_health, health)]
        st.html(_table("Sources", _HEALTH, shown))
    with st.container(key="part-repeats"):
        says = data_quality_labels.repeats(repeats) + labels.beyond(scope, by_source=True)
        head("duplicates", "Counted twice", says, _REPEATS, [_repeat(row) for row in repeats])
        if repeats:
            st.html(_table("Duplicates by rule", _REPEATS, [_repeat(row) for row in repeats]))
    with st.container(key="part-waits"):
        file = ("Day (UTC)", "Frequency", "Half within (seconds)", "95 of 100 within (seconds)", "Alerts")
        told = [(row.day.isoformat(), row.frequency, row.median, row.p95, row.n) for row in waits]
        head("alert-latency", "How late alerts are", data_quality_labels.waits(waits), file, told)
        if waits:
            st.html(_table("Waits by day", _WAITS, [_wait(row) for row in waits]))


def _table(caption: str, heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    cells = [tuple(escaped(formats.count(one) if isinstance(one, int) else one) for one in row) for row in rows]
    return tables.blocks(caption, heads, cells)


def _health(row: Health) -> tuple[object, ...]:
    counted = "yes" if row.may_aggregate else "shown only: its terms forbid figures"
    name = row.name if row.is_active else f"{row.name} (paused)"
    return name, row.boards, row.fresh, row.failed, row.open, row.rejected, counted


def _repeat(row: Repeats) -> tuple[object, ...]:
    title, meaning = data_quality_labels.RULES[row.rule]
    return f"{title}: {meaning}", row.open, row.repeated, labels.rate(row.repeated, row.open)


def _wait(row: Wait) -> tuple[object, ...]:
    return (
        f"{row.day.day} {row.day:%b %Y}",
        row.frequency,
        data_quality_labels.wait(row.median),
        data_quality_labels.wait(row.p95),
        row.n,
    )
