"""Check what a provider's pass becomes: green, green with a warning, or red in the provider's own words."""

from __future__ import annotations

import dagster as dg

from ingestion.reports import BoardReport, ProviderReport
from orchestration import reports

FETCHED_BOARD = BoardReport(
    "acme", "success", fetched=12, new=3, changed=2, closed=1, bytes=4096, seconds=0.5, new_keys=("pronouns",)
)
FAILED_BOARD = BoardReport("zenith", "error", error="HTTP 500: maintenance until noon")


def test_totals_are_metadata() -> None:
    metadata = reports.build_provider_metadata(ProviderReport("lever", [FETCHED_BOARD, FAILED_BOARD], seconds=1.25))
    values = {name: metadata[name].value for name in ("fetched", "new", "changed", "closed", "bytes", "boards_failed")}
    assert values == {"fetched": 12, "new": 3, "changed": 2, "closed": 1, "bytes": 4096, "boards_failed": 1}
    assert metadata["new_keys"].value == "pronouns"
    table = metadata["troubled_boards"]
    assert isinstance(table, dg.TableMetadataValue)
    assert [record.data["board"] for record in table.records] == ["zenith"]


def test_one_board_of_two_is_a_warning_that_names_it() -> None:
    report = ProviderReport("lever", [FETCHED_BOARD, FAILED_BOARD])
    check = reports.build_boards_check(report)
    assert not reports.is_provider_failure(report)
    assert not check.passed
    assert check.severity == dg.AssetCheckSeverity.WARN
    assert "zenith: HTTP 500: maintenance until noon" in (check.description or "")


def test_most_boards_failing_is_red_and_says_what_the_provider_said() -> None:
    report = ProviderReport(
        "lever", [FETCHED_BOARD, FAILED_BOARD, BoardReport("other", "error", error="HTTP 500: the same")]
    )
    assert reports.is_provider_failure(report)
    failure = reports.build_failure(report)
    assert "only 1 of its 3 boards" in (failure.description or "")
    assert "HTTP 500: maintenance until noon" in (failure.description or "")
    assert failure.metadata["provider_message"].value == "HTTP 500: maintenance until noon"
    assert not failure.allow_retries


def test_no_boards_is_not_red() -> None:
    assert not reports.is_provider_failure(ProviderReport("lever"))
