"""Provide a board that lands answers on a real PostgreSQL. Not a test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from database.identity import listing_id, organization_id, source_id
from ingestion import ingest_runs, landing
from ingestion.postings import FetchResult, Posting

START = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Board:
    """One board under test: lands answers an hour apart and reads back what the ledger holds."""

    connection: psycopg.Connection
    slug: str
    at: datetime = START
    landings: list[landing.LandingResult] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ref = landing.BoardRef(
            "greenhouse", self.slug, source_id("greenhouse"), organization_id("greenhouse", self.slug)
        )
        with self.connection.transaction():
            self.connection.execute(
                "insert into job_sources (id, code, name, type, base_url) values (%s, 'greenhouse', 'G', 'ats', 'http://x')"
                " on conflict do nothing",
                [self.ref.source_id],
            )
            self.connection.execute(
                "insert into ats_organizations (id, job_source_id, slug) values (%s, %s, %s)",
                [self.ref.organization_id, self.ref.source_id, self.slug],
            )

    def land(self, fetch: FetchResult, hours: float = 1) -> landing.LandingResult:
        self.at += timedelta(hours=hours)
        with self.connection.transaction():
            run = ingest_runs.start_run(self.connection, self.ref, self.at)
            landing_result = landing.land_fetch(self.connection, self.ref, run, fetch, self.at)
            ingest_runs.finish_run(self.connection, self.ref, run, fetch, landing_result, self.at)
        self.landings.append(landing_result)
        return landing_result

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, [self.ref.organization_id]).fetchall()

    def presence(self) -> dict[str, tuple[str, bool]]:
        rows = self.rows(
            "select external_id, payload_hash, is_open from landing.presence where ats_organization_id = %s"
        )
        return {external_id: (payload_hash, is_open) for external_id, payload_hash, is_open in rows}

    def open_ids(self) -> set[str]:
        return {external_id for external_id, (_, is_open) in self.presence().items() if is_open}

    def events(self, external_id: str) -> list[str]:
        key = listing_id("greenhouse", self.slug, external_id)
        rows = self.connection.execute("select event from landing.events where listing_id = %s order by id", [key])
        return [event for (event,) in rows]

    def closing_times(self) -> dict[str, datetime]:
        return dict(
            self.rows(
                "select external_id, occurred_at from landing.events join landing.presence using (listing_id)"
                " where ats_organization_id = %s and event = 'closed'"
            )
        )


def posting(external_id: str, version: str = "a", *, closed: bool = False) -> Posting:
    return Posting(external_id, f'{{"id": "{external_id}", "text": "{version}"}}'.encode(), version * 32, closed)


def build_fetch(*keys: str, **more: Any) -> FetchResult:
    return FetchResult([posting(external_id) for external_id in keys], **more)
