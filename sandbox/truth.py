"""What the market knows about itself, for tests: open ids, versions, facts, changes, duplicates. No API's shapes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sandbox.boards import Board
from sandbox.instants import instant, iso_z
from sandbox.market import Opening
from sandbox.providers import PROVIDERS
from sandbox.world import World

Versions = dict[str, int]


def boards(world: World, provider: str, at: int | None = None) -> dict[str, list[str]]:
    """Return the ids that are open and to be shown, sorted, by board."""
    name = PROVIDERS[provider].external_id
    return {
        token: sorted(name(world, opening) for opening in world.listed(board, at))
        for token, board in world.market.boards[provider].items()
    }


def versions(world: World, board: Board, at: int | None = None) -> Versions:
    """Return the number of the current version of each open posting of a board; only real changes count."""
    name = PROVIDERS[board.provider].external_id
    when = world.at if at is None else at
    return {name(world, o): world.market.version(o, when).number for o in world.listed(board, when)}


def changes(world: World, since: str, until: str) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Return the ids opened, closed and changed between two instants, by provider and board where there are any."""
    first, last = instant(since), instant(until)
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for provider, by_token in world.market.boards.items():
        for token, board in by_token.items():
            difference = _difference(versions(world, board, first), versions(world, board, last))
            if any(difference.values()):
                found.setdefault(provider, {})[token] = difference
    return found


def duplicates(world: World) -> list[dict[str, Any]]:
    """Return groups of open postings that are one and the same opening, with the reason why there are several."""
    groups: dict[tuple[int, int], list[Opening]] = defaultdict(list)
    for opening in _all(world):
        groups[world.market.requisition(opening)].append(opening)
    return [_group(world, members) for members in groups.values() if len(members) > 1]


def look_alikes(world: World) -> list[list[dict[str, str]]]:
    """Return pairs of open postings of one employer with one title that are different openings."""
    found: dict[tuple[str, str, str], list[Opening]] = defaultdict(list)
    for opening in _all(world):
        job = world.market.job(opening)
        found[job.company.key, job.title, job.country.code].append(opening)
    pairs = []
    for members in found.values():
        different = {world.market.requisition(opening): opening for opening in members}
        first, *others = different.values()
        pairs += [[_member(world, first), _member(world, other)] for other in others]
    return pairs


def listing(world: World, board: Board, identifier: str) -> dict[str, Any] | None:
    """Return the facts of an open posting (as of now), or None if the board has no such one."""
    name = PROVIDERS[board.provider].external_id
    for opening in world.open(board):
        if name(world, opening) == identifier:
            return _facts(world, opening)
    return None


def _all(world: World) -> list[Opening]:
    return [o for by_token in world.market.boards.values() for board in by_token.values() for o in world.listed(board)]


def _difference(before: Versions, after: Versions) -> dict[str, list[str]]:
    return {
        "opened": sorted(after.keys() - before.keys()),
        "closed": sorted(before.keys() - after.keys()),
        "changed": sorted(i for i in before.keys() & after.keys() if before[i] != after[i]),
    }


def _member(world: World, opening: Opening) -> dict[str, str]:
    return {
        "provider": opening.board.provider,
        "board": opening.board.token,
        "id": PROVIDERS[opening.board.provider].external_id(world, opening),
        "city": world.market.job(opening).city.name,
    }


def _group(world: World, members: list[Opening]) -> dict[str, Any]:
    slot, origin = world.market.requisition(members[0])
    kinds = []
    if len({opening.board.provider for opening in members}) > 1:
        kinds.append("sources")
    if any(opening.seat.kind == "city" for opening in members):
        kinds.append("cities")
    return {
        "opening": f"{slot}/{origin}",
        "kinds": kinds or ["repeated"],
        "members": [_member(world, opening) for opening in members],
    }


def _facts(world: World, opening: Opening) -> dict[str, Any]:
    market, life = world.market, opening.life
    job, version = market.current(opening, world.at), market.version(opening, world.at)
    slot, origin = market.requisition(opening)
    return {
        "title": job.title,
        "role": job.role,
        "company": job.company.name,
        "company_legal_name": job.company.legal,
        "profession": job.profession.key,
        "city": job.city.name,
        "city_local": job.city.local,
        "region": job.city.region,
        "country": job.country.name,
        "country_code": job.country.code,
        "pay_min": job.pay.minimum,
        "pay_max": job.pay.maximum,
        "currency": job.pay.currency,
        "pay_period": job.pay.period,
        "pay_shown": job.pay_shown,
        "workplace": "on_site" if job.workplace == "onsite" else job.workplace,
        "employment": job.employment,
        "level": job.level,
        "department": job.department,
        "area": job.area,
        "skills": list(job.skills),
        "language": job.language,
        "version": version.number,
        "changed_at": iso_z(version.changed_at),
        "opened_at": iso_z(life.opened),
        "closes_at": iso_z(life.closed),
        "paused": [iso_z(life.pause[0]), iso_z(life.pause[1])] if life.pause else None,
        "opening": f"{slot}/{origin}",
        "kind": opening.seat.kind,
        "reposted": origin != life.generation,
    }
