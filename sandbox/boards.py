"""Which boards there are and which slots belong to each. A slot is a place for one open position after another."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from sandbox.companies import Company, company, slug
from sandbox.dice import Dice

# Open positions are a little fewer than slots, because a slot rests between two positions.
SLOTS_PER_LISTING = 1.068
_USUAL = 20_000
# How many of all open positions each provider has.
SHARES = {"greenhouse": 0.45, "lever": 0.13, "ashby": 0.22, "usajobs": 0.10, "adzuna": 0.10}
_EMPLOYERS = {"greenhouse": (150, 1.22), "lever": (60, 1.1), "ashby": (80, 1.2)}
ADZUNA_COUNTRIES = {"gb": 0.3, "de": 0.3, "us": 0.25, "fr": 0.15}


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """One list of postings: its provider, its name there, its slots, and the employer where it has one."""

    provider: str
    token: str
    first: int
    size: int
    country: str
    employer: Company | None = None

    @property
    def slots(self) -> range:
        """The board's slots."""
        return range(self.first, self.first + self.size)


def layout(seed: int, listings: int) -> list[Board]:
    """Return all boards of a market of about `listings` open positions, in the order of their slots."""
    if listings < 1:
        raise ValueError("a market needs at least one listing")
    boards: list[Board] = []
    used: set[str] = set()
    for provider, (usual, spread) in _EMPLOYERS.items():
        total = _slots(listings, provider)
        for index, size in enumerate(_sizes(seed, provider, total, _count(usual, listings, total), spread)):
            boards.append(_employer_board(seed, provider, index, _next(boards), size, used))
    boards.append(Board("usajobs", "search", _next(boards), _slots(listings, "usajobs"), "US"))
    ads = _slots(listings, "adzuna")
    for country, share in ADZUNA_COUNTRIES.items():
        boards.append(Board("adzuna", country, _next(boards), round(ads * share), country.upper()))
    return boards


def _slots(listings: int, provider: str) -> int:
    return round(listings * SLOTS_PER_LISTING * SHARES[provider])


def _next(boards: list[Board]) -> int:
    return boards[-1].first + boards[-1].size if boards else 0


def _count(usual: int, listings: int, slots: int) -> int:
    scale = listings / _USUAL
    return min(slots, max(1, round(usual * (scale if scale > 1 else scale**0.5))))


def _sizes(seed: int, provider: str, total: int, count: int, spread: float) -> list[int]:
    """Share out slots log-normally, so that few boards are large and many small; at least one slot each."""
    if not count:
        return []
    normal = NormalDist(0, spread)
    weights = [2.718281828 ** normal.inv_cdf((i + 0.5) / count) for i in range(count)]
    scale = (total - count) / sum(weights)
    sizes = [1 + int(weight * scale) for weight in weights]
    sizes[-1] += total - sum(sizes)
    return Dice(seed, "sizes", provider).sample(sizes, count)


def _employer_board(seed: int, provider: str, index: int, first: int, size: int, used: set[str]) -> Board:
    for attempt in range(99):
        employer = company(seed, f"{provider}-{index}-{attempt}", provider, size=size)
        if slug(employer.name) not in used:
            break
    used.add(slug(employer.name))
    return Board(provider, _token(seed, provider, employer), first, size, employer.country, employer)


def _token(seed: int, provider: str, employer: Company) -> str:
    """Return the name in the provider's manner: Lever's and Ashby's know case, Ashby's may hold blanks and dots."""
    plain = slug(employer.name)
    dice = Dice(seed, "token", employer.key)
    if provider == "lever" and dice.chance(0.2):
        return employer.name.replace(" ", "")
    if provider == "ashby" and dice.chance(0.25):
        return employer.name if dice.chance(0.6) else f"{plain}.{dice.pick(('com', 'ai', 'io'))}"
    return plain
