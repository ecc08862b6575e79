"""A hand-filled ledger for the app's tests: sources, boards, listings with versions and events, as a pass leaves them.

Rows are written as the owner; search documents are made by the real refresh, so that a search meets what it will meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from database.identity import company_id, listing_id, location_id, mint, organization_id, source_id, tag_id
from ingestion.search_documents import refresh_documents

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
Row = dict[str, Any]

_ORDER = (
    "job_sources", "ats_organizations", "ingest_runs", "locations", "companies", "job_listings", "job_tags",
    "job_listing_tags", "listing_archives", "staging.listings", "landing.events", "landing.presence",
    "landing.pending",
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """What names a posting."""

    code: str
    slug: str
    external_id: str

    @property
    def id(self) -> UUID:
        return listing_id(self.code, self.slug, self.external_id)

    def columns(self) -> Row:
        """The columns that name it in every table."""
        return {
            "external_id": self.external_id,
            "job_source_id": source_id(self.code),
            "ats_organization_id": organization_id(self.code, self.slug),
        }


@dataclass(frozen=True)
class Job:
    """A posting's content as the tests word it; what is None stays unknown."""

    title: str = "Data Engineer"
    company: str | None = "Northwind Analytics"
    place: tuple[str | None, str | None, str | None] = ("Berlin", None, "Germany")
    raw_place: str | None = None
    workplace: str | None = "hybrid"
    employment: str | None = "full_time"
    level: str | None = "mid"
    pay: tuple[int | None, int | None, str | None, str | None] = (60_000, 75_000, "EUR", "year")
    estimated: bool = False
    department: str | None = "Engineering"
    text: str = "We build pipelines.\n\nYou know Python and SQL."
    html: str | None = None
    skills: Sequence[str] = ("Python", "SQL")
    url: str | None = "https://jobs.example/1"
    posted_days_ago: float = 3.0
    expires_in_days: float | None = None
    requisition: str | None = None
    language: str | None = "en"

    @property
    def words_of_place(self) -> str:
        return self.raw_place or ", ".join(part for part in self.place if part)

    @property
    def place_id(self) -> UUID:
        return location_id(self.words_of_place, *self.place, self.workplace == "remote")

    @property
    def employer_id(self) -> UUID | None:
        return company_id(self.company.lower()) if self.company else None

    @property
    def signature(self) -> str:
        return mint(self.title.lower(), (self.company or "").lower(), self.words_of_place.lower()).hex

    def columns(self) -> Row:
        """What staging.listings and job_listings have under the same names."""
        low, high, currency, period = self.pay
        return {
            "title": self.title,
            "company_id": self.employer_id,
            "location_id": self.place_id,
            "description": self.text,
            "is_remote": self.workplace == "remote",
            "workplace_type": self.workplace,
            "employment_type": self.employment,
            "experience_level": self.level,
            "salary_min": low,
            "salary_max": high,
            "currency": currency,
            "salary_period": period,
            "salary_is_estimated": self.estimated if low or high else None,
            "department": self.department,
            "url": self.url,
            "posted_at": NOW - timedelta(days=self.posted_days_ago),
            "expires_at": None if self.expires_in_days is None else NOW + timedelta(days=self.expires_in_days),
            "requisition_key": self.requisition,
        }


@dataclass(frozen=True)
class Version:
    """A job as it read from a time on, and the run that brought it (one of its own when None)."""

    at: datetime
    job: Job
    run: UUID | None = None

    def payload(self, key: Key, number: int) -> Row:
        """The provider's answer, made up."""
        return {"id": key.external_id, "title": self.job.title, "content": self.job.text, "version": number}


