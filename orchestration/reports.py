"""What a step's report becomes in Dagster: metadata, an asset check, or the failure that makes a step red. No I/O."""

from __future__ import annotations

import dagster as dg

from ingestion.reports import BoardReport, ProviderReport, StepReport

BOARDS_ANSWERED = "boards_answered"

# A few unreachable boards are ordinary (a company left its provider); most of them unreachable is the provider.
RED_SHARE = 0.5
_SHOWN = 50


def source_metadata(report: ProviderReport) -> dict[str, dg.MetadataValue]:
    """Totals of one source's pass, a table of the boards that failed or fell short, and keys its format gained."""
    metadata: dict[str, dg.MetadataValue] = {
        name: dg.IntMetadataValue(count) for name, count in report.totals().items()
    }
    metadata["boards"] = dg.IntMetadataValue(len(report.boards))
    metadata["boards_failed"] = dg.IntMetadataValue(len(report.failed_boards))
    metadata["seconds"] = dg.FloatMetadataValue(round(report.seconds, 3))
    troubled = [board for board in report.boards if board.error]
    if troubled:
        metadata["troubled_boards"] = boards_table(troubled)
    if report.new_keys:
        metadata["new_keys"] = dg.TextMetadataValue(", ".join(report.new_keys))
    return metadata


def step_metadata(report: StepReport) -> dict[str, dg.MetadataValue]:
    """Rows written, records rejected and seconds of a step after landing."""
    return {
        "rows": dg.IntMetadataValue(report.rows),
        "rejected": dg.IntMetadataValue(report.rejected),
        "seconds": dg.FloatMetadataValue(round(report.seconds, 3)),
    }


def boards_table(boards: list[BoardReport]) -> dg.MetadataValue:
    """The first 50 of `boards` as a table: board, status, fetched, rejected, and the provider's answer."""
    return dg.MetadataValue.table(
        [
            dg.TableRecord(
                {
                    "board": board.slug,
                    "status": board.status,
                    "fetched": board.fetched,
                    "rejected": board.rejected,
                    "answer": board.error or "",
                }
            )
            for board in boards[:_SHOWN]
        ]
    )


def is_red(report: ProviderReport) -> bool:
    """Whether so many boards failed that the provider, not a board, is in trouble."""
    return bool(report.boards) and len(report.failed_boards) > RED_SHARE * len(report.boards)


def failure(report: ProviderReport) -> dg.Failure:
    """The failure that makes the step red, in the provider's own words.

    The HTTP client has already asked again as often as is decent, so the step is not tried again.
    """
    failed, total = len(report.failed_boards), len(report.boards)
    first = report.failed_boards[0]
    share = "none of its boards" if failed == total else f"only {total - failed} of its {total} boards"
    return dg.Failure(
        description=f"{report.source} answered for {share}. {first.slug}: {first.error}",
        metadata={"provider_answer": dg.MetadataValue.text(first.error or ""), **source_metadata(report)},
        allow_retries=False,
    )


def boards_answered(report: ProviderReport) -> dg.AssetCheckResult:
    """The check that every board answered; a warning naming those that did not."""
    failed = report.failed_boards
    said: dict[str, dg.MetadataValue] = {
        "failed": dg.IntMetadataValue(len(failed)),
        "boards": dg.IntMetadataValue(len(report.boards)),
    }
    if failed:
        said["failed_boards"] = boards_table(failed)
    return dg.AssetCheckResult(
        check_name=BOARDS_ANSWERED,
        passed=not failed,
        severity=dg.AssetCheckSeverity.WARN,
        description=report.error or "Every board answered.",
        metadata=said,
    )


def nothing_asked(why: str) -> dg.AssetCheckResult:
    """The same check where no board was to be asked."""
    return dg.AssetCheckResult(check_name=BOARDS_ANSWERED, passed=True, description=why)
