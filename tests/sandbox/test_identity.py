"""What is the same opening and what only looks like it: cities, sources, re-postings, look-alikes, pauses."""

from __future__ import annotations

from collections import Counter

import pytest

from sandbox import lifecycle, truth
from sandbox.app import App
from sandbox.instants import DAY
from sandbox.market import Opening
from sandbox.providers import PROVIDERS
from sandbox.world import World
from tests.sandbox.conftest import AT
from tests.sandbox.reading import boards, key, move, read, value


@pytest.fixture(scope="module")
def app() -> App:
    return App(World(3000, 7, AT))


def facts(app: App, member: dict[str, str]) -> dict[str, object]:
    found = value(app, f"/_truth/listing/{member['provider']}/{member['board']}/{member['id']}")
    assert isinstance(found, dict)
    return found


def test_ids_are_unique_on_every_provider(app: App) -> None:
    for provider in app.world.market.boards:
        counted = Counter(i for ids in value(app, f"/_truth/{provider}").values() for i in ids)
        assert counted.most_common(1)[0][1] == 1


def test_members_of_a_group_are_one_job(app: App) -> None:
    groups = value(app, "/_truth/duplicates")
    assert {"sources", "cities"} <= {kind for group in groups for kind in group["kinds"]}
    for group in groups[:80]:
        members = [facts(app, member) for member in group["members"]]
        assert len({(f["opening"], f["company"], f["profession"], f["level"]) for f in members}) == 1


def test_cities_of_a_requisition_share_the_internal_id(app: App) -> None:
    internal = {
        key("greenhouse", row): row["internal_job_id"]
        for provider, board in boards(app)
        if provider == "greenhouse"
        for row in read(app, provider, board)
    }
    groups = [group for group in value(app, "/_truth/duplicates") if "cities" in group["kinds"]]
    assert len(groups) > 10
    for group in groups:
        members = [m for m in group["members"] if m["provider"] == "greenhouse"]
        assert len({internal[m["id"]] for m in members} - {None}) <= 1
        assert len({m["city"] for m in members}) == len(members)
    shared = Counter(number for number in internal.values() if number is not None)
    in_groups = {m["id"] for group in value(app, "/_truth/duplicates") for m in group["members"]}
    assert {i for i, number in internal.items() if number and shared[number] > 1} <= in_groups


def test_a_second_source_words_the_job_differently(app: App) -> None:
    pairs = equal = 0
    titles = {key("adzuna", row): row for country in ("gb", "us") for row in read(app, "adzuna", country)}
    for group in value(app, "/_truth/duplicates"):
        first = group["members"][0]
        for member in group["members"]:
            if member["id"] in titles and first["provider"] != "adzuna":
                pairs += 1
                equal += titles[member["id"]]["title"] == facts(app, first)["title"]
    assert pairs > 50
    assert 0.1 < equal / pairs < 0.6


def test_look_alikes_are_different_openings(app: App) -> None:
    pairs = value(app, "/_truth/look_alikes")
    same_city = [pair for pair in pairs if pair[0]["city"] == pair[1]["city"]]
    assert len(same_city) > 20
    for pair in same_city[:40]:
        one, other = (facts(app, member) for member in pair)
        assert one["company"] == other["company"]
        assert one["opening"] != other["opening"]


def test_a_reposted_job_returns_under_a_new_id_with_its_requisition(app: App) -> None:
    market, world = app.world.market, app.world
    board = max(market.boards["greenhouse"].values(), key=lambda found: found.size)
    reposted = [o for o in world.open(board) if market.origin(o) != o.life.generation and o.seat.kind == "own"]
    assert reposted
    for opening in reposted[:10]:
        before = lifecycle.span(market.seed, opening.seat.slot, opening.life.generation - 1)
        earlier = Opening(opening.seat, before)
        assert market.requisition(earlier) == market.requisition(opening)
        assert market.job(earlier) == market.job(opening)
        assert PROVIDERS["greenhouse"].external_id(world, earlier) != PROVIDERS["greenhouse"].external_id(
            world, opening
        )
        assert before.closed <= opening.life.opened


def test_a_paused_posting_comes_back_under_its_own_id() -> None:
    app = App(World(1500, 7, AT))
    board = max(app.world.market.boards["greenhouse"].values(), key=lambda found: found.size)
    at = app.world.at
    opening = next(o for o in app.world.open(board) if o.life.pause and o.life.pause[0] > at)
    assert opening.life.pause
    (begin, end), identifier = (
        opening.life.pause,
        str(4_000_000_000 + app.world.market.short_number(opening, "greenhouse ids", 4_999_999_937)),
    )
    shown = [
        identifier in truth.boards(app.world, "greenhouse", moment)[board.token]
        for moment in (begin - 1, begin, end - 1, end)
    ]
    assert shown == [True, False, False, True]


def test_unlisted_jobs_are_answered_but_never_in_the_truth(app: App) -> None:
    unlisted = 0
    for token in app.world.market.boards["ashby"]:
        rows = value(app, f"/ashby/posting-api/job-board/{token}")["jobs"]
        hidden = {row["id"] for row in rows if not row["isListed"]}
        unlisted += len(hidden)
        assert hidden.isdisjoint(value(app, f"/_truth/versions/ashby/{token}"))
    assert unlisted > 5


def test_historic_announcements_say_what_became_of_them() -> None:
    app = App(World(400, 7, AT))
    first = value(app, "/usajobs/api/HistoricJoa")
    rows, page = list(first["data"]), first
    while page["paging"]["next"]:
        path, _, query = page["paging"]["next"].partition("?")
        page = value(app, path, dict(pair.split("=") for pair in query.split("&")))
        rows += page["data"]
    assert len(rows) == first["paging"]["metadata"]["totalCount"] == len({row["usajobsControlNumber"] for row in rows})
    accepting = {
        str(row["usajobsControlNumber"]) for row in rows if row["positionOpeningStatus"] == "Accepting applications"
    }
    assert accepting == set(value(app, "/_truth/usajobs")["search"])
    assert len({row["positionOpeningStatus"] for row in rows}) == 5
    move(app, "2026-03-20")
    closed = set(value(app, "/_truth/changes", {"since": AT, "until": "2026-03-20"})["usajobs"]["search"]["closed"])
    assert closed
    numbers = {"USAJOBSControlNumbers": ",".join(closed)}
    later = {str(row["usajobsControlNumber"]): row for row in value(app, "/usajobs/api/HistoricJoa", numbers)["data"]}
    assert later.keys() == closed
    assert all(row["positionOpeningStatus"] != "Accepting applications" for row in later.values())


@pytest.mark.parametrize("listings", [1, 7, 60])
def test_a_tiny_market_answers_too(listings: int) -> None:
    app = App(World(listings, 7, AT))
    for provider in app.world.market.boards:
        served = {
            board: sorted(key(provider, row) for row in read(app, p, board))
            for p, board in boards(app)
            if p == provider
        }
        assert served == value(app, f"/_truth/{provider}")


def test_a_million_postings_cost_nothing_until_they_are_asked_for() -> None:
    app = App(World(1_000_000, 7, AT))
    first = value(app, "/adzuna/v1/api/jobs/fr/search/1", {"app_id": 1, "app_key": 1, "results_per_page": 50})
    assert first["count"] == pytest.approx(15_000, rel=0.05)
    assert len(app.world.market.boards["greenhouse"]) == 7500
    at = app.world.at
    board = app.world.market.boards["usajobs"]["search"]
    assert sum(1 for o in app.world.market.openings(board.first + 99_000, at) if o.life.is_open(at + DAY)) <= 1
