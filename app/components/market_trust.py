"""Market, How sure: what was fetched, what is counted twice, and how late alerts are."""

from __future__ import annotations

import streamlit as st

from app import formats, market_data
from app.components import market_tables, market_words
from app.components import market_trust_words as words
from app.components.market_figure import head
from app.services.market import Scope
from app.services.market_trust import Health, Repeats, Wait
from app.text import escaped

_DAYS = 14
_HEALTH = ("Source", "Boards complete within a day", "Failed last", "Open listings", "Unreadable records", "Counted")
_HEALTH_FILE = ("Source", "Boards", *_HEALTH[1:])
_REPEATS = ("Rule", "Open listings it can judge", "Further postings", "Share")
_WAITS = ("Day (UTC)", "Frequency", "Half within", "95 of 100 within", "Alerts")


def draw(scope: Scope) -> None:
    """Fetches, repeats, waits."""
    health, repeats, waits = market_data.trust(scope, _DAYS)
    with st.container(key="part-health"):
        says = words.health(health) + market_words.beyond(scope)
        head("source-health", "Fetches", says, _HEALTH_FILE, [_health(row) for row in health])
        shown = [(name, f"{fresh} of {boards}", *rest) for name, boards, fresh, *rest in map(_health, health)]
        st.html(_table("Sources", _HEALTH, shown))
    with st.container(key="part-repeats"):
        says = words.repeats(repeats) + market_words.beyond(scope, by_source=True)
        head("duplicates", "Counted twice", says, _REPEATS, [_repeat(row) for row in repeats])
        if repeats:
            st.html(_table("Duplicates by rule", _REPEATS, [_repeat(row) for row in repeats]))
    with st.container(key="part-waits"):
        file = ("Day (UTC)", "Frequency", "Half within (seconds)", "95 of 100 within (seconds)", "Alerts")
        told = [(row.day.isoformat(), row.frequency, row.median, row.p95, row.n) for row in waits]
        head("alert-latency", "How late alerts are", words.waits(waits), file, told)
        if waits:
            st.html(_table("Waits by day", _WAITS, [_wait(row) for row in waits]))


def _table(caption: str, heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    cells = [tuple(escaped(formats.count(one) if isinstance(one, int) else one) for one in row) for row in rows]
    return market_tables.blocks(caption, heads, cells)


def _health(row: Health) -> tuple[object, ...]:
    counted = "yes" if row.may_aggregate else "shown only: its terms forbid figures"
    name = row.name if row.is_active else f"{row.name} (paused)"
    return name, row.boards, row.fresh, row.failed, row.open, row.rejected, counted


def _repeat(row: Repeats) -> tuple[object, ...]:
    title, meaning = words.RULES[row.rule]
    return f"{title}: {meaning}", row.open, row.repeated, market_words.rate(row.repeated, row.open)


def _wait(row: Wait) -> tuple[object, ...]:
    return f"{row.day.day} {row.day:%b %Y}", row.frequency, words.wait(row.median), words.wait(row.p95), row.n
