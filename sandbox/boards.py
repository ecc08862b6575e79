"""Lay out the boards of a market and the slots of each. A slot holds one open posting after another.

What a slot holds is decided in `slot_roles`.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from sandbox.employers import Employer, make_employer, make_slug
from sandbox.seeded_random import SeededRandom

# There are more slots than open postings, because a slot is empty for a while between two postings.
SLOTS_PER_LISTING = 1.068
_USUAL_LISTINGS = 20_000
# The share of all open postings on each provider.
PROVIDER_SHARES = {"greenhouse": 0.45, "lever": 0.13, "ashby": 0.22, "usajobs": 0.10, "adzuna": 0.10}
# Provider to its number of boards in a market of usual size, and the spread of their sizes.
_EMPLOYER_BOARDS = {"greenhouse": (150, 1.22), "lever": (60, 1.1), "ashby": (80, 1.2)}
ADZUNA_COUNTRY_SHARES = {"gb": 0.3, "de": 0.3, "us": 0.25, "fr": 0.15}


@dataclass(frozen=True, slots=True, eq=False)
class JobBoard:
    """A list of postings at a provider. `token` is its name there; `employer` is None on a board of many employers."""

    provider: str
    token: str
    first_slot: int
    size: int
    country: str
    employer: Employer | None = None

    @property
    def slots(self) -> range:
        """Return the numbers of the board's slots."""
        return range(self.first_slot, self.first_slot + self.size)


def lay_out_boards(seed: int, listings: int) -> list[JobBoard]:
    """Return all boards of a market of about `listings` open postings, in the order of their slots."""
    if listings < 1:
        raise ValueError("a market needs at least one listing")
    boards: list[JobBoard] = []
    used_slugs: set[str] = set()
    for provider, (usual_count, spread) in _EMPLOYER_BOARDS.items():
        slot_count = _count_slots(listings, provider)
        board_count = _count_boards(usual_count, listings, slot_count)
        for index, size in enumerate(_draw_board_sizes(seed, provider, slot_count, board_count, spread)):
            boards.append(_make_employer_board(seed, provider, index, _find_next_slot(boards), size, used_slugs))
    boards.append(JobBoard("usajobs", "search", _find_next_slot(boards), _count_slots(listings, "usajobs"), "US"))
    adzuna_slots = _count_slots(listings, "adzuna")
    for country, share in ADZUNA_COUNTRY_SHARES.items():
        boards.append(
            JobBoard("adzuna", country, _find_next_slot(boards), round(adzuna_slots * share), country.upper())
        )
    return boards


def _count_slots(listings: int, provider: str) -> int:
    return round(listings * SLOTS_PER_LISTING * PROVIDER_SHARES[provider])


def _find_next_slot(boards: list[JobBoard]) -> int:
    return boards[-1].first_slot + boards[-1].size if boards else 0


def _count_boards(usual_count: int, listings: int, slot_count: int) -> int:
    scale = listings / _USUAL_LISTINGS
    return min(slot_count, max(1, round(usual_count * (scale if scale > 1 else scale**0.5))))


def _draw_board_sizes(seed: int, provider: str, slot_count: int, board_count: int, spread: float) -> list[int]:
    """Share out slots log-normally, so that few boards are large and many small. Each has at least one slot."""
    if not board_count:
        return []
    normal_distribution = NormalDist(0, spread)
    weights = [2.718281828 ** normal_distribution.inv_cdf((index + 0.5) / board_count) for index in range(board_count)]
    scale = (slot_count - board_count) / sum(weights)
    sizes = [1 + int(weight * scale) for weight in weights]
    sizes[-1] += slot_count - sum(sizes)
    return SeededRandom(seed, "sizes", provider).sample(sizes, board_count)


def _make_employer_board(
    seed: int, provider: str, index: int, first_slot: int, size: int, used_slugs: set[str]
) -> JobBoard:
    for attempt in range(99):
        employer = make_employer(seed, f"{provider}-{index}-{attempt}", provider, size=size)
        if make_slug(employer.name) not in used_slugs:
            break
    used_slugs.add(make_slug(employer.name))
    return JobBoard(provider, _make_token(seed, provider, employer), first_slot, size, employer.country, employer)


def _make_token(seed: int, provider: str, employer: Employer) -> str:
    """Return the board's name as the provider would: Lever and Ashby know case, and Ashby allows blanks and dots."""
    slug = make_slug(employer.name)
    rng = SeededRandom(seed, "token", employer.key)
    if provider == "lever" and rng.chance(0.2):
        return employer.name.replace(" ", "")
    if provider == "ashby" and rng.chance(0.25):
        return employer.name if rng.chance(0.6) else f"{slug}.{rng.choice(('com', 'ai', 'io'))}"
    return slug
