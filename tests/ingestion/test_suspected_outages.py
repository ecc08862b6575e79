"""Test which losses close listings at once, which wait, for how long, and as of when they close."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.ingestion.board import Board, build_fetch

FIFTY = [str(number) for number in range(50)]


def test_an_empty_answer_closes_once_three_over_a_day_agree_and_as_of_the_first(board: Board) -> None:
    board.land(build_fetch("1", "2"))
    assert board.land(build_fetch()).suspected_outage is not None
    first_miss = board.at
    for _ in range(11):
        assert board.land(build_fetch(), hours=2).closed == 0
    assert board.open_ids() == {"1", "2"}
    assert board.land(build_fetch(), hours=2).closed == 2
    assert board.closing_times() == {"1": first_miss, "2": first_miss}


def test_two_empty_answers_two_days_apart_are_not_enough(board: Board) -> None:
    board.land(build_fetch("1"))
    board.land(build_fetch())
    assert board.land(build_fetch(), hours=48).closed == 0
    assert board.land(build_fetch()).closed == 1


def test_an_outage_of_a_day_with_one_answer_in_it_starts_again(board: Board) -> None:
    board.land(build_fetch("1"))
    for _ in range(5):
        board.land(build_fetch(), hours=6)
        board.land(build_fetch(), hours=6)
        board.land(build_fetch("1"), hours=6)
    assert board.events("1") == ["opened"]


def test_a_shrunk_board_closes_at_the_next_fetch_that_agrees_and_as_of_the_first(board: Board) -> None:
    board.land(build_fetch(*FIFTY))
    assert board.land(build_fetch(*FIFTY[:10])).suspected_outage is not None
    first_miss = board.at
    assert board.land(build_fetch(*FIFTY[:5])).closed == 45
    times = board.closing_times()
    assert {times[name] for name in FIFTY[10:]} == {first_miss}
    assert {times[name] for name in FIFTY[5:10]} == {board.at}


def test_a_board_that_recovers_closes_what_stayed_away_as_of_the_first_miss(board: Board) -> None:
    board.land(build_fetch(*FIFTY))
    board.land(build_fetch())
    first_miss = board.at
    assert board.land(build_fetch(*FIFTY[1:])).closed == 1
    assert board.closing_times() == {"0": first_miss}


def test_a_listing_seen_meanwhile_by_an_incomplete_fetch_closes_when_it_was_missed_again(board: Board) -> None:
    board.land(build_fetch(*FIFTY))
    board.land(build_fetch(*FIFTY[:10]))
    first_miss = board.at
    board.land(build_fetch("49", is_complete=False, incomplete_reason="page 2 is missing"))
    board.land(build_fetch(*FIFTY[:10]))
    times = board.closing_times()
    assert (times["49"], times["48"]) == (board.at, first_miss)


def test_an_empty_answer_does_not_make_a_small_one_believable(board: Board) -> None:
    board.land(build_fetch(*FIFTY))
    board.land(build_fetch())
    assert board.land(build_fetch(*FIFTY[:10])).closed == 0
    assert board.land(build_fetch(*FIFTY[:10])).closed == 40


@pytest.mark.parametrize(
    ("days", "returned", "closed"), [(6.9, 20, 0), (7, 20, 30), (7, 12, 0), (60, 13, 37), (60, 0, 0)]
)
def test_after_a_pause_a_larger_loss_is_believed(board: Board, days: float, returned: int, closed: int) -> None:
    board.land(build_fetch(*FIFTY))
    assert board.land(build_fetch(*FIFTY[:returned]), hours=24 * days).closed == closed


@pytest.mark.parametrize("hours", [-1, -24])
def test_a_clock_that_steps_back_leaves_a_listings_events_in_order(board: Board, hours: float) -> None:
    board.land(build_fetch("1", "2"))
    last = board.at
    board.land(build_fetch("2"), hours=hours)
    board.land(build_fetch("1", "2"), hours=0.5)
    rows = board.rows(
        "select external_id, array_agg(occurred_at order by id), max(changed_at) from landing.events"
        " join landing.presence using (listing_id) where ats_organization_id = %s group by 1"
    )
    times = {external_id: moments for external_id, moments, _ in rows}
    assert times["1"] == [last, last + timedelta(microseconds=1), last + timedelta(microseconds=2)]
    assert {external_id: changed_at for external_id, _, changed_at in rows} == {"1": times["1"][-1], "2": last}
