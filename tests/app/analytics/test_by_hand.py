"""Tests of metrics against values worked out by hand, edge cases first. Expected values are written, never computed.

Now is Friday, 20 November 2026, 12:00 UTC: an application is old enough for the response rate if it was sent until
21 October, 12:00, and for the success rate until 21 September, 12:00.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from app.analytics import flow, groups, rates
from app.analytics.application_facts import UserFacts, load_user_facts
from app.analytics.response_times import estimate_response_curve
from database.sessions import user_session
from tests.app.analytics.sent import Sent, at
from tests.app.ledger import NOW
from tests.app.people import person


@dataclass(frozen=True)
class Case:
    """Applications and the metrics expected of them. A rate is (hits, n, sent too recently, share)."""

    name: str
    sent: tuple[Sent, ...]
    expected: dict[str, Any] = field(default_factory=dict)
    zone: str = "UTC"


def days(applied: str, *answers: str | None) -> tuple[Sent, ...]:
    return tuple(Sent(applied=applied, answered=answer) for answer in answers)


FIVE_FAST = days(
    "2026-09-01 09:00", "2026-09-02 09:00", "2026-09-03 09:00", "2026-09-04 09:00", "2026-09-05 09:00",
    "2026-09-06 09:00",
)  # fmt: skip
CASES = (
    Case("no applications", (), {
        "sent": 0, "response": (0, 0, 0, None), "success": (0, 0, 0, None), "median": None, "mean": None, "current": {},
        "links": {}, "by_day": {}, "funnel": (0, 0, 0, 0),
    }),
    Case("one, waiting, sent ten days ago", (Sent(applied="2026-11-10 12:00"),), {
        "sent": 1, "response": (0, 0, 1, None), "success": (0, 0, 1, None), "current": {"waiting": 1},
        "links": {("applied", "waiting"): 1}, "by_day": {"2026-11-10": 1}, "waiting": 1, "funnel": (1, 0, 0, 0),
    }),
    Case("one, answered after ten days", days("2026-09-01 09:00", "2026-09-11 09:00"), {
        "response": (1, 1, 0, None), "success": (0, 1, 0, None), "steps": [(10.0, 0.0, 1, 1)], "mean": None,
        "current": {"answered": 1}, "funnel": (1, 1, 0, 0),
    }),
    Case("all five waiting", days("2026-09-01 09:00", *[None] * 5), {
        "response": (0, 5, 0, 0.0), "success": (0, 5, 0, 0.0), "median": None, "mean": None, "waiting": 5, "steps": [],
    }),
    Case("all five answered, after one to five days", FIVE_FAST, {
        "response": (5, 5, 0, 1.0), "median": 3.0, "quarter": 2.0, "most": 4.0, "mean": 3.0,
    }),
    Case("three of four are too few", days("2026-09-01 09:00", *["2026-09-02 09:00"] * 3, None), {
        "response": (3, 4, 0, None), "mean": None,
    }),
    Case("four of five are a rate", days("2026-09-01 09:00", *["2026-09-02 09:00"] * 4, None), {
        "response": (4, 5, 0, 0.8), "mean": None,
    }),
    Case("answered exactly at the window's end", days("2026-09-01 09:00", "2026-10-01 09:00"), {
        "response": (1, 1, 0, None),
    }),
    Case("answered a second after the window", days("2026-09-01 09:00", "2026-10-01 09:00:01"), {
        "response": (0, 1, 0, None), "funnel": (1, 1, 0, 0),
    }),
    Case("answered at the moment of applying", days("2026-09-01 09:00", "2026-09-01 09:00"), {
        "response": (1, 1, 0, None), "steps": [(0.0, 0.0, 1, 1)], "misdated": 0,
    }),
    Case("answered before applying", days("2026-09-10 09:00", "2026-09-01 09:00"), {
        "sent": 1, "response": (0, 1, 0, None), "misdated": 1, "undated": 1, "waiting": 0, "steps": [],
        "current": {"answered": 1},
    }),
    Case("a second before applying", days("2026-09-10 09:00", "2026-09-10 08:59:59"), {
        "response": (0, 1, 0, None), "misdated": 1,
    }),
    Case("an answer before applying takes nothing from the others", (*FIVE_FAST, *days("2026-09-10 09:00",
        "2026-09-01 09:00")), {"response": (5, 6, 0, 5 / 6), "median": 3.0, "mean": 3.0, "undated": 1}),
    Case("deleted", (Sent(is_deleted=True), Sent(applied="2026-09-02 09:00")), {
        "sent": 1, "response": (0, 1, 0, None), "by_day": {"2026-09-02": 1}, "current": {"waiting": 1},
    }),
    Case("only deleted, with interviews", (Sent(interviews=("2026-09-05 09:00",), is_deleted=True),), {
        "sent": 0, "current": {}, "interviews_by_week": {}, "success": (0, 0, 0, None),
    }),
    Case("sent exactly 30 days ago", (Sent(applied="2026-10-21 12:00"),), {"response": (0, 1, 0, None)}),
    Case("sent a second less than 30 days ago", (Sent(applied="2026-10-21 12:00:01"),), {
        "response": (0, 0, 1, None),
    }),
    Case("answered at once but sent last week counts later", days("2026-11-13 09:00", "2026-11-14 09:00"), {
        "response": (0, 0, 1, None), "steps": [(1.0, 0.0, 1, 1)],
    }),
    Case("sent exactly 60 days ago", (Sent(applied="2026-09-21 12:00"),), {"success": (0, 1, 0, None)}),
    Case("sent a second less than 60 days ago", (Sent(applied="2026-09-21 12:00:01"),), {"success": (0, 0, 1, None)}),
    Case("interviewed exactly after 60 days", (Sent(applied="2026-08-01 10:00", interviews=("2026-09-30 10:00",)),), {
        "success": (1, 1, 0, None), "funnel": (1, 1, 1, 0),
    }),
    Case("interviewed a second later", (Sent(applied="2026-08-01 10:00", interviews=("2026-09-30 10:00:01",)),), {
        "success": (0, 1, 0, None), "funnel": (1, 1, 1, 0),
    }),
    Case("an offer without an interview", (Sent(applied="2026-08-01 10:00", answered="2026-08-20 10:00",
        offer="2026-08-20 10:00", stage="Offer"),), {
        "success": (1, 1, 0, None), "funnel": (1, 1, 1, 1), "links": {("applied", "offer"): 1}, "current": {"offer": 1},
    }),
    Case("interviewed before applying", (Sent(applied="2026-08-10 10:00", interviews=("2026-08-09 10:00",)),), {
        "success": (0, 1, 0, None), "funnel": (1, 0, 0, 0), "current": {"waiting": 1},
        "interviews_by_week": {"2026-08-03": 1},
    }),
    Case("two rounds are one success", (Sent(applied="2026-08-01 10:00", interviews=("2026-08-05 10:00",
        "2026-08-12 10:00"), answered="2026-08-03 10:00", stage="Interviewing"),), {
        "success": (1, 1, 0, None), "interviews_by_week": {"2026-08-03": 1, "2026-08-10": 1},
        "interviews_by_month": {"2026-08-01": 2}, "current": {"interviewing": 1},
    }),
    Case("in Interviewing without an interview: the answer's date", (Sent(applied="2026-08-01 10:00",
        answered="2026-08-11 10:00", stage="Interviewing"),), {"success": (1, 1, 0, None), "funnel": (1, 1, 1, 0)}),
    Case("in Interviewing without any date", (Sent(applied="2026-08-01 10:00", stage="Interviewing"),), {
        "success": (0, 1, 0, None), "response": (0, 1, 0, None), "undated": 1, "funnel": (1, 1, 1, 0),
    }),
    Case("planned only", (Sent(applied=None, stage="Planned"),), {
        "sent": 0, "current": {"planned": 1}, "links": {}, "response": (0, 0, 0, None), "by_day": {},
    }),
    Case("planned, then sent", (Sent(was_planned=True),), {
        "links": {("planned", "applied"): 1, ("applied", "waiting"): 1}, "starts": {"planned": 1},
        "current": {"waiting": 1},
    }),
    Case("ghosted still counts as waiting", (Sent(stage="Ghosted"),), {
        "current": {"ghosted": 1}, "response": (0, 1, 0, None), "waiting": 1, "funnel": (1, 0, 0, 0),
    }),
    Case("withdrawn waited until it was withdrawn", (Sent(stage="Withdrawn", left="2026-09-04 09:00"), *days(
        "2026-09-01 09:00", "2026-09-05 09:00", "2026-09-07 09:00")), {
        "current": {"withdrawn": 1, "answered": 2}, "steps": [(4.0, 0.5, 1, 2), (6.0, 0.0, 1, 1)], "waiting": 1,
    }),
    Case("rejected", (Sent(answered="2026-09-08 09:00", stage="Rejected"),), {
        "current": {"rejected": 1}, "response": (1, 1, 0, None), "funnel": (1, 1, 0, 0),
        "links": {("applied", "rejected"): 1},
    }),
    Case("rejected without a date", (Sent(stage="Rejected"),), {
        "current": {"rejected": 1}, "response": (0, 1, 0, None), "undated": 1, "funnel": (1, 1, 0, 0),
    }),
    Case("rejected after an interview and an offer withdrawn", (
        Sent(interviews=("2026-09-10 09:00",), answered="2026-09-08 09:00", stage="Rejected"),
        Sent(interviews=("2026-09-10 09:00",), answered="2026-09-08 09:00", offer="2026-09-20 09:00",
            stage="Withdrawn"),
    ), {
        "links": {("applied", "interviewing"): 2, ("interviewing", "rejected"): 1, ("interviewing", "offer"): 1,
            ("offer", "withdrawn"): 1},
        "current": {"rejected": 1, "withdrawn": 1}, "funnel": (2, 2, 2, 1),
    }),
    Case("half past midnight in Berlin is the next month", (Sent(applied="2026-09-30 22:30"),), {
        "months": {"2026-10-01": 1}, "by_day": {"2026-10-01": 1},
    }, "Europe/Berlin"),
    Case("the same moment in UTC is September", (Sent(applied="2026-09-30 22:30"),), {
        "months": {"2026-09-01": 1}, "by_day": {"2026-09-30": 1},
    }),
    Case("the morning of 1 October in UTC is September in Los Angeles", (Sent(applied="2026-10-01 06:59"),
        Sent(applied="2026-10-01 07:00")), {"months": {"2026-10-01": 1, "2026-09-01": 1}}, "America/Los_Angeles"),
    Case("a leap day", days("2024-02-29 12:00", "2024-03-30 12:00"), {
        "response": (1, 1, 0, None), "months": {"2024-02-01": 1}, "by_day": {"2024-02-29": 1},
    }),
    Case("a leap day, answered a second too late", days("2024-02-29 12:00", "2024-03-30 12:00:01"), {
        "response": (0, 1, 0, None),
    }),
    Case("the last of February where there is no leap day", days("2025-02-28 12:00", "2025-03-30 12:00"), {
        "response": (1, 1, 0, None), "years": {"2025-01-01": 1},
    }),
    Case("thirty days of hours, not of clocks: an hour is missing in March", days("2026-03-01 11:00",
        "2026-03-31 11:00"), {"response": (1, 1, 0, None)}, "Europe/Berlin"),
    Case("and comes twice in October", days("2026-10-01 10:00", "2026-10-31 10:30"), {
        "response": (0, 1, 0, None),
    }, "Europe/Berlin"),
    Case("New Year's Day belongs to a week of the old year", (Sent(applied="2026-01-01 12:00"),), {
        "weeks": {"2025-12-29": 1}, "months": {"2026-01-01": 1}, "years": {"2026-01-01": 1},
    }),
    Case("days between are counted as none", (Sent(applied="2026-09-01 09:00"), Sent(applied="2026-09-03 09:00")), {
        "by_day": {"2026-09-01": 1, "2026-09-02": 0, "2026-09-03": 1},
    }),
    # 2 and 6 days to an answer; 4, 8 and 10 waited so far: 4/5, then 4/5 x 2/3 = 8/15.
    Case("Kaplan and Meier with three waiting", (
        *days("2026-09-01 09:00", "2026-09-03 09:00", "2026-09-07 09:00"), Sent(applied="2026-11-16 12:00"),
        Sent(applied="2026-11-12 12:00"), Sent(applied="2026-11-10 12:00"),
    ), {"steps": [(2.0, 0.8, 1, 5), (6.0, 8 / 15, 1, 3)], "quarter": 6.0, "median": None}),
    Case("who waited as long as an answer took was there", (
        *days("2026-09-01 09:00", "2026-09-06 09:00", "2026-09-06 09:00"), Sent(applied="2026-11-15 12:00"),
        Sent(applied="2026-11-11 12:00"),
    ), {"steps": [(5.0, 0.5, 2, 4)], "median": 5.0}),
    Case("a late answer moves no rate, but the waiting time", (*FIVE_FAST, *days("2026-09-01 09:00",
        "2026-10-11 09:00")), {"response": (5, 6, 0, 5 / 6), "mean": 3.0, "most": 5.0, "answered": 6}),
    Case("levels and forms of a title are one group", (Sent(title="Senior Data Engineer (m/f/d)"),
        Sent(title="Data Engineer"), Sent(title="Cook", company="")), {
        "titles": {"data engineer": 2, "cook": 1}, "companies": {"Northwind": 2, "unknown": 1},
        "sources": {"manual": 3},
    }),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_metrics_match_values_worked_out_by_hand(case: Case, own: Session) -> None:
    for application in case.sent:
        application.put(own)
    metrics = _measure(load_user_facts(own), ZoneInfo(case.zone))
    assert {name: metrics[name] for name in case.expected} == case.expected


def _measure(person_facts: UserFacts, zone: ZoneInfo) -> dict[str, Any]:
    applications = person_facts.applications
    curve = estimate_response_curve(person_facts.sent, NOW)
    paths, funnel = flow.compute_flow(applications), flow.compute_funnel(applications)
    return {
        "sent": len(person_facts.sent),
        "response": _rate(rates.compute_response_rate(applications, NOW)),
        "success": _rate(rates.compute_success_rate(applications, NOW)),
        "mean": rates.compute_mean_response_days(applications, NOW),
        "median": curve.quantile(0.5),
        "quarter": curve.quantile(0.25),
        "most": curve.quantile(0.75),
        "steps": [(step.days, pytest.approx(step.unanswered), step.answers, step.at_risk) for step in curve.steps],
        "answered": curve.answered,
        "waiting": curve.waiting,
        "undated": curve.undated,
        "misdated": sum(application.is_misdated for application in applications),
        "current": paths.current,
        "links": paths.links,
        "starts": paths.starts,
        "funnel": (funnel.sent, funnel.answered, funnel.interviewed, funnel.offered),
        "by_day": {day.isoformat(): count for day, count in groups.count_by_day(applications, zone).items()},
        "interviews_by_week": _periods(groups.count_by_period("week", person_facts.interviews, zone)),
        "interviews_by_month": _periods(groups.count_by_period("month", person_facts.interviews, zone)),
        "weeks": _sizes(groups.group_by_period(applications, "week", NOW, zone)),
        "months": _sizes(groups.group_by_period(applications, "month", NOW, zone)),
        "years": _sizes(groups.group_by_period(applications, "year", NOW, zone)),
        "titles": _sizes(groups.group_by_trait(applications, "title_group", NOW)),
        "companies": _sizes(groups.group_by_trait(applications, "company", NOW)),
        "sources": _sizes(groups.group_by_trait(applications, "source", NOW)),
    }  # fmt: skip


def _rate(rate: rates.Rate) -> tuple[int, int, int, float | None]:
    return rate.hits, rate.n, rate.too_recent_count, rate.share


def _periods(counts: dict[Any, int]) -> dict[str, int]:
    return {period.first.isoformat(): count for period, count in counts.items()}


def _sizes(measured: tuple[groups.Group, ...]) -> dict[str, int]:
    return {group.name: group.sent for group in measured}


def test_a_week_is_final_once_the_window_of_its_last_moment_has_passed(own: Session) -> None:
    Sent(applied="2026-10-12 09:00").put(own)
    Sent(applied="2026-10-19 09:00").put(own)
    later, earlier = groups.group_by_period(load_user_facts(own).applications, "week", NOW, UTC)
    assert (earlier.name, earlier.response_final_at, earlier.success_final_at) == (
        "2026-10-12",
        None,
        at("2026-12-18 00:00"),
    )
    assert (later.name, later.response_final_at) == ("2026-10-19", at("2026-11-25 00:00"))


def test_nobody_reads_another_persons_applications(own: Session) -> None:
    Sent().put(own)
    own.flush()
    bob = person("bob-of-metrics@example.org")
    with user_session(bob.id) as other:
        assert load_user_facts(other).applications == ()
    assert len(load_user_facts(own).applications) == 1
