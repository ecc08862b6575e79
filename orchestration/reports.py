"""Turn a step's report into Dagster metadata, an asset check, or the failure that fails a step. No I/O."""

from __future__ import annotations

import dagster as dg

from ingestion.reports import BoardReport, ProviderReport, StepReport

BOARDS_CHECK_NAME = "boards_answered"

# A few unreachable boards are normal (a company left its provider); when most fail, the provider has a problem.
MAX_FAILED_BOARD_SHARE = 0.5
_MAX_BOARDS_SHOWN = 50


def build_provider_metadata(report: ProviderReport) -> dict[str, dg.MetadataValue]:
    """Return the totals of one provider's pass, a table of the boards with problems, and keys its format gained."""
    metadata: dict[str, dg.MetadataValue] = {
        name: dg.IntMetadataValue(count) for name, count in report.totals().items()
    }
    metadata["boards"] = dg.IntMetadataValue(len(report.boards))
    metadata["boards_failed"] = dg.IntMetadataValue(len(report.failed_boards))
    metadata["seconds"] = dg.FloatMetadataValue(round(report.seconds, 3))
    boards_with_problems = [board for board in report.boards if board.error]
    if boards_with_problems:
        metadata["troubled_boards"] = build_boards_table(boards_with_problems)
    if report.new_keys:
        metadata["new_keys"] = dg.TextMetadataValue(", ".join(report.new_keys))
    return metadata


def build_step_metadata(report: StepReport) -> dict[str, dg.MetadataValue]:
    """Return the rows written, records rejected and seconds of a step after landing."""
    return {
        "rows": dg.IntMetadataValue(report.rows),
        "rejected": dg.IntMetadataValue(report.rejected),
        "seconds": dg.FloatMetadataValue(round(report.seconds, 3)),
    }


def build_boards_table(boards: list[BoardReport]) -> dg.MetadataValue:
    """Return the first 50 of `boards` as a table: board, status, fetched, rejected, and the provider's message."""
    return dg.MetadataValue.table(
        [
            dg.TableRecord(
                {
                    "board": board.slug,
                    "status": board.status,
                    "fetched": board.fetched,
                    "rejected": board.rejected,
                    "message": board.error or "",
                }
            )
            for board in boards[:_MAX_BOARDS_SHOWN]
        ]
    )


def is_provider_failure(report: ProviderReport) -> bool:
    """Return whether so many boards failed that the provider, not a board, has the problem."""
    return bool(report.boards) and len(report.failed_boards) > MAX_FAILED_BOARD_SHARE * len(report.boards)


def build_failure(report: ProviderReport) -> dg.Failure:
    """Return the failure that fails the step, in the provider's own words.

    The HTTP client has retried already, so the step is not retried.
    """
    failed_count, total_count = len(report.failed_boards), len(report.boards)
    first_board = report.failed_boards[0]
    share_text = (
        "none of its boards"
        if failed_count == total_count
        else f"only {total_count - failed_count} of its {total_count} boards"
    )
    return dg.Failure(
        description=f"{report.source} returned {share_text}. {first_board.slug}: {first_board.error}",
        metadata={
            "provider_message": dg.MetadataValue.text(first_board.error or ""),
            **build_provider_metadata(report),
        },
        allow_retries=False,
    )


def build_boards_check(report: ProviderReport) -> dg.AssetCheckResult:
    """Return the check that every board was fetched: a warning naming those that were not, an error where the format
    of one has changed, which concerns the provider's other boards too.
    """
    failed_boards = report.failed_boards
    metadata: dict[str, dg.MetadataValue] = {
        "failed": dg.IntMetadataValue(len(failed_boards)),
        "boards": dg.IntMetadataValue(len(report.boards)),
    }
    if failed_boards:
        metadata["failed_boards"] = build_boards_table(failed_boards)
    return dg.AssetCheckResult(
        check_name=BOARDS_CHECK_NAME,
        passed=not failed_boards,
        severity=dg.AssetCheckSeverity.ERROR
        if any(board.has_format_error for board in failed_boards)
        else dg.AssetCheckSeverity.WARN,
        description=report.error or "Every board was fetched.",
        metadata=metadata,
    )


def build_idle_check(reason: str) -> dg.AssetCheckResult:
    """Return the same check where there was no board to fetch."""
    return dg.AssetCheckResult(check_name=BOARDS_CHECK_NAME, passed=True, description=reason)
