"""Test which postings are one job and which only look like it: cities, copies, reposts, look-alikes, pauses."""

from __future__ import annotations

from collections import Counter

import pytest

from sandbox import lifecycle, truth
from sandbox.app import SandboxApp
from sandbox.market import SandboxPosting
from sandbox.providers import PROVIDERS
from sandbox.timestamps import DAY
from sandbox.world import World
from tests.sandbox.client import get_json, list_boards, move_clock, posting_id, read_board
from tests.sandbox.conftest import START


@pytest.fixture(scope="module")
def app() -> SandboxApp:
    return SandboxApp(World(3000, 7, START))


def get_facts(app: SandboxApp, member: dict[str, str]) -> dict[str, object]:
    facts = get_json(app, f"/_truth/listing/{member['provider']}/{member['board']}/{member['id']}")
    assert isinstance(facts, dict)
    return facts


def test_ids_are_unique_on_every_provider(app: SandboxApp) -> None:
    for provider in app.world.market.boards:
        counts = Counter(identifier for ids in get_json(app, f"/_truth/{provider}").values() for identifier in ids)
        assert counts.most_common(1)[0][1] == 1


def test_members_of_a_group_are_one_job(app: SandboxApp) -> None:
    groups = get_json(app, "/_truth/duplicates")
    assert {"sources", "cities"} <= {kind for group in groups for kind in group["kinds"]}
    for group in groups[:80]:
        members = [get_facts(app, member) for member in group["members"]]
        assert (
            len({tuple(facts[name] for name in ("opening", "company", "profession", "level")) for facts in members})
            == 1
        )


def test_cities_of_a_requisition_share_the_internal_id(app: SandboxApp) -> None:
    internal_ids = {
        posting_id("greenhouse", row): row["internal_job_id"]
        for provider, board in list_boards(app)
        if provider == "greenhouse"
        for row in read_board(app, provider, board)
    }
    groups = [group for group in get_json(app, "/_truth/duplicates") if "cities" in group["kinds"]]
    assert len(groups) > 10
    for group in groups:
        members = [member for member in group["members"] if member["provider"] == "greenhouse"]
        assert len({internal_ids[member["id"]] for member in members} - {None}) <= 1
        assert len({member["city"] for member in members}) == len(members)
    counts = Counter(number for number in internal_ids.values() if number is not None)
    duplicate_ids = {member["id"] for group in get_json(app, "/_truth/duplicates") for member in group["members"]}
    assert {identifier for identifier, number in internal_ids.items() if number and counts[number] > 1} <= duplicate_ids


def test_adzuna_rewords_titles(app: SandboxApp) -> None:
    pair_count = equal_count = 0
    adzuna_rows = {
        posting_id("adzuna", row): row for country in ("gb", "us") for row in read_board(app, "adzuna", country)
    }
    for group in get_json(app, "/_truth/duplicates"):
        first = group["members"][0]
        for member in group["members"]:
            if member["id"] in adzuna_rows and first["provider"] != "adzuna":
                pair_count += 1
                equal_count += adzuna_rows[member["id"]]["title"] == get_facts(app, first)["title"]
    assert pair_count > 50
    assert 0.1 < equal_count / pair_count < 0.6


def test_look_alikes_are_different_openings(app: SandboxApp) -> None:
    pairs = get_json(app, "/_truth/look_alikes")
    same_city = [pair for pair in pairs if pair[0]["city"] == pair[1]["city"]]
    assert len(same_city) > 20
    for pair in same_city[:40]:
        first, other = (get_facts(app, member) for member in pair)
        assert first["company"] == other["company"]
        assert first["opening"] != other["opening"]


def test_a_reposted_job_returns_under_a_new_id_with_its_requisition(app: SandboxApp) -> None:
    market, world = app.world.market, app.world
    board = max(market.boards["greenhouse"].values(), key=lambda board: board.size)
    reposts = [
        posting
        for posting in world.get_open_postings(board)
        if market.get_first_generation(posting) != posting.lifetime.generation and posting.slot_role.kind == "own"
    ]
    assert reposts
    for posting in reposts[:10]:
        earlier_lifetime = lifecycle.make_lifetime(market.seed, posting.slot_role.slot, posting.lifetime.generation - 1)
        earlier = SandboxPosting(posting.slot_role, earlier_lifetime)
        assert market.get_requisition_key(earlier) == market.get_requisition_key(posting)
        assert market.get_job(earlier) == market.get_job(posting)
        assert PROVIDERS["greenhouse"].external_id(world, earlier) != PROVIDERS["greenhouse"].external_id(
            world, posting
        )
        assert earlier_lifetime.closed_at <= posting.lifetime.opened_at


