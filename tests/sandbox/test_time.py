"""The market is a pure function of seed and time, and its truth is what its APIs serve."""

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
from sandbox.app import App
from sandbox.instants import DAY, instant, iso_date, iso_z
from sandbox.world import STEP, World
from tests.sandbox.conftest import AT, LISTINGS
from tests.sandbox.reading import ask, boards, contents, key, move, read, value

ROOT = Path(__file__).resolve().parents[2]
DIGEST = """
import hashlib
from sandbox.app import App
from sandbox.world import World
from tests.sandbox.test_time import digest
print(digest(App(World(40, 7, "2026-03-02"))))
"""


def digest(app: App) -> str:
    """One number for the exact bytes of every board."""
    found = hashlib.sha256()
    for provider, board in boards(app):
        found.update(orjson.dumps(read(app, provider, board)))
    return found.hexdigest()


def test_the_same_seed_gives_the_same_bytes_in_a_fresh_process() -> None:
    command = [sys.executable, "-c", DIGEST]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == digest(App(World(40, 7, AT)))


def test_another_seed_is_another_market() -> None:
    assert digest(App(World(40, 7, AT))) != digest(App(World(60, 8, AT)))


def test_moving_away_and_back_changes_nothing(app: App) -> None:
    before, truths = (
        contents(app),
        {provider: value(app, f"/_truth/{provider}") for provider in app.world.market.boards},
    )
    for at in ("2026-05-30", "2025-04-01T12:00:00Z", AT):
        move(app, at)
        contents(app)
    assert contents(app) == before
    assert {provider: value(app, f"/_truth/{provider}") for provider in truths} == truths


def test_a_running_clock_goes_on_with_real_time_from_where_it_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    real = [1_000_000]
    monkeypatch.setattr("sandbox.world.present", lambda: real[0])
    app = App(World(40, 7, AT, running=True))
    real[0] += 3 * DAY + STEP - 1
    assert value(app, "/_health")["at"] == iso_z(instant(AT) + 3 * DAY)
    later = contents(app)
    move(app, "2025-06-01T12:00:00Z")
    assert value(app, "/_health")["at"] == "2025-06-01T12:00:00Z"
    real[0] += STEP
    assert value(app, "/_health")["at"] == "2025-06-01T12:01:00Z"
    assert contents(app) == contents(App(World(40, 7, "2025-06-01T12:01:00Z"))) != later


def test_a_clock_that_does_not_run_stands_still(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    before = value(app, "/_health")
    monkeypatch.setattr("sandbox.world.present", lambda: 2_000_000_000)
    assert value(app, "/_health") == before


def test_whole_boards_come_back_byte_for_byte(app: App) -> None:
    token = next(iter(app.world.market.boards["greenhouse"]))
    path, query = f"/greenhouse/v1/boards/{token}/jobs", {"content": "true"}
    before = ask(app, path, query).body
    move(app, "2026-07-01")
    assert ask(app, path, query).body.data != before.data
    move(app, AT)
    again = ask(app, path, query).body
    assert (again.data, again.etag) == (before.data, before.etag)


@pytest.mark.parametrize("at", ["2025-02-01", "2026-03-02", "2026-03-07T04:05:06Z", "2027-04-01"])
def test_every_board_serves_exactly_what_the_truth_says(app: App, at: str) -> None:
    move(app, at)
    for provider in app.world.market.boards:
        served = {
            board: sorted(key(provider, row) for row in read(app, provider, board))
            for p, board in boards(app)
            if p == provider
        }
        assert served == value(app, f"/_truth/{provider}")
        assert {board: len(ids) for board, ids in served.items()} == value(app, f"/_boards/{provider}")


def test_the_number_of_open_postings_stays_about_the_same() -> None:
    app = App(World(3000, 7, AT))
    for days in range(-400, 401, 200):
        at = app.world.at + days * DAY
        count = sum(len(ids) for p in app.world.market.boards for ids in truth.boards(app.world, p, at).values())
        assert count == pytest.approx(3000, rel=0.04)


def test_about_one_to_two_postings_in_a_hundred_change_on_a_day() -> None:
    app = App(World(3000, 7, AT))
    week = value(app, "/_truth/changes", {"since": "2026-03-02", "until": "2026-03-09"})
    moved = [len(ids) for by_board in week.values() for kinds in by_board.values() for ids in kinds.values()]
    assert 0.008 <= sum(moved) / 7 / 3000 <= 0.022


@given(first=st.integers(-400, 400), days=st.integers(0, 60))
@settings(max_examples=8, deadline=None)
def test_changes_are_the_difference_of_two_truths(first: int, days: int) -> None:
    app = App(World(200, 3, AT))
    since, until = app.world.at + first * DAY, app.world.at + (first + days) * DAY
    changes = value(app, "/_truth/changes", {"since": iso_z(since), "until": iso_z(until)})
    for provider, by_token in app.world.market.boards.items():
        old, new = (truth.boards(app.world, provider, at) for at in (since, until))
        for token, board in by_token.items():
            found = changes.get(provider, {}).get(token, {"opened": [], "closed": [], "changed": []})
            assert found["opened"] == sorted(set(new[token]) - set(old[token]))
            assert found["closed"] == sorted(set(old[token]) - set(new[token]))
            before, after = (truth.versions(app.world, board, at) for at in (since, until))
            assert found["changed"] == sorted(i for i in before.keys() & after.keys() if before[i] != after[i])


@given(first=st.integers(-300, 300), days=st.integers(1, 120))
@settings(max_examples=5, deadline=None)
def test_content_changes_exactly_with_the_version(first: int, days: int) -> None:
    app = App(World(LISTINGS, 11, AT))
    states = []
    for offset in (first, first + days):
        move(app, iso_date(instant(AT) + offset * DAY))
        numbers = {
            (provider, board, identifier): number
            for provider, board in boards(app)
            for identifier, number in value(app, f"/_truth/versions/{provider}/{board}").items()
        }
        states.append((contents(app), numbers))
    (old, was), (new, now) = states
    assert old.keys() == was.keys()
    for posting in old.keys() & new.keys():
        assert (old[posting] == new[posting]) == (was[posting] == now[posting]), posting


def test_most_updates_of_greenhouse_touch_the_time_stamp_alone() -> None:
    app = App(World(1500, 7, AT))
    tokens = list(app.world.market.boards["greenhouse"])

    def seen() -> dict[str, tuple[str, dict[str, object]]]:
        rows = [row for token in tokens for row in read(app, "greenhouse", token)]
        return {
            str(row["id"]): (row["updated_at"], {n: v for n, v in row.items() if n != "updated_at"}) for row in rows
        }

    before = seen()
    move(app, "2026-03-12")
    after = seen()
    updated = [i for i in before.keys() & after.keys() if before[i][0] != after[i][0]]
    alone = [i for i in updated if before[i][1] == after[i][1]]
    assert 0.8 <= len(alone) / len(updated) <= 0.97
    assert all(before[i] == after[i] for i in before.keys() & after.keys() - set(updated))
