"""Property tests: the Kaplan-Meier estimate equals scipy's, and no application is lost in the flow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.analytics.application_facts import ApplicationFacts, Standing
from app.analytics.flow import NODES, compute_flow, compute_funnel
from app.analytics.periods import UNITS, Unit, find_next_period, find_period, find_previous_period
from app.analytics.rates import compute_response_rate, compute_success_rate
from app.analytics.response_times import estimate_kaplan_meier, estimate_response_curve

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
# Whole and half days, so that there are ties.
DAYS = st.integers(0, 80).map(lambda half: half / 2)


@given(st.lists(DAYS, min_size=1, max_size=40), st.lists(DAYS, max_size=40))
def test_the_estimate_is_that_of_scipy(answered: list[float], waiting: list[float]) -> None:
    theirs = stats.ecdf(stats.CensoredData(uncensored=answered, right=waiting)).sf
    ours = estimate_kaplan_meier(answered, waiting)
    expected = dict(zip(theirs.quantiles, theirs.probabilities, strict=True))
    assert {step.days for step in ours} == set(answered)
    for step in ours:
        assert step.unanswered == pytest.approx(expected[step.days], abs=1e-12)


def moments(first: datetime | None = None) -> st.SearchStrategy[datetime | None]:
    start = first or NOW - timedelta(days=200)
    return st.none() | st.integers(0, 150).map(lambda days: start + timedelta(days=days))


@st.composite
def applications(draw: st.DrawFn) -> ApplicationFacts:
    standing = draw(st.sampled_from(get_args(Standing)))
    applied = None if standing == "planned" else draw(moments()) or NOW - timedelta(days=100)
    later = moments(applied) if applied else st.none()
    return ApplicationFacts(
        id=uuid4(), standing=standing, applied_at=applied, responded_at=draw(later), interviewed_at=draw(later),
        offered_at=draw(later), was_planned=draw(st.booleans()),
    )  # fmt: skip


@given(st.lists(applications(), max_size=30))
def test_what_enters_a_node_leaves_it_or_rests_there(facts: list[ApplicationFacts]) -> None:
    paths = compute_flow(facts)
    for node in NODES:
        out = sum(count for (origin, _), count in paths.links.items() if origin == node)
        assert paths.count_at(node) == out + paths.current.get(node, 0)
    assert sum(paths.current.values()) == sum(paths.starts.values()) == len(facts)
    assert all(NODES.index(origin) < NODES.index(to) for origin, to in paths.links)


@given(st.lists(applications(), max_size=30))
def test_a_funnel_narrows_and_rates_are_of_those_sent(facts: list[ApplicationFacts]) -> None:
    steps = compute_funnel(facts)
    assert steps.sent >= steps.answered >= steps.interviewed >= steps.offered
    for rate in (compute_response_rate(facts, NOW), compute_success_rate(facts, NOW)):
        assert rate.n + rate.too_recent_count == steps.sent
        assert rate.hits <= rate.n
    curve = estimate_response_curve(facts, NOW)
    assert curve.n + curve.undated == steps.sent


@given(st.sampled_from(UNITS[:3]), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_periods_follow_each_other_without_gap(unit: Unit, day: date) -> None:
    period = find_period(unit, day)
    assert period.contains(day)
    assert find_next_period(unit, period).first == period.last + timedelta(days=1)
    assert find_previous_period(unit, find_next_period(unit, period)) == period