def test_a_paused_posting_comes_back_under_its_own_id() -> None:
    app = SandboxApp(World(1500, 7, START))
    board = max(app.world.market.boards["greenhouse"].values(), key=lambda board: board.size)
    at = app.world.now
    posting = next(
        posting
        for posting in app.world.get_open_postings(board)
        if posting.lifetime.pause and posting.lifetime.pause[0] > at
    )
    assert posting.lifetime.pause
    (begin, end), identifier = (
        posting.lifetime.pause,
        str(4_000_000_000 + app.world.market.get_posting_number(posting, "greenhouse ids", 4_999_999_937)),
    )
    is_listed = [
        identifier in truth.list_listed_ids(app.world, "greenhouse", moment)[board.token]
        for moment in (begin - 1, begin, end - 1, end)
    ]
    assert is_listed == [True, False, False, True]


def test_unlisted_jobs_are_returned_but_never_in_the_truth(app: SandboxApp) -> None:
    unlisted_count = 0
    for token in app.world.market.boards["ashby"]:
        rows = get_json(app, f"/ashby/posting-api/job-board/{token}")["jobs"]
        unlisted_ids = {row["id"] for row in rows if not row["isListed"]}
        unlisted_count += len(unlisted_ids)
        assert unlisted_ids.isdisjoint(get_json(app, f"/_truth/versions/ashby/{token}"))
    assert unlisted_count > 5


def test_historic_announcements_state_their_outcome() -> None:
    app = SandboxApp(World(400, 7, START))
    first_page = get_json(app, "/usajobs/api/HistoricJoa")
    rows, page = list(first_page["data"]), first_page
    while page["paging"]["next"]:
        path, _, query = page["paging"]["next"].partition("?")
        page = get_json(app, path, dict(pair.split("=") for pair in query.split("&")))
        rows += page["data"]
    assert (
        len(rows)
        == first_page["paging"]["metadata"]["totalCount"]
        == len({row["usajobsControlNumber"] for row in rows})
    )
    open_ids = {
        str(row["usajobsControlNumber"]) for row in rows if row["positionOpeningStatus"] == "Accepting applications"
    }
    assert open_ids == set(get_json(app, "/_truth/usajobs")["search"])
    assert len({row["positionOpeningStatus"] for row in rows}) == 5
    move_clock(app, "2026-03-20")
    changes = get_json(app, "/_truth/changes", {"since": START, "until": "2026-03-20"})
    closed_ids = set(changes["usajobs"]["search"]["closed"])
    assert closed_ids
    numbers = {"USAJOBSControlNumbers": ",".join(closed_ids)}
    closed_rows = {
        str(row["usajobsControlNumber"]): row for row in get_json(app, "/usajobs/api/HistoricJoa", numbers)["data"]
    }
    assert closed_rows.keys() == closed_ids
    assert all(row["positionOpeningStatus"] != "Accepting applications" for row in closed_rows.values())


@pytest.mark.parametrize("listings", [1, 7, 60])
def test_a_tiny_market_works(listings: int) -> None:
    app = SandboxApp(World(listings, 7, START))
    for provider in app.world.market.boards:
        served = {
            board: sorted(posting_id(provider, row) for row in read_board(app, provider, board))
            for board_provider, board in list_boards(app)
            if board_provider == provider
        }
        assert served == get_json(app, f"/_truth/{provider}")


def test_a_million_postings_cost_nothing_until_they_are_requested() -> None:
    app = SandboxApp(World(1_000_000, 7, START))
    page = get_json(app, "/adzuna/v1/api/jobs/fr/search/1", {"app_id": 1, "app_key": 1, "results_per_page": 50})
    assert page["count"] == pytest.approx(15_000, rel=0.05)
    assert len(app.world.market.boards["greenhouse"]) == 7500
    at = app.world.now
    board = app.world.market.boards["usajobs"]["search"]
    postings = app.world.market.list_slot_postings(board.first_slot + 99_000, at)
    assert sum(posting.lifetime.is_open(at + DAY) for posting in postings) <= 1
