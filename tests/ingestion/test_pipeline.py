"""Test passes over a provider's boards on a real PostgreSQL and over sockets: what one board does to the others."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import psycopg
import pytest

from ingestion import admin, pipeline
from ingestion.boards import ProviderBoard
from ingestion.http import ProviderClient
from ingestion.postings import FetchResult
from ingestion.providers.greenhouse import Greenhouse
from ingestion.reports import ProviderReport
from tests.database.servers import TestDatabase
from tests.ingestion.fetch.fake_provider import FakeProvider, FakeReply, RecordedCall


def build_jobs(*ids: Any, **fields: Any) -> dict[str, Any]:
    return {"jobs": [{"id": job_id, "title": f"Job {job_id}", **fields} for job_id in ids]}


class Market:
    """Greenhouse's boards by name, as JSON to answer with."""

    def __init__(self, **bodies: Any) -> None:
        self.bodies = bodies

    def reply_to(self, call: RecordedCall) -> Any:
        return self.bodies[call.path.split("/")[-2]]

    async def ingest(self) -> ProviderReport:
        async with FakeProvider(self.reply_to) as provider:
            admin.sync_providers()
            admin.update_provider_settings("greenhouse", base_url=provider.url)
            admin.add_boards("greenhouse", list(self.bodies))
            return await asyncio.to_thread(pipeline.ingest, "greenhouse")


def list_open_jobs(database: TestDatabase) -> dict[str, list[str]]:
    query = (
        "select slug, array_agg(external_id order by external_id) from landing.presence"
        " join ats_organizations as o on o.id = ats_organization_id where is_open group by slug"
    )
    with psycopg.connect(database.libpq_url("owner")) as connection:
        return dict(connection.execute(query).fetchall())


def test_a_company_name_that_is_no_text_costs_its_record_only(database: TestDatabase) -> None:
    text = json.dumps(build_jobs(1, 2, company_name="Acme")).replace("Acme", "Ac\\ud83dme", 1)
    report = asyncio.run(Market(acme=FakeReply(text.encode()), borealis=build_jobs(3)).ingest())
    assert {board.slug: (board.status, board.rejected) for board in report.boards} == {
        "acme": ("partial", 1),
        "borealis": ("success", 0),
    }
    assert list_open_jobs(database) == {"acme": ["2"], "borealis": ["3"]}


def test_a_fault_of_ours_in_one_board_does_not_stop_the_others(
    database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch = Greenhouse.fetch

    async def fail_for_acme(self: Greenhouse, client: ProviderClient, board: ProviderBoard) -> FetchResult:
        if board.slug == "acme":
            raise KeyError("location")
        return await fetch(self, client, board)

    monkeypatch.setattr(Greenhouse, "fetch", fail_for_acme)
    report = asyncio.run(Market(acme=build_jobs(1), borealis=build_jobs(2)).ingest())
    assert {board.slug: board.status for board in report.boards} == {"acme": "error", "borealis": "success"}
    assert "KeyError: 'location'" in str(report.error)
    assert list_open_jobs(database) == {"borealis": ["2"]}


def test_records_that_lose_their_ids_close_nothing_however_often(database: TestDatabase) -> None:
    market = Market(acme=build_jobs(1, 2, 3))
    asyncio.run(market.ingest())
    market.bodies["acme"] = {"jobs": [{"identifier": number, "title": "Job"} for number in range(3)]}
    reports = [asyncio.run(market.ingest()) for _ in range(3)]
    assert list_open_jobs(database) == {"acme": ["1", "2", "3"]}
    assert [report.boards[0].status for report in reports] == ["error"] * 3
    assert "3 of 3 records have no usable id" in str(reports[-1].error)
    with psycopg.connect(database.libpq_url("owner")) as connection:
        statuses = connection.execute("select status from ingest_runs order by started_at").fetchall()
    assert statuses == [("success",), ("error",), ("error",), ("error",)]