@dataclass
class Ledger:
    """Writes rows as the owner; `commit` makes the search documents and settles the work list."""

    connection: psycopg.Connection[Any]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    known: set[tuple[str, UUID]] = field(default_factory=set)

    def source(self, code: str, name: str, **terms: Any) -> str:
        """A source; terms are may_aggregate, may_archive, attribution, base_url."""
        usual = {"type": "ats", "may_aggregate": True, "may_archive": True, "attribution": None, "base_url": None}
        own = {"id": source_id(code), "code": code, "name": name, "is_active": True}
        self._once("job_sources", own | usual | terms)
        return code

    def board(self, code: str, slug: str, *, synced: datetime | None = NOW, status: str = "success") -> None:
        """A board of a source."""
        own = {"id": organization_id(code, slug), "job_source_id": source_id(code), "slug": slug}
        state = {"display_name": slug.title(), "last_sync_at": synced, "sync_status": status}
        self._once("ats_organizations", own | state)

    def run(self, code: str, slug: str, at: datetime) -> UUID:
        """A successful fetch of a board."""
        run_id = uuid4()
        board = {"job_source_id": source_id(code), "ats_organization_id": organization_id(code, slug)}
        times = {"started_at": at, "finished_at": at + timedelta(seconds=2)}
        self._add("ingest_runs", {"id": run_id, "status": "success", "result_count": 1} | board | times)
        return run_id

    def listing(
        self,
        key: Key,
        *versions: Version,
        closed: datetime | None = None,
        reopened: datetime | None = None,
        archived: bool = True,
    ) -> UUID:
        """A listing with its versions, oldest first, and perhaps its closing and re-opening. Returns its id."""
        events: list[Row] = []
        for number, version in enumerate(versions):
            digest = self._version(key, version, number, archived=archived)
            run_id = self.rows["staging.listings"][-1]["ingest_run_id"]
            event = {"event": "changed" if number else "opened", "reason": None, "occurred_at": version.at}
            events.append({"listing_id": key.id, "ingest_run_id": run_id, "payload_hash": digest} | event)
        if closed:
            events.append(events[-1] | {"event": "closed", "reason": "absent", "occurred_at": closed})
        if reopened:
            events.append(events[-1] | {"event": "reopened", "reason": None, "occurred_at": reopened})
        closed_at = closed if reopened is None else None
        for event in events:
            self._add("landing.events", event)
        self._add(
            "landing.presence",
            {"listing_id": key.id, "payload_hash": events[-1]["payload_hash"], "is_open": closed_at is None}
            | key.columns()
            | {"changed_at": events[-1]["occurred_at"]},
        )
        self._add("landing.pending", {"listing_id": key.id})
        payload = versions[-1].payload(key, len(versions) - 1)
        times = {"first": versions[0].at, "changed": events[-1]["occurred_at"], "closed": closed_at}
        self._normalised(key, versions[-1].job, payload, times)
        return key.id

    def commit(self) -> None:
        """Write everything, make the search documents, and take the listings off the work list."""
        for table in _ORDER:
            self._write(table, self.rows.pop(table, []))
        self.connection.commit()
        refresh_documents()
        self.connection.execute("delete from landing.pending")
        self.connection.commit()

    def _version(self, key: Key, version: Version, number: int, *, archived: bool) -> str:
        payload = version.payload(key, number)
        digest = blake2b(repr(payload).encode(), digest_size=16).hexdigest()
        job, run_id = version.job, version.run or self.run(key.code, key.slug, version.at)
        own = {
            "listing_id": key.id,
            "payload_hash": digest,
            "parser_version": 1,
            "captured_at": version.at,
            "ingest_run_id": run_id,
            "company_name": job.company,
            "company_clean_name": job.company.lower() if job.company else None,
            "location_raw": job.words_of_place,
            "city": job.place[0],
            "region": job.place[1],
            "country": job.place[2],
            "description_html": job.html,
            "language": job.language,
            "signature_hash": job.signature,
            "signature_title": job.title.lower(),
            "signature_location": job.words_of_place.lower(),
            "tags": Jsonb([{"name": name, "type": "skill", "confidence": 0.9} for name in job.skills]),
        }
        self._add("staging.listings", own | key.columns() | job.columns())
        if archived:
            stored = {"id": mint("archive", str(key.id), digest), "job_listing_id": key.id, "payload_hash": digest}
            brought = {"captured_at": version.at, "ingest_run_id": run_id, "payload": Jsonb(payload)}
            self._add("listing_archives", stored | brought)
        return digest

    def _normalised(self, key: Key, job: Job, payload: Row, times: dict[str, datetime | None]) -> None:
        city, region, country = job.place
        place = {"raw_text": job.words_of_place, "city": city, "region": region, "country": country}
        self._once("locations", {"id": job.place_id, "is_remote": job.workplace == "remote"} | place)
        if job.employer_id and job.company:
            names = {"name": job.company, "clean_name": job.company.lower()}
            self._once("companies", {"id": job.employer_id} | names)
        cluster = mint("cluster", str(organization_id(key.code, key.slug)), job.requisition or "")
        own = {
            "id": key.id,
            "ingested_at": times["first"],
            "created_at": times["first"],
            "updated_at": times["changed"],
            "closed_at": times["closed"],
            "close_reason": "absent" if times["closed"] else None,
            "raw_payload": Jsonb(payload),
            "dedupe_hash": job.signature,
            "cluster_id": cluster if job.requisition else key.id,
        }
        self._add("job_listings", own | key.columns() | job.columns())
        for name in job.skills:
            tag = tag_id(name, "skill")
            self._once("job_tags", {"id": tag, "name": name, "type": "skill"})
            self._add("job_listing_tags", {"job_listing_id": key.id, "job_tag_id": tag, "confidence": 0.9})

    def _add(self, table: str, row: Row) -> None:
        self.rows.setdefault(table, []).append(row)

    def _once(self, table: str, row: Row) -> None:
        if (table, row["id"]) not in self.known:
            self.known.add((table, row["id"]))
            self._add(table, row)

    def _write(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        names = list(rows[0])
        values = ", ".join(f"%({name})s" for name in names)
        # Migrations may bring the sources; a test words their terms anew.
        sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in {"id", "code"})
        clash = f" on conflict (id) do update set {sets}" if table == "job_sources" else ""
        with self.connection.cursor() as cursor:
            cursor.executemany(f"insert into {table} ({', '.join(names)}) values ({values}){clash}", rows)
