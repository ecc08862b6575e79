"""How the Market screen asks its services: a read-only session each, and short memories, for all see the same."""

from __future__ import annotations

import streamlit as st

from app.services import market, market_life, market_pay, market_skills, market_trust
from app.services.reading import reading
from database.clock import now

_MINUTE = 60


def view(scope: market.Scope) -> market.View | None:
    """The market's figures within a scope, at most five minutes old; None until dbt has built them, asked each time."""
    with reading() as session:
        is_built = market.is_built(session)
    return _view(scope) if is_built else None


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def _view(scope: market.Scope) -> market.View:
    with reading() as session:
        return market.view(session, scope)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def pay_by_level() -> tuple[market_pay.PayBand, ...]:
    """Pay by level, country and currency."""
    with reading() as session:
        return market_pay.by_level(session)


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def paid_titles(country: str | None) -> tuple[str, ...]:
    """The title groups whose pay is known in the country, or anywhere."""
    with reading() as session:
        return market_pay.titles(session, country)


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False)
def title_pay(title: str | None, country: str | None, limit: int) -> tuple[market_pay.PayBand, ...]:
    """A title group's pay in every place; without one, the best known titles in the country."""
    with reading() as session:
        return market_pay.of_title(session, title) if title else market_pay.leading(session, country, limit)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def skills() -> tuple[market_skills.Skill, ...]:
    """The skills of open listings."""
    with reading() as session:
        return market_skills.skills(session)


@st.cache_data(ttl=5 * _MINUTE, max_entries=500, show_spinner=False)
def trends(names: tuple[str, ...], limit: int) -> tuple[market_skills.Trend, ...]:
    """The named skills by week; those most asked for lately when none is named."""
    with reading() as session:
        return market_skills.trends(session, names or market_skills.leading(session, limit))


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def life(scope: market.Scope) -> market_life.Life | None:
    """How long the listings of a scope stay open."""
    with reading() as session:
        return market_life.life(session, scope)


@st.cache_data(ttl=5 * _MINUTE, show_spinner=False)
def ranking(grouped_by: market_life.Grouping) -> tuple[market_life.Lives, ...]:
    """How long listings stay open, by group."""
    with reading() as session:
        return market_life.ranking(session, grouped_by)


@st.cache_data(ttl=5 * _MINUTE, max_entries=200, show_spinner=False)
def lasting(
    scope: market.Scope, kind: market_life.Kind, limit: int
) -> tuple[market_life.LastingCounts, tuple[market_life.Lasting, ...]]:
    """How many jobs are posted again or open for long, and those that are most of the one kind."""
    with reading() as session:
        return market_life.lasting_counts(session, scope), market_life.lasting(session, scope, kind, limit)


@st.cache_data(ttl=_MINUTE, max_entries=200, show_spinner=False)
def trust(
    scope: market.Scope, days: int
) -> tuple[tuple[market_trust.Health, ...], tuple[market_trust.Repeats, ...], tuple[market_trust.Wait, ...]]:
    """How sure the figures are: fetches, repeats, waits."""
    with reading() as session:
        return (
            market_trust.health(session, now()),
            market_trust.repeats(session, scope),
            market_trust.waits(session, days),
        )
