"""Tell tests what is true of the market: open ids, versions, facts, changes, duplicates. Speaks no provider's API."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sandbox.boards import JobBoard
from sandbox.market import SandboxPosting
from sandbox.providers import PROVIDERS
from sandbox.timestamps import format_utc, parse_time
from sandbox.world import World

VersionNumbers = dict[str, int]


def list_listed_ids(world: World, provider: str, at: int | None = None) -> dict[str, list[str]]:
    """Return the ids of a provider's public open postings by board, sorted."""
    external_id = PROVIDERS[provider].external_id
    return {
        token: sorted(external_id(world, posting) for posting in world.get_listed_postings(board, at))
        for token, board in world.market.boards[provider].items()
    }


def list_versions(world: World, board: JobBoard, at: int | None = None) -> VersionNumbers:
    """Return the version number of each public open posting of a board. Only changes of content count."""
    external_id = PROVIDERS[board.provider].external_id
    time = world.now if at is None else at
    return {
        external_id(world, posting): world.market.get_version_at(posting, time).number
        for posting in world.get_listed_postings(board, time)
    }


def list_changes(world: World, since: str, until: str) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Return the ids opened, closed and changed between two times, by provider and board, where there are any."""
    start, end = parse_time(since), parse_time(until)
    changes: dict[str, dict[str, dict[str, list[str]]]] = {}
    for provider, boards in world.market.boards.items():
        for token, board in boards.items():
            difference = _compare_versions(list_versions(world, board, start), list_versions(world, board, end))
            if any(difference.values()):
                changes.setdefault(provider, {})[token] = difference
    return changes


def list_duplicates(world: World) -> list[dict[str, Any]]:
    """Return groups of open postings of one and the same job, with the reason why there are several."""
    groups: dict[tuple[int, int], list[SandboxPosting]] = defaultdict(list)
    for posting in _list_postings(world):
        groups[world.market.get_requisition_key(posting)].append(posting)
    return [_describe_group(world, postings) for postings in groups.values() if len(postings) > 1]


def list_look_alikes(world: World) -> list[list[dict[str, str]]]:
    """Return pairs of open postings that share employer and title and are different jobs."""
    groups: dict[tuple[str, str, str], list[SandboxPosting]] = defaultdict(list)
    for posting in _list_postings(world):
        job = world.market.get_job(posting)
        groups[job.employer.key, job.title, job.country.code].append(posting)
    pairs = []
    for postings in groups.values():
        jobs = {world.market.get_requisition_key(posting): posting for posting in postings}
        first, *others = jobs.values()
        pairs += [[_describe_look_alike(world, first), _describe_look_alike(world, other)] for other in others]
    return pairs


def describe_posting(world: World, board: JobBoard, identifier: str) -> dict[str, Any] | None:
    """Return the facts of an open posting as of now, or None if the board has no posting of that id."""
    external_id = PROVIDERS[board.provider].external_id
    for posting in world.get_open_postings(board):
        if external_id(world, posting) == identifier:
            return _describe_facts(world, posting)
    return None


def _list_postings(world: World) -> list[SandboxPosting]:
    boards = [board for boards in world.market.boards.values() for board in boards.values()]
    return [posting for board in boards for posting in world.get_listed_postings(board)]


def _compare_versions(old_versions: VersionNumbers, new_versions: VersionNumbers) -> dict[str, list[str]]:
    return {
        "opened": sorted(new_versions.keys() - old_versions.keys()),
        "closed": sorted(old_versions.keys() - new_versions.keys()),
        "changed": sorted(
            identifier
            for identifier in old_versions.keys() & new_versions.keys()
            if old_versions[identifier] != new_versions[identifier]
        ),
    }


def _describe_look_alike(world: World, posting: SandboxPosting) -> dict[str, str]:
    return {
        "provider": posting.board.provider,
        "board": posting.board.token,
        "id": PROVIDERS[posting.board.provider].external_id(world, posting),
        "city": world.market.get_job(posting).city.name,
    }


def _describe_group(world: World, postings: list[SandboxPosting]) -> dict[str, Any]:
    slot, generation = world.market.get_requisition_key(postings[0])
    kinds = []
    if len({posting.board.provider for posting in postings}) > 1:
        kinds.append("sources")
    if any(posting.slot_role.kind == "city" for posting in postings):
        kinds.append("cities")
    return {
        "opening": f"{slot}/{generation}",
        "kinds": kinds or ["repeated"],
        "members": [_describe_look_alike(world, posting) for posting in postings],
    }


def _describe_facts(world: World, posting: SandboxPosting) -> dict[str, Any]:
    market, lifetime = world.market, posting.lifetime
    job, version = market.get_current_job(posting, world.now), market.get_version_at(posting, world.now)
    slot, generation = market.get_requisition_key(posting)
    return {
        "title": job.title,
        "role": job.role,
        "company": job.employer.name,
        "company_legal_name": job.employer.legal_name,
        "profession": job.profession.key,
        "city": job.city.name,
        "city_local": job.city.local_name,
        "region": job.city.region,
        "country": job.country.name,
        "country_code": job.country.code,
        "pay_min": job.pay.minimum,
        "pay_max": job.pay.maximum,
        "currency": job.pay.currency,
        "pay_period": job.pay.period,
        "pay_shown": job.states_pay,
        "workplace": "on_site" if job.workplace == "onsite" else job.workplace,
        "employment": job.employment,
        "level": job.level,
        "department": job.department,
        "area": job.area,
        "skills": list(job.skills),
        "language": job.language,
        "version": version.number,
        "changed_at": format_utc(version.changed_at),
        "opened_at": format_utc(lifetime.opened_at),
        "closes_at": format_utc(lifetime.closed_at),
        "paused": [format_utc(lifetime.pause[0]), format_utc(lifetime.pause[1])] if lifetime.pause else None,
        "opening": f"{slot}/{generation}",
        "kind": posting.slot_role.kind,
        "reposted": generation != lifetime.generation,
    }
