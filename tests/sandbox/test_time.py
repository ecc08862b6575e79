"""Test that the market is a pure function of seed and time, and that its APIs serve what its truth states."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import truth
from sandbox.app import SandboxApp
from sandbox.timestamps import DAY, format_date, format_utc, parse_time
from sandbox.world import CLOCK_STEP_SECONDS, World
from tests.sandbox.client import get_json, list_boards, move_clock, posting_id, read_board, read_contents, send
from tests.sandbox.conftest import LISTINGS, START
from tests.thoroughness import examples

ROOT = Path(__file__).resolve().parents[2]
HASH_BOARDS = """
import hashlib
from sandbox.app import SandboxApp
from sandbox.world import World
from tests.sandbox.test_time import hash_boards
print(hash_boards(SandboxApp(World(40, 7, "2026-03-02"))))
"""


def hash_boards(app: SandboxApp) -> str:
    """Return a hash of the exact bytes of every board."""
    digest = hashlib.sha256()
    for provider, board in list_boards(app):
        digest.update(orjson.dumps(read_board(app, provider, board)))
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_bytes_in_a_fresh_process() -> None:
    command = [sys.executable, "-c", HASH_BOARDS]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert process.stdout.strip() == hash_boards(SandboxApp(World(40, 7, START)))


def test_another_seed_is_another_market() -> None:
    assert hash_boards(SandboxApp(World(40, 7, START))) != hash_boards(SandboxApp(World(60, 8, START)))


def test_moving_the_clock_away_and_to_the_same_time_changes_nothing(app: SandboxApp) -> None:
    first_contents = read_contents(app)
    truths = {provider: get_json(app, f"/_truth/{provider}") for provider in app.world.market.boards}
    for at in ("2026-05-30", "2025-04-01T12:00:00Z", START):
        move_clock(app, at)
        read_contents(app)
    assert read_contents(app) == first_contents
    assert {provider: get_json(app, f"/_truth/{provider}") for provider in truths} == truths


def test_a_running_clock_follows_real_time(monkeypatch: pytest.MonkeyPatch) -> None:
    real_time = [1_000_000]
    monkeypatch.setattr("sandbox.world.current_time", lambda: real_time[0])
    app = SandboxApp(World(40, 7, START, follows_real_time=True))
    real_time[0] += 3 * DAY + CLOCK_STEP_SECONDS - 1
    assert get_json(app, "/_health")["at"] == format_utc(parse_time(START) + 3 * DAY)
    later_contents = read_contents(app)
    move_clock(app, "2025-06-01T12:00:00Z")
    assert get_json(app, "/_health")["at"] == "2025-06-01T12:00:00Z"
    real_time[0] += CLOCK_STEP_SECONDS
    assert get_json(app, "/_health")["at"] == "2025-06-01T12:01:00Z"
    assert read_contents(app) == read_contents(SandboxApp(World(40, 7, "2025-06-01T12:01:00Z"))) != later_contents


def test_a_clock_that_does_not_run_stands_still(app: SandboxApp, monkeypatch: pytest.MonkeyPatch) -> None:
    health = get_json(app, "/_health")
    monkeypatch.setattr("sandbox.world.current_time", lambda: 2_000_000_000)
    assert get_json(app, "/_health") == health


def test_boards_are_the_same_bytes_when_the_clock_returns(app: SandboxApp) -> None:
    token = next(iter(app.world.market.boards["greenhouse"]))
    path, query = f"/greenhouse/v1/boards/{token}/jobs", {"content": "true"}
    first_body = send(app, path, query).body
    move_clock(app, "2026-07-01")
    assert send(app, path, query).body.data != first_body.data
    move_clock(app, START)
    second_body = send(app, path, query).body
    assert (second_body.data, second_body.etag) == (first_body.data, first_body.etag)


@pytest.mark.parametrize("at", ["2025-02-01", "2026-03-02", "2026-03-07T04:05:06Z", "2027-04-01"])
def test_every_board_serves_exactly_the_postings_of_the_truth(app: SandboxApp, at: str) -> None:
    move_clock(app, at)
    for provider in app.world.market.boards:
        served = {
            board: sorted(posting_id(provider, row) for row in read_board(app, provider, board))
            for board_provider, board in list_boards(app)
            if board_provider == provider
        }
        assert served == get_json(app, f"/_truth/{provider}")
        assert {board: len(ids) for board, ids in served.items()} == get_json(app, f"/_boards/{provider}")


def test_the_number_of_open_postings_stays_about_the_same() -> None:
    app = SandboxApp(World(3000, 7, START))
    for days in range(-400, 401, 200):
        at = app.world.now + days * DAY
        boards = [truth.list_listed_ids(app.world, provider, at) for provider in app.world.market.boards]
        count = sum(len(ids) for ids_by_board in boards for ids in ids_by_board.values())
        assert count == pytest.approx(3000, rel=0.04)


def test_about_one_to_two_postings_in_a_hundred_change_on_a_day() -> None:
    app = SandboxApp(World(3000, 7, START))
    week = get_json(app, "/_truth/changes", {"since": "2026-03-02", "until": "2026-03-09"})
    counts = [len(ids) for boards in week.values() for kinds in boards.values() for ids in kinds.values()]
    assert 0.008 <= sum(counts) / 7 / 3000 <= 0.022


@given(first=st.integers(-400, 400), days=st.integers(0, 60))
@settings(max_examples=examples(8), deadline=None)
def test_changes_are_the_difference_of_two_truths(first: int, days: int) -> None:
    app = SandboxApp(World(200, 3, START))
    since, until = app.world.now + first * DAY, app.world.now + (first + days) * DAY
    changes = get_json(app, "/_truth/changes", {"since": format_utc(since), "until": format_utc(until)})
    for provider, boards in app.world.market.boards.items():
        old_ids, new_ids = (truth.list_listed_ids(app.world, provider, at) for at in (since, until))
        for token, board in boards.items():
            board_changes = changes.get(provider, {}).get(token, {"opened": [], "closed": [], "changed": []})
            assert board_changes["opened"] == sorted(set(new_ids[token]) - set(old_ids[token]))
            assert board_changes["closed"] == sorted(set(old_ids[token]) - set(new_ids[token]))
            old, new = (truth.list_versions(app.world, board, at) for at in (since, until))
            assert board_changes["changed"] == sorted(
                posting for posting in old.keys() & new.keys() if old[posting] != new[posting]
            )


@given(first=st.integers(-300, 300), days=st.integers(1, 120))
@settings(max_examples=examples(5), deadline=None)
def test_content_changes_exactly_with_the_version(first: int, days: int) -> None:
    app = SandboxApp(World(LISTINGS, 11, START))
    states = []
    for offset in (first, first + days):
        move_clock(app, format_date(parse_time(START) + offset * DAY))
        numbers = {
            (provider, board, identifier): number
            for provider, board in list_boards(app)
            for identifier, number in get_json(app, f"/_truth/versions/{provider}/{board}").items()
        }
        states.append((read_contents(app), numbers))
    (old_contents, old_versions), (new_contents, new_versions) = states
    assert old_contents.keys() == old_versions.keys()
    for posting in old_contents.keys() & new_contents.keys():
        has_same_content = old_contents[posting] == new_contents[posting]
        assert has_same_content == (old_versions[posting] == new_versions[posting]), posting


def test_most_updates_of_greenhouse_touch_the_time_stamp_alone() -> None:
    app = SandboxApp(World(1500, 7, START))
    tokens = list(app.world.market.boards["greenhouse"])

    def read_rows() -> dict[str, tuple[str, dict[str, object]]]:
        rows = [row for token in tokens for row in read_board(app, "greenhouse", token)]
        return {
            str(row["id"]): (row["updated_at"], {name: field for name, field in row.items() if name != "updated_at"})
            for row in rows
        }

    old_rows = read_rows()
    move_clock(app, "2026-03-12")
    new_rows = read_rows()
    common_ids = old_rows.keys() & new_rows.keys()
    updated = [posting for posting in common_ids if old_rows[posting][0] != new_rows[posting][0]]
    only_touched = [posting for posting in updated if old_rows[posting][1] == new_rows[posting][1]]
    assert 0.8 <= len(only_touched) / len(updated) <= 0.97
    assert all(old_rows[posting] == new_rows[posting] for posting in common_ids - set(updated))
