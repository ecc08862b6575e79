"""The market: what is open on each board at an instant, and the facts and version of each posting. A pure function of
seed, size and time; the clock is the caller's. Shapes of the providers' answers live in `providers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sandbox import federal, jobs, lifecycle
from sandbox.boards import SHARES, Board
from sandbox.companies import Company, company
from sandbox.dice import Dice, number
from sandbox.instants import DAY, HOUR
from sandbox.jobs import Job
from sandbox.lifecycle import Span
from sandbox.seats import Seat, Seats
from sandbox.words.federal import SERIES
from sandbox.words.places import COUNTRIES

_UNLISTED = 0.04
_PAY_EDITS, _TITLE_EDITS = 0.28, 0.42
_BOARD_EMPLOYERS_AMONG_ADS = 0.35


@dataclass(frozen=True, slots=True)
class Opening:
    """A posting: its seat, its own life, and for a second advertisement the posting it repeats."""

    seat: Seat
    life: Span
    source: Opening | None = None

    @property
    def board(self) -> Board:
        """The board it is on."""
        return self.seat.board


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a posting is current: 1 plus the number of real changes, and what they were."""

    number: int
    texts: int
    titles: int
    raises: int
    changed_at: int


class Market:
    """A market of about `listings` open positions."""

    def __init__(self, listings: int = 20_000, seed: int = 7) -> None:
        self.listings, self.seed = listings, seed
        self.seats = Seats(seed, listings)
        self.boards: dict[str, dict[str, Board]] = {provider: {} for provider in SHARES}
        for board in self.seats.boards:
            self.boards[board.provider][board.token] = board
        self.job = lru_cache(maxsize=1 << 12)(self._job)
        self.open = lru_cache(maxsize=64)(self._open)

    def _open(self, board: Board, at: int) -> tuple[Opening, ...]:
        return tuple(opening for slot in board.slots for opening in self.openings(slot, at) if opening.life.is_open(at))

    def openings(self, slot: int, at: int) -> Iterator[Opening]:
        """Yield the postings of a slot that may be open at the instant."""
        seat = self.seats.seat(slot)
        if seat.kind == "mirror":
            for source in self.openings(seat.leader, at):
                yield self._mirror(seat, source)
            return
        for life in lifecycle.spans(self.seed, seat.leader, at, federal=seat.board.provider == "usajobs"):
            yield Opening(seat, life if seat.leader == slot else self._shifted(slot, life))

    def listed(self, opening: Opening) -> bool:
        """Tell whether a posting is meant to be shown (Ashby knows postings that are not)."""
        return opening.board.provider != "ashby" or not Dice(
            self.seed, "unlisted", opening.seat.slot, opening.life.generation
        ).chance(_UNLISTED)

    def version(self, opening: Opening, at: int) -> Version:
        """Return the version that is current at the instant."""
        past = [
            (when, roll) for when, roll in lifecycle.edits(self.seed, opening.seat.slot, opening.life) if when <= at
        ]
        if not past:
            return Version(1, 0, 0, 0, opening.life.opened)
        shown = self.job(opening).pay_shown
        texts = titles = raises = 0
        for _, roll in past:
            if roll < _PAY_EDITS and shown:
                raises += 1
            elif _PAY_EDITS <= roll < _TITLE_EDITS and not titles:
                titles = 1
            else:
                texts += 1
        return Version(1 + len(past), texts, titles, raises, past[-1][0])

    def worded(self, opening: Opening, version: Version) -> Job:
        """Return the job as a version of the posting words it."""
        job = self.job(opening)
        if version.number == 1:
            return job
        title = job.titles[version.titles]
        return replace(job, title=title, pay=job.pay.raised(version.raises), revision=version.texts)

    def current(self, opening: Opening, at: int) -> Job:
        """Return the job as the posting words it at the instant."""
        return self.worded(opening, self.version(opening, at))

    def requisition(self, opening: Opening) -> tuple[int, int]:
        """Return what tells one job from another: the slot that leads it and the generation it began with."""
        if opening.source:
            return self.requisition(opening.source)
        seat = opening.seat
        return (seat.leader if seat.kind == "city" else seat.slot), self.origin(opening)

    def origin(self, opening: Opening) -> int:
        """Return the generation in which the job of a posting was first posted."""
        federal_seat = opening.board.provider == "usajobs"
        return lifecycle.origin(self.seed, opening.seat.leader, opening.life.generation, federal=federal_seat)

    def employer(self, seat: Seat) -> Company:
        """Return who offers the positions of a seat that is not a second advertisement."""
        if seat.board.employer:
            return seat.board.employer
        if seat.board.provider == "usajobs":
            return federal.agency(self.seed, seat.slot)
        if seat.like >= 0:
            like = self.seats.seat(seat.like)
            return self.employer(like)
        return self._advertiser(seat)

    def _job(self, opening: Opening) -> Job:
        if opening.source:
            return self.job(opening.source)
        seat, origin = opening.seat, self.origin(opening)
        text = f"{self.seed}/{seat.slot}/{origin}"
        if seat.board.provider == "usajobs":
            return federal.job(self.seed, seat.slot, origin, text)
        if seat.kind == "decoy":
            return self._decoy(seat, opening, text)
        country = COUNTRIES[self.seats.country(seat.leader)]
        job = jobs.make(Dice(self.seed, "job", seat.leader, origin), self.employer(seat), country, text)
        if seat.kind == "city":
            count = len(job.places)
            job = replace(job, places=tuple(job.places[(seat.member + i) % count] for i in range(count)), text=text)
        elif seat.kind == "twin":
            job = self._twin(job, text)
        return job

    def _twin(self, model: Job, text: str) -> Job:
        """Return another opening with the model's employer, title and city: other team, other pay."""
        dice = Dice(self.seed, "twin", text)
        other = jobs.detail(dice, model.profession, model.level, model.company, model.country, model.language, text)
        return replace(
            other,
            role=model.role,
            titles=model.titles,
            title=model.title,
            places=model.places,
            department=model.department,
        )

    def _decoy(self, seat: Seat, opening: Opening, text: str) -> Job:
        """Return a job that shares employer, profession and level with another, at another place."""
        like = next(iter(self.openings(seat.like, opening.life.opened)))
        model, dice = self.job(like), Dice(self.seed, "decoy", text)
        other = jobs.detail(dice, model.profession, model.level, model.company, model.country, model.language, text)
        places = tuple(city for city in other.places if city is not model.city)
        titles = (model.title, f"{model.title} - {places[0].name}")
        return replace(other, role=model.role, titles=titles, title=model.title, places=places)

    def _advertiser(self, seat: Seat) -> Company:
        dice = Dice(self.seed, "advertiser", seat.slot)
        employers = self.seats.employers(seat.board.country)
        if employers and dice.chance(_BOARD_EMPLOYERS_AMONG_ADS):
            found = dice.pick(employers).employer
            if found:
                return found
        index = int(dice.unit() ** 2 * max(20, seat.board.size // 3))
        return company(self.seed, f"adzuna-{seat.board.country}-{index}", "adzuna", seat.board.country, size=8)

    def _shifted(self, slot: int, life: Span) -> Span:
        """Return a life that follows another's by some hours, as the cities of one requisition do."""
        dice = Dice(self.seed, "shift", slot, life.generation)
        opened, closed = dice.between(0, 30 * HOUR), dice.between(0, 2 * DAY)
        return Span(life.generation, life.opened + opened, life.closed + closed)

    def _mirror(self, seat: Seat, source: Opening) -> Opening:
        dice = Dice(self.seed, "mirrored", seat.slot, source.life.generation)
        opened = source.life.opened + dice.between(6 * HOUR, 3 * DAY)
        closed = source.life.closed + dice.between(-DAY, 3 * DAY)
        return Opening(seat, Span(source.life.generation, opened, closed), source)

    def series(self, opening: Opening) -> str:
        """Return the occupational series of a federal posting."""
        return SERIES[federal.series_index(self.seed, opening.seat.slot)][0]

    def short_number(self, opening: Opening, name: str, modulus: int) -> int:
        """Return a number below a prime modulus that no other posting shares (up to modulus/256 slots)."""
        return self._number(opening.seat.slot, opening.life.generation, name, modulus)

    def requisition_number(self, opening: Opening, name: str, modulus: int) -> int:
        """Return a number below a prime modulus that postings share only when they are the same requisition."""
        slot, origin = self.requisition(opening)
        return self._number(slot, origin, name, modulus)

    def _number(self, slot: int, generation: int, name: str, modulus: int) -> int:
        factor = number(self.seed, "factor", name) % (modulus - 1) + 1
        return (slot * 256 + generation % 256) * factor % modulus
