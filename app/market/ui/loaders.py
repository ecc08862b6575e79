"""Load the market's metrics for its screen and cache them for minutes, since everyone sees the same."""

from __future__ import annotations

import streamlit as st

from app.market import data_quality, durations, openings, pay, skills
from database.clock import now
from database.sessions import public_session

_MINUTE = 60


def load_overview(scope: openings.Scope) -> openings.MarketOverview | None:
    """Return the market's openings, at most five minutes old; None until dbt has built the marts."""
    with public_session() as session:
        is_built = openings.is_built(session)
    return _load_overview(scope) if is_built else None


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def _load_overview(scope: openings.Scope) -> openings.MarketOverview:
    with public_session() as session:
        return openings.load_overview(session, scope)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def load_pay_by_level() -> tuple[pay.PayBand, ...]:
    """Return pay by level, country and currency."""
    with public_session() as session:
        return pay.list_pay_by_level(session)


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def load_titles_with_pay(country: str | None) -> tuple[str, ...]:
    """Return the title groups with pay in the country (None: anywhere)."""
    with public_session() as session:
        return pay.list_titles_with_pay(session, country)


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False)
def load_pay_by_title(title: str | None, country: str | None, limit: int) -> tuple[pay.PayBand, ...]:
    """Return a title group's pay in every place; without a title, the largest groups of the country."""
    with public_session() as session:
        return pay.list_pay_of_title(session, title) if title else pay.list_largest_groups(session, country, limit)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def load_skills() -> tuple[skills.SkillDemand, ...]:
    """Return the skills of open listings."""
    with public_session() as session:
        return skills.list_skills(session)


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False)
def load_skill_trends(names: tuple[str, ...], limit: int) -> tuple[skills.SkillTrend, ...]:
    """Return the trends of the named skills; of the leading ones when none is named."""
    with public_session() as session:
        return skills.list_skill_trends(session, names or skills.list_leading_skills(session, limit))


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def load_curve(scope: openings.Scope) -> durations.SurvivalCurve | None:
    """Return how long the listings of a scope stay open."""
    with public_session() as session:
        return durations.load_curve(session, scope)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def load_durations(grouped_by: durations.Grouping) -> tuple[durations.DurationQuartiles, ...]:
    """Return how long listings stay open, by group."""
    with public_session() as session:
        return durations.list_durations(session, grouped_by)


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def load_long_open_jobs(
    scope: openings.Scope, kind: durations.LongOpenKind, limit: int
) -> tuple[durations.LongOpenCounts, tuple[durations.LongOpenJob, ...]]:
    """Return how many jobs were reposted or are open for long, and the first jobs of one kind."""
    with public_session() as session:
        counts = durations.count_long_open_jobs(session, scope)
        return counts, durations.list_long_open_jobs(session, scope, kind, limit)


@st.cache_data(ttl=_MINUTE, max_entries=200, show_spinner=False)
def load_data_quality(
    scope: openings.Scope, days: int
) -> tuple[
    tuple[data_quality.SourceHealth, ...],
    tuple[data_quality.DuplicateCount, ...],
    tuple[data_quality.AlertLatency, ...],
]:
    """Return the health of sources, duplicates by rule, and the delay of alerts."""
    with public_session() as session:
        return (
            data_quality.list_source_health(session, now()),
            data_quality.list_duplicate_counts(session, scope),
            data_quality.list_alert_latencies(session, days),
        )
