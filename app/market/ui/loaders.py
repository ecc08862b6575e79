"""How the Market screen asks its services: a read-only session each, and short memories, for all see the same."""

from __future__ import annotations

import streamlit as st

from app.market import data_quality, durations, openings, pay
from app.market import skills as market_skills
from database.clock import now
from database.sessions import public_session

_MINUTE = 60


def view(scope: openings.Scope) -> openings.View | None:
    """The market's figures within a scope, at most five minutes old; None until dbt has built them, asked each time."""
    with public_session() as session:
        is_built = openings.is_built(session)
    return _view(scope) if is_built else None


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def _view(scope: openings.Scope) -> openings.View:
    with public_session() as session:
        return openings.view(session, scope)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def pay_by_level() -> tuple[pay.PayBand, ...]:
    """Pay by level, country and currency."""
    with public_session() as session:
        return pay.by_level(session)


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def paid_titles(country: str | None) -> tuple[str, ...]:
    """The title groups whose pay is known in the country, or anywhere."""
    with public_session() as session:
        return pay.titles(session, country)


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False)
def title_pay(title: str | None, country: str | None, limit: int) -> tuple[pay.PayBand, ...]:
    """A title group's pay in every place; without one, the best known titles in the country."""
    with public_session() as session:
        return pay.of_title(session, title) if title else pay.leading(session, country, limit)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def skills() -> tuple[market_skills.Skill, ...]:
    """The skills of open listings."""
    with public_session() as session:
        return market_skills.skills(session)


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False)
def trends(names: tuple[str, ...], limit: int) -> tuple[market_skills.Trend, ...]:
    """The named skills by week; those most asked for lately when none is named."""
    with public_session() as session:
        return market_skills.trends(session, names or market_skills.leading(session, limit))


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def life(scope: openings.Scope) -> durations.Life | None:
    """How long the listings of a scope stay open."""
    with public_session() as session:
        return durations.life(session, scope)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def ranking(grouped_by: durations.Grouping) -> tuple[durations.Lives, ...]:
    """How long listings stay open, by group."""
    with public_session() as session:
        return durations.ranking(session, grouped_by)


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def lasting(
    scope: openings.Scope, kind: durations.Kind, limit: int
) -> tuple[durations.LastingCounts, tuple[durations.Lasting, ...]]:
    """How many jobs are posted again or open for long, and those that are most of the one kind."""
    with public_session() as session:
        return durations.lasting_counts(session, scope), durations.lasting(session, scope, kind, limit)


@st.cache_data(ttl=_MINUTE, max_entries=200, show_spinner=False)
def trust(
    scope: openings.Scope, days: int
) -> tuple[tuple[data_quality.Health, ...], tuple[data_quality.Repeats, ...], tuple[data_quality.Wait, ...]]:
    """How sure the figures are: fetches, repeats, waits."""
    with public_session() as session:
        return (
            data_quality.health(session, now()),
            data_quality.repeats(session, scope),
            data_quality.waits(session, days),
        )
