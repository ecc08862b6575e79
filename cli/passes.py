"""The passes of the line as the command line runs them: which sources, in which order, and what is said of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cli.output import table
from ingestion import admin, pipeline
from ingestion.reports import ProviderReport


def ingest_sources(codes: Sequence[str] | None, boards: Sequence[str] | None) -> list[ProviderReport]:
    """Ingest the named sources, or every active one that has boards, then parse what landed."""
    wanted = [admin.require_provider_code(code) for code in codes] if codes else _active()
    if not wanted:
        raise admin.SettingError(
            "no source has a board yet; add one, for example: jobledger boards add greenhouse stripe"
        )
    if boards:
        reports = [pipeline.ingest(code, mine) for code, mine in _owners(wanted, boards).items()]
    else:
        reports = [pipeline.ingest(code) for code in wanted]
    pipeline.parse_pending()
    return reports


def build_all(*, full_refresh: bool = False, reparse: bool = False) -> str | None:
    """Parse, dbt build, search documents, archive, alerts, reminders; a one-line reason when dbt failed, else None.

    With `reparse` what an older parser read is read again from the archive first.
    """
    from app.alerts import runner
    from app.applications import reminders
    from orchestration.dbt import run_dbt

    if reparse:
        pipeline.reparse_outdated()
    pipeline.parse_pending()
    if run_dbt("build", *(["--full-refresh"] if full_refresh else [])) != 0:
        return "dbt build failed: its lines above name the model or test; what it did not take stays for the next build"
    pipeline.refresh_documents()
    pipeline.archive_and_settle()
    runner.check()
    reminders.remind()
    return None


def report_sources(reports: Sequence[ProviderReport]) -> None:
    """A line a source, then each board that fell short."""
    totals = ["source", "boards", "fetched", "new", "changed", "closed", "reopened", "rejected", "seconds"]
    rows = [
        {**report.as_dict(), "boards": len(report.boards), "seconds": round(report.seconds, 1)} for report in reports
    ]
    table(rows, totals)
    for report in reports:
        for board in report.boards:
            if board.error:
                print(f"{report.source} {board.slug}: {board.status}: {board.error}", file=sys.stderr)


def _active() -> list[str]:
    return [row["code"] for row in admin.list_providers() if row["is_active"] and row["boards"]]


def _owners(codes: Sequence[str], boards: Sequence[str]) -> dict[str, list[str]]:
    """Which of the named boards each source has; UnknownName for a board that none of them has."""
    known = {code: {row["slug"] for row in admin.list_boards(code)} for code in codes}
    for board in boards:
        if not any(board in slugs for slugs in known.values()):
            raise admin.UnknownNameError(
                f"no board {board!r} in {', '.join(codes)}; to add it: jobledger boards add {codes[0]} {board!r}"
            )
    owned = {code: [board for board in boards if board in slugs] for code, slugs in known.items()}
    return {code: mine for code, mine in owned.items() if mine}
