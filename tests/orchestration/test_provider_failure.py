"""A provider that answers 500: its step is red with its answer, and the other providers' listings still arrive."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import dagster as dg
import psycopg
import pytest

from ingestion import admin

POSTING = {
    "id": "9f8f2b6c-0c1e-4a67-9a4e-3f0f5a0a7d11",
    "text": "Ledger Engineer",
    "categories": {"location": "Lisbon, Portugal", "team": "Platform", "commitment": "Full-time"},
    "country": "PT",
    "createdAt": 1_767_225_600_000,
    "descriptionPlain": "Keep the books of the labour market.",
    "description": "<p>Keep the books of the labour market.</p>",
    "lists": [],
    "additional": "",
    "hostedUrl": "https://jobs.lever.co/quill/9f8f2b6c-0c1e-4a67-9a4e-3f0f5a0a7d11",
    "applyUrl": "https://jobs.lever.co/quill/9f8f2b6c-0c1e-4a67-9a4e-3f0f5a0a7d11/apply",
    "workplaceType": "hybrid",
}


class Market(BaseHTTPRequestHandler):
    """Lever lists one posting; whatever else is asked answers 500."""

    def do_GET(self) -> None:
        works = self.path.startswith("/lever/")
        body = json.dumps([POSTING] if works else {"message": "the pipes burst, back on Monday"}).encode()
        self.send_response(200 if works else 500)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class names it
        """Stay silent."""


@pytest.fixture
def market() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Market) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def run(database: Any, market: str, defs: dg.Definitions) -> Iterator[dg.ExecuteInProcessResult]:
    admin.update_provider_settings("greenhouse", base_url=f"{market}/greenhouse")
    admin.update_provider_settings("lever", base_url=f"{market}/lever")
    admin.add_boards("greenhouse", ["acme", "zenith"])
    admin.add_boards("lever", ["quill"])
    landing_and_parsing = [*(dg.AssetKey(["landing", code]) for code in ("greenhouse", "lever", "ashby"))]
    with dg.DagsterInstance.ephemeral() as instance:
        yield defs.resolve_job_def("everything").execute_in_process(
            instance=instance,
            raise_on_error=False,
            asset_selection=[*landing_and_parsing, dg.AssetKey(["staging", "listings"])],
        )


def test_its_step_is_red_with_its_answer_and_the_others_listings_arrive(
    run: dg.ExecuteInProcessResult, database: Any
) -> None:
    assert not run.success
    failed = [event for event in run.all_events if event.is_step_failure]
    assert [event.step_key for event in failed] == ["landing__greenhouse"]
    failure = failed[0].step_failure_data.user_failure_data
    assert failure is not None
    assert "greenhouse returned none of its boards" in (failure.description or "")
    assert "the pipes burst, back on Monday" in str(failure.metadata["provider_message"].value)

    with psycopg.connect(database.libpq_url("owner")) as connection:
        assert connection.execute("select title from staging.listings").fetchall() == [("Ledger Engineer",)]

    # Freshness tells the truth: only what landed is recorded, and a source without boards stays as it was.
    materialised = [event.asset_key for event in run.all_events if event.is_step_materialization]
    assert materialised == [
        dg.AssetKey(["landing", "ledger"]),
        dg.AssetKey(["landing", "lever"]),
        dg.AssetKey(["staging", "listings"]),
    ]
    checks = {check.asset_key: check.description for check in run.get_asset_check_evaluations()}
    assert checks[dg.AssetKey(["landing", "lever"])] == "Every board was fetched."
    assert "jobledger boards add ashby" in (checks[dg.AssetKey(["landing", "ashby"])] or "")
