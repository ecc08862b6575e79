"""Make the market: the postings open on each board at a time, and the job and version of each.

A pure function of seed, size and time. The caller keeps the clock, and `providers` shapes the responses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sandbox import federal, jobs, lifecycle
from sandbox.boards import PROVIDER_SHARES, JobBoard
from sandbox.employers import Employer, make_employer
from sandbox.jobs import Job
from sandbox.lifecycle import Lifetime
from sandbox.seeded_random import SeededRandom, hash_to_int
from sandbox.slot_roles import SlotRole, SlotRoles
from sandbox.timestamps import DAY, HOUR
from sandbox.vocabulary.catalogue import COUNTRIES

_UNLISTED_SHARE = 0.04
# An edit's random number picks the change: pay below the first limit, title below the second, text above.
_PAY_EDIT_LIMIT, _TITLE_EDIT_LIMIT = 0.28, 0.42
_BOARD_EMPLOYER_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class SandboxPosting:
    """A posting: its slot and its lifetime. A copy at Adzuna also has the posting it copies as `source`."""

    slot_role: SlotRole
    lifetime: Lifetime
    source: SandboxPosting | None = None

    @property
    def board(self) -> JobBoard:
        """Return the board that shows the posting."""
        return self.slot_role.board


@dataclass(frozen=True, slots=True)
class PostingVersion:
    """A version of a posting: 1 plus the number of changes, and how many of them were of text, title and pay."""

    number: int
    text_change_count: int
    title_change_count: int
    raise_count: int
    changed_at: int


class Market:
    """A market of about `listings` open postings."""

    def __init__(self, listings: int = 20_000, seed: int = 7) -> None:
        self.listings, self.seed = listings, seed
        self.slot_roles = SlotRoles(seed, listings)
        self.boards: dict[str, dict[str, JobBoard]] = {provider: {} for provider in PROVIDER_SHARES}
        for board in self.slot_roles.boards:
            self.boards[board.provider][board.token] = board
        self.get_job = lru_cache(maxsize=1 << 12)(self._make_job)
        self.get_open_postings = lru_cache(maxsize=64)(self._list_open_postings)

    def _list_open_postings(self, board: JobBoard, at: int) -> tuple[SandboxPosting, ...]:
        postings = (posting for slot in board.slots for posting in self.list_slot_postings(slot, at))
        return tuple(posting for posting in postings if posting.lifetime.is_open(at))

    def list_slot_postings(self, slot: int, at: int) -> Iterator[SandboxPosting]:
        """Yield the postings of a slot that may be open at the time."""
        slot_role = self.slot_roles.get_role(slot)
        if slot_role.kind == "mirror":
            for source in self.list_slot_postings(slot_role.leader_slot, at):
                yield self._copy_posting(slot_role, source)
            return
        leader_slot, is_federal = slot_role.leader_slot, slot_role.board.provider == "usajobs"
        for lifetime in lifecycle.list_lifetimes(self.seed, leader_slot, at, federal=is_federal):
            yield SandboxPosting(slot_role, lifetime if leader_slot == slot else self._shift_lifetime(slot, lifetime))

    def is_listed(self, posting: SandboxPosting) -> bool:
        """Tell whether a posting is public. Ashby also returns postings that are not."""
        return posting.board.provider != "ashby" or not SeededRandom(
            self.seed, "unlisted", posting.slot_role.slot, posting.lifetime.generation
        ).chance(_UNLISTED_SHARE)

    def get_version_at(self, posting: SandboxPosting, at: int) -> PostingVersion:
        """Return the posting's version at a time."""
        edits = lifecycle.draw_edits(self.seed, posting.slot_role.slot, posting.lifetime)
        edits = [(edited_at, selector) for edited_at, selector in edits if edited_at <= at]
        if not edits:
            return PostingVersion(1, 0, 0, 0, posting.lifetime.opened_at)
        states_pay = self.get_job(posting).states_pay
        text_change_count = title_change_count = raise_count = 0
        for _, selector in edits:
            if selector < _PAY_EDIT_LIMIT and states_pay:
                raise_count += 1
            elif _PAY_EDIT_LIMIT <= selector < _TITLE_EDIT_LIMIT and not title_change_count:
                title_change_count = 1
            else:
                text_change_count += 1
        return PostingVersion(1 + len(edits), text_change_count, title_change_count, raise_count, edits[-1][0])

    def get_job_in_version(self, posting: SandboxPosting, version: PostingVersion) -> Job:
        """Return the job as a version of the posting states it."""
        job = self.get_job(posting)
        if version.number == 1:
            return job
        title = job.titles[version.title_change_count]
        return replace(
            job, title=title, pay=job.pay.after_raises(version.raise_count), revision=version.text_change_count
        )

    def get_current_job(self, posting: SandboxPosting, at: int) -> Job:
        """Return the job as the posting states it at a time."""
        return self.get_job_in_version(posting, self.get_version_at(posting, at))

    def get_requisition_key(self, posting: SandboxPosting) -> tuple[int, int]:
        """Return the key that all postings of one job share: its leading slot and its first generation."""
        if posting.source:
            return self.get_requisition_key(posting.source)
        slot_role = posting.slot_role
        return (slot_role.leader_slot if slot_role.kind == "city" else slot_role.slot), self.get_first_generation(
            posting
        )

    def get_first_generation(self, posting: SandboxPosting) -> int:
        """Return the generation in which the job of a posting was first posted."""
        is_federal = posting.board.provider == "usajobs"
        return lifecycle.find_first_generation(
            self.seed, posting.slot_role.leader_slot, posting.lifetime.generation, federal=is_federal
        )

    def find_employer(self, slot_role: SlotRole) -> Employer:
        """Return the employer of a slot that does not copy another posting."""
        if slot_role.board.employer:
            return slot_role.board.employer
        if slot_role.board.provider == "usajobs":
            return federal.make_employer(self.seed, slot_role.slot)
        if slot_role.model_slot >= 0:
            return self.find_employer(self.slot_roles.get_role(slot_role.model_slot))
        return self._draw_adzuna_employer(slot_role)

    def _make_job(self, posting: SandboxPosting) -> Job:
        if posting.source:
            return self.get_job(posting.source)
        slot_role, generation = posting.slot_role, self.get_first_generation(posting)
        text_key = f"{self.seed}/{slot_role.slot}/{generation}"
        if slot_role.board.provider == "usajobs":
            return federal.make_job(self.seed, slot_role.slot, generation, text_key)
        if slot_role.kind == "decoy":
            return self._make_decoy(slot_role, posting, text_key)
        country = COUNTRIES[self.slot_roles.get_country(slot_role.leader_slot)]
        rng = SeededRandom(self.seed, "job", slot_role.leader_slot, generation)
        job = jobs.make_job(rng, self.find_employer(slot_role), country, text_key)
        if slot_role.kind == "city":
            count = len(job.cities)
            cities = tuple(job.cities[(slot_role.city_index + index) % count] for index in range(count))
            job = replace(job, cities=cities, text_key=text_key)
        elif slot_role.kind == "twin":
            job = self._make_twin(job, text_key)
        return job

    def _make_twin(self, model: Job, text_key: str) -> Job:
        """Return another job with the model's employer, title and city, but another team and other pay."""
        rng = SeededRandom(self.seed, "twin", text_key)
        job = jobs.fill_job(rng, model.profession, model.level, model.employer, model.country, model.language, text_key)
        return replace(
            job,
            role=model.role,
            titles=model.titles,
            title=model.title,
            cities=model.cities,
            department=model.department,
        )

    def _make_decoy(self, slot_role: SlotRole, posting: SandboxPosting, text_key: str) -> Job:
        """Return a job that shares employer, profession and level with another, in another city."""
        model_posting = next(iter(self.list_slot_postings(slot_role.model_slot, posting.lifetime.opened_at)))
        model, rng = self.get_job(model_posting), SeededRandom(self.seed, "decoy", text_key)
        job = jobs.fill_job(rng, model.profession, model.level, model.employer, model.country, model.language, text_key)
        cities = tuple(city for city in job.cities if city is not model.city)
        titles = (model.title, f"{model.title} - {cities[0].name}")
        return replace(job, role=model.role, titles=titles, title=model.title, cities=cities)

    def _draw_adzuna_employer(self, slot_role: SlotRole) -> Employer:
        rng = SeededRandom(self.seed, "advertiser", slot_role.slot)
        boards = self.slot_roles.get_employer_boards(slot_role.board.country)
        if boards and rng.chance(_BOARD_EMPLOYER_SHARE):
            employer = rng.choice(boards).employer
            if employer:
                return employer
        index = int(rng.random() ** 2 * max(20, slot_role.board.size // 3))
        return make_employer(
            self.seed, f"adzuna-{slot_role.board.country}-{index}", "adzuna", slot_role.board.country, size=8
        )

    def _shift_lifetime(self, slot: int, lifetime: Lifetime) -> Lifetime:
        """Return a lifetime that starts and ends somewhat later, as the cities of one requisition do."""
        rng = SeededRandom(self.seed, "shift", slot, lifetime.generation)
        opening_delay, closing_delay = rng.randint(0, 30 * HOUR), rng.randint(0, 2 * DAY)
        return Lifetime(lifetime.generation, lifetime.opened_at + opening_delay, lifetime.closed_at + closing_delay)

    def _copy_posting(self, slot_role: SlotRole, source: SandboxPosting) -> SandboxPosting:
        rng = SeededRandom(self.seed, "mirrored", slot_role.slot, source.lifetime.generation)
        opened_at = source.lifetime.opened_at + rng.randint(6 * HOUR, 3 * DAY)
        closed_at = source.lifetime.closed_at + rng.randint(-DAY, 3 * DAY)
        return SandboxPosting(slot_role, Lifetime(source.lifetime.generation, opened_at, closed_at), source)

    def get_series_code(self, posting: SandboxPosting) -> str:
        """Return the code of a federal posting's occupational series."""
        return federal.draw_series(self.seed, posting.slot_role.slot).code

    def get_posting_number(self, posting: SandboxPosting, purpose: str, modulus: int) -> int:
        """Return a number below a prime modulus that no other posting shares (up to modulus/256 slots)."""
        return self._scramble(posting.slot_role.slot, posting.lifetime.generation, purpose, modulus)

    def get_requisition_number(self, posting: SandboxPosting, purpose: str, modulus: int) -> int:
        """Return a number below a prime modulus that only postings of the same requisition share."""
        slot, generation = self.get_requisition_key(posting)
        return self._scramble(slot, generation, purpose, modulus)

    def _scramble(self, slot: int, generation: int, purpose: str, modulus: int) -> int:
        factor = hash_to_int(self.seed, "factor", purpose) % (modulus - 1) + 1
        return (slot * 256 + generation % 256) * factor % modulus
