"""A ledger written by hand: what ingestion would leave in landing and staging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import md5
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from database.identity import company_id, listing_id, location_id, mint, organization_id, source_id

_UNPLACED = ("location_raw", "city", "region", "country", "location_is_remote")


def digest(text: str) -> str:
    """32 hex digits that stand for a text."""
    return md5(text.encode(), usedforsecurity=False).hexdigest()


@dataclass
class Board:
    """One board of one source, with what a fetch of it at time `at` (set by `fetch`) finds."""

    connection: psycopg.Connection
    source: str
    slug: str
    may_aggregate: bool = True
    run: UUID = field(init=False)
    at: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Make the source and the board known."""
        self._insert(
            "job_sources",
            id=source_id(self.source),
            code=self.source,
            name=self.source.title(),
            type="ats",
            may_aggregate=self.may_aggregate,
            may_archive=True,
        )
        self._insert(
            "ats_organizations",
            id=self.id,
            job_source_id=source_id(self.source),
            slug=self.slug,
            display_name=self.slug.title(),
        )

    @property
    def id(self) -> UUID:
        """The board's row in ats_organizations."""
        return organization_id(self.source, self.slug)

    def listing(self, external_id: str) -> UUID:
        """The id in job_listings of one of its postings."""
        return listing_id(self.source, self.slug, external_id)

    def fetch(self, at: datetime, status: str = "success") -> None:
        """Fetch the board at `at`; the events that follow belong to this run."""
        self.run, self.at = mint("run", self.source, self.slug, str(at)), at
        self._insert(
            "ingest_runs",
            id=self.run,
            job_source_id=source_id(self.source),
            ats_organization_id=self.id,
            started_at=at,
            finished_at=at,
            status=status,
        )
        if status == "success":
            self.connection.execute(
                "update ats_organizations set last_sync_at = %s, sync_status = 'success' where id = %s", [at, self.id]
            )

    def open(self, external_id: str, version: Mapping[str, Any] | None) -> None:
        """A posting seen for the first time; `version` None is one that the parsers reject."""
        self._insert(
            "landing.presence",
            listing_id=self.listing(external_id),
            job_source_id=source_id(self.source),
            ats_organization_id=self.id,
            external_id=external_id,
            payload_hash="",
            is_open=False,
            changed_at=self.at,
        )
        self._event(external_id, "opened", self._land(external_id, version), is_open=True)

    def change(self, external_id: str, version: Mapping[str, Any] | None) -> None:
        """A posting whose content is another."""
        self._event(external_id, "changed", self._land(external_id, version))

    def close(self, external_id: str, reason: str = "absent", at: datetime | None = None) -> None:
        """A posting that is gone, and has been missing since `at` if that is given."""
        self._event(external_id, "closed", reason=reason, is_open=False, at=at)

    def reopen(self, external_id: str) -> None:
        """A posting that is back as it was."""
        self._event(external_id, "reopened", is_open=True)

    def parse(self, external_id: str, version: Mapping[str, Any]) -> None:
        """What the parsers make of the newest version that landed."""
        payload_hash, captured_at = self.connection.execute(
            "select payload_hash, captured_at from landing.inbox where listing_id = %s order by captured_at desc",
            [self.listing(external_id)],
        ).fetchall()[0]
        place = [version.get(name) for name in _UNPLACED]
        company = version.get("company_name")
        parsed = {name: value for name, value in version.items() if name != "location_is_remote"}
        self._insert(
            "staging.listings",
            **parsed
            | {
                "listing_id": self.listing(external_id),
                "payload_hash": payload_hash,
                "parser_version": 1,
                "captured_at": captured_at,
                "ingest_run_id": self.run,
                "job_source_id": source_id(self.source),
                "ats_organization_id": self.id,
                "external_id": external_id,
                "company_id": company and company_id(company.lower()),
                "company_clean_name": company and company.lower(),
                "location_id": version.get("location_raw") and location_id(*place),
                "signature_hash": digest(f"{version['title']} {company} {place}"),
                "signature_title": version["title"],
                "tags": Jsonb([_tag(name) for name in version.get("tags", [])]),
            },
        )

    def settle(self) -> None:
        """Archive what landed and take off the work list what job_listings has caught up with."""
        self.connection.execute(
            "insert into listing_archives (job_listing_id, captured_at, payload, payload_hash, ingest_run_id)"
            " select listing_id, captured_at, payload, payload_hash, ingest_run_id from landing.inbox"
            " where listing_id in (select id from job_listings) on conflict do nothing"
        )
        self.connection.execute(
            "delete from landing.pending where listing_id in (select p.listing_id from landing.presence p"
            " join job_listings l on l.id = p.listing_id and l.updated_at = p.changed_at)"
        )
        self.connection.execute(
            "delete from landing.inbox where listing_id not in (select listing_id from landing.pending)"
        )

    def _land(self, external_id: str, version: Mapping[str, Any] | None) -> str:
        payload = {"version": version and {name: str(value) for name, value in version.items()}, "of": external_id}
        payload_hash = digest(str(payload))
        self._insert(
            "landing.inbox",
            listing_id=self.listing(external_id),
            payload_hash=payload_hash,
            captured_at=self.at,
            ingest_run_id=self.run,
            payload=Jsonb(payload),
        )
        if version:
            self.parse(external_id, version)
        return payload_hash

    def _event(
        self,
        external_id: str,
        event: str,
        payload_hash: str | None = None,
        *,
        is_open: bool | None = None,
        reason: str | None = None,
        at: datetime | None = None,
    ) -> None:
        key, at = self.listing(external_id), at or self.at
        self.connection.execute(
            "update landing.presence set payload_hash = coalesce(%s, payload_hash), is_open = coalesce(%s, is_open),"
            " changed_at = %s where listing_id = %s",
            [payload_hash, is_open, at, key],
        )
        self.connection.execute(
            "insert into landing.events (listing_id, event, reason, occurred_at, ingest_run_id, payload_hash)"
            " select %s, %s, %s, %s, %s, payload_hash from landing.presence where listing_id = %s",
            [key, event, reason, at, self.run, key],
        )
        self._insert("landing.pending", listing_id=key)

    def _insert(self, table: str, **values: Any) -> None:
        names, places = ", ".join(values), ", ".join(["%s"] * len(values))
        self.connection.execute(
            f"insert into {table} ({names}) values ({places}) on conflict do nothing".encode(), list(values.values())
        )


def _tag(name: str) -> dict[str, Any]:
    return {"name": name, "type": "skill", "confidence": 0.9, "source": "description"}
