"""Check landing on a real PostgreSQL, against a slow and obvious model of a board."""

from __future__ import annotations

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion import landing
from ingestion.postings import FetchResult, RejectedPosting
from tests.ingestion.board import Board, build_fetch, posting
from tests.thoroughness import examples


def test_a_first_answer_opens_every_posting(board: Board) -> None:
    assert board.land(build_fetch("1", "2")) == landing.LandingResult(fetched=2, new=2)
    assert board.open_ids() == {"1", "2"}


@pytest.mark.parametrize(
    ("fetch", "status"),
    [
        (build_fetch("1"), "success"),
        (build_fetch("1", is_complete=False, incomplete_reason="page 2 is missing"), "partial"),
        (build_fetch("1", rejected_records=[RejectedPosting("{}", "no id")]), "partial"),
    ],
    ids=["complete", "incomplete", "with a rejected record"],
)
def test_a_run_is_partial_when_something_is_missing(board: Board, fetch: FetchResult, status: str) -> None:
    board.land(fetch)
    assert board.rows("select status from ingest_runs where ats_organization_id = %s") == [(status,)]


def test_an_unchanged_board_writes_nothing_to_the_ledger(board: Board) -> None:
    board.land(build_fetch("1", "2"))
    presence_query = "select ctid, xmin from landing.presence where ats_organization_id = %s"
    pending_query = (
        "select w.ctid, w.xmin from landing.pending w join landing.presence p using (listing_id)"
        " where ats_organization_id = %s"
    )
    previous = board.rows(presence_query), board.rows(pending_query)
    assert board.land(build_fetch("1", "2")) == landing.LandingResult(fetched=2)
    assert (board.rows(presence_query), board.rows(pending_query)) == previous
    assert board.events("1") == ["opened"]


def test_absence_from_a_complete_answer_closes(board: Board) -> None:
    board.land(build_fetch("1", "2"))
    assert board.land(build_fetch("1")).closed == 1
    assert board.events("2") == ["opened", "closed"]


@pytest.mark.parametrize(
    "partial",
    [
        build_fetch("1", is_complete=False, incomplete_reason="page 2 timed out"),
        build_fetch("1", closes_absent_listings=False),
        FetchResult(is_not_modified=True),
    ],
    ids=["incomplete", "an archive", "not modified"],
)
def test_absence_from_any_other_answer_closes_nothing(board: Board, partial: FetchResult) -> None:
    board.land(build_fetch("1", "2"))
    assert board.land(partial).closed == 0
    assert board.open_ids() == {"1", "2"}


def test_a_rejected_record_counts_as_seen(board: Board) -> None:
    board.land(build_fetch("1", "2"))
    assert board.land(build_fetch("1", rejected_records=[RejectedPosting("{}", "no title", "2")])).closed == 0
    assert board.open_ids() == {"1", "2"}
    assert board.presence()["2"] == ("a" * 32, True)


def test_a_rejected_record_that_was_never_seen_opens_nothing(board: Board) -> None:
    board.land(build_fetch("1", rejected_records=[RejectedPosting("{}", "no title", "9")]))
    assert board.open_ids() == {"1"}


def test_a_suspected_outage_is_forgotten_when_the_board_recovers(board: Board) -> None:
    board.land(build_fetch("1"))
    board.land(build_fetch())
    board.land(build_fetch("1"))
    assert board.land(build_fetch()).suspected_outage is not None


def test_most_of_a_board_missing_waits_but_a_board_that_reissues_its_ids_does_not(board: Board) -> None:
    board.land(build_fetch(*map(str, range(50))))
    assert board.land(build_fetch(*map(str, range(10)))).suspected_outage is not None
    assert len(board.open_ids()) == 50
    reissued = board.land(build_fetch(*map(str, range(100, 150))))
    assert (reissued.new, reissued.closed) == (50, 50)


def test_a_held_answer_still_lands_what_is_new(board: Board) -> None:
    board.land(build_fetch(*map(str, range(50))))
    assert board.land(build_fetch("0", "new")).new == 1


def test_reopening_keeps_the_identity_and_says_so(board: Board) -> None:
    board.land(build_fetch("1", "2"))
    board.land(build_fetch("2"))
    assert board.land(build_fetch("1", "2")).reopened == 1
    assert board.events("1") == ["opened", "closed", "reopened"]


def test_reopening_with_new_content_is_also_a_change(board: Board) -> None:
    board.land(build_fetch("1", "2"))
    board.land(build_fetch("2"))
    board.land(FetchResult([posting("1", "b"), posting("2")]))
    assert board.events("1") == ["opened", "closed", "reopened", "changed"]
    assert board.presence()["1"] == ("b" * 32, True)


def test_the_provider_may_say_closed_itself(board: Board) -> None:
    board.land(FetchResult([posting("1", closed=True), posting("2")], closes_absent_listings=False))
    assert board.events("1") == ["opened", "closed"]
    board.land(FetchResult([posting("1", "b", closed=True), posting("2", closed=True)], closes_absent_listings=False))
    assert board.events("1") == ["opened", "closed", "changed"]
    assert board.events("2") == ["opened", "closed"]
    assert board.open_ids() == set()


def test_going_back_to_an_earlier_version_is_a_change_too(board: Board) -> None:
    for version in "aba":
        board.land(FetchResult([posting("1", version)]))
    assert board.events("1") == ["opened", "changed", "changed"]
    inbox = "select count(*) from landing.inbox join landing.presence using (listing_id) where ats_organization_id = %s"
    assert board.rows(inbox) == [(2,)]


def test_two_boards_do_not_touch_each_other(connection: psycopg.Connection) -> None:
    first_board, second_board = Board(connection, "one"), Board(connection, "other")
    first_board.land(build_fetch("1", "2"))
    second_board.land(build_fetch("1"))
    second_board.land(build_fetch("1"))
    assert first_board.open_ids() == {"1", "2"}


FETCHES = st.builds(
    lambda versions, is_complete: FetchResult(
        [posting(key, version, closed=closed) for key, (version, closed) in versions.items()], is_complete=is_complete
    ),
    st.dictionaries(st.sampled_from("12345"), st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1),
    st.booleans(),
)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(FETCHES, max_size=8))
def test_any_history_leaves_what_an_obvious_model_says(
    connection: psycopg.Connection, history: list[FetchResult]
) -> None:
    name = f"board {connection.execute('select count(*) from ats_organizations').fetchone()}"
    board = Board(connection, name)
    expected: dict[str, tuple[str, bool]] = {}
    for fetch in history:
        board.land(fetch)
        if fetch.is_complete:
            expected |= {external_id: (content, False) for external_id, (content, _) in expected.items()}
        expected |= {p.external_id: (p.payload_hash, not p.is_closed) for p in fetch.postings}
        assert board.presence() == expected
    for external_id in expected:
        _assert_valid_events(board.events(external_id))


def _assert_valid_events(events: list[str]) -> None:
    """Check that events are opened first and once, closed only when open, reopened only when closed."""
    assert events[0] == "opened"
    assert events.count("opened") == 1
    is_open = True
    for event in events[1:]:
        if event in {"closed", "reopened"}:
            assert is_open == (event == "closed")
            is_open = not is_open
