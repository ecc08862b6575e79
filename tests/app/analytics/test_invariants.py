"""What holds for any applications: Kaplan and Meier as scipy has it, and a flow in which nothing gets lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.analytics.application_facts import Fact, Standing
from app.analytics.flow import NODES, flow, funnel
from app.analytics.periods import UNITS, Unit, after, around, before
from app.analytics.rates import response_rate, success_rate
from app.analytics.response_times import curve, kaplan_meier

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
# Whole and half days, so that there are ties.
DAYS = st.integers(0, 80).map(lambda half: half / 2)


@given(st.lists(DAYS, min_size=1, max_size=40), st.lists(DAYS, max_size=40))
def test_the_estimate_is_that_of_scipy(answered: list[float], waiting: list[float]) -> None:
    theirs = stats.ecdf(stats.CensoredData(uncensored=answered, right=waiting)).sf
    ours = kaplan_meier(answered, waiting)
    held = dict(zip(theirs.quantiles, theirs.probabilities, strict=True))
    assert {step.days for step in ours} == set(answered)
    for step in ours:
        assert step.unanswered == pytest.approx(held[step.days], abs=1e-12)


def moments(after: datetime | None = None) -> st.SearchStrategy[datetime | None]:
    first = after or NOW - timedelta(days=200)
    return st.none() | st.integers(0, 150).map(lambda days: first + timedelta(days=days))


@st.composite
def applications(draw: st.DrawFn) -> Fact:
    standing = draw(st.sampled_from(get_args(Standing)))
    applied = None if standing == "planned" else draw(moments()) or NOW - timedelta(days=100)
    later = moments(applied) if applied else st.none()
    return Fact(
        id=uuid4(), standing=standing, applied_at=applied, responded_at=draw(later), interviewed_at=draw(later),
        offered_at=draw(later), was_planned=draw(st.booleans()),
    )  # fmt: skip


@given(st.lists(applications(), max_size=30))
def test_what_comes_into_a_node_goes_on_or_rests_there(facts: list[Fact]) -> None:
    found = flow(facts)
    for node in NODES:
        out = sum(count for (origin, _), count in found.links.items() if origin == node)
        assert found.through(node) == out + found.rests.get(node, 0)
    assert sum(found.rests.values()) == sum(found.began.values()) == len(facts)
    assert all(NODES.index(origin) < NODES.index(to) for origin, to in found.links)


@given(st.lists(applications(), max_size=30))
def test_a_funnel_narrows_and_rates_are_of_those_sent(facts: list[Fact]) -> None:
    steps = funnel(facts)
    assert steps.sent >= steps.answered >= steps.interviewed >= steps.offered
    for rate in (response_rate(facts, NOW), success_rate(facts, NOW)):
        assert rate.n + rate.early == steps.sent
        assert rate.hits <= rate.n
    waited = curve(facts, NOW)
    assert waited.n + waited.left_out == steps.sent


@given(st.sampled_from(UNITS[:3]), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_periods_follow_each_other_without_gap(unit: Unit, day: date) -> None:
    period = around(unit, day)
    assert period.holds(day)
    assert after(unit, period).first == period.last + timedelta(days=1)
    assert before(unit, after(unit, period)) == period
