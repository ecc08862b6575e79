"""Run pipeline passes from the command line: which providers, in which order, and the report printed. Steps are in
ingestion.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.kit.i18n import _
from cli.output import print_table
from ingestion import admin, pipeline
from ingestion.reports import ProviderReport


def ingest_providers(codes: Sequence[str] | None, boards: Sequence[str] | None) -> list[ProviderReport]:
    """Ingest the named providers, or every active one that has boards, then parse what landed."""
    selected_codes = [admin.require_provider_code(code) for code in codes] if codes else _list_active_codes()
    if not selected_codes:
        raise admin.SettingError(_("no source has a board yet; to add one: jobledger boards add greenhouse stripe"))
    if boards:
        reports = [
            pipeline.ingest(code, board_slugs) for code, board_slugs in _group_boards(selected_codes, boards).items()
        ]
    else:
        reports = [pipeline.ingest(code) for code in selected_codes]
    pipeline.parse_pending()
    return reports


def build_all(*, full_refresh: bool = False, reparse: bool = False) -> str | None:
    """Run parsing, dbt, search documents, archive, alerts and reminders; return a one-line reason if dbt failed.

    With `reparse`, versions read by an older parser are first parsed again from the archive.
    """
    from app.alerts import runner
    from app.applications import reminders
    from orchestration.dbt import run_dbt

    if reparse:
        pipeline.reparse_outdated()
    pipeline.parse_pending()
    if run_dbt("build", *(["--full-refresh"] if full_refresh else [])) != 0:
        return _("dbt build failed: its output above names the model or test; the next build continues with the rest")
    pipeline.refresh_documents()
    pipeline.archive_payloads()
    runner.run_alerts()
    reminders.send_reminders()
    return None


def print_reports(reports: Sequence[ProviderReport]) -> None:
    """Print one line per provider, then each board with a problem."""
    columns = ["source", "boards", "fetched", "new", "changed", "closed", "reopened", "rejected", "seconds"]
    rows = [
        {**report.as_dict(), "boards": len(report.boards), "seconds": round(report.seconds, 1)} for report in reports
    ]
    print_table(rows, columns)
    for report in reports:
        for board in report.boards:
            if board.error:
                print(f"{report.source} {board.slug}: {board.status}: {board.error}", file=sys.stderr)


def _list_active_codes() -> list[str]:
    return [row["code"] for row in admin.list_providers() if row["is_active"] and row["boards"]]


def _group_boards(codes: Sequence[str], boards: Sequence[str]) -> dict[str, list[str]]:
    """Return which of the named boards each provider has; raise UnknownNameError for a board none of them has."""
    slugs_by_code = {code: {row["slug"] for row in admin.list_boards(code)} for code in codes}
    for board in boards:
        if not any(board in slugs for slugs in slugs_by_code.values()):
            raise admin.UnknownNameError(
                _("no board {board!r} in {codes}; to add it: jobledger boards add {code} {board!r}").format(
                    board=board, codes=", ".join(codes), code=codes[0]
                )
            )
    boards_by_code = {code: [board for board in boards if board in slugs] for code, slugs in slugs_by_code.items()}
    return {code: board_slugs for code, board_slugs in boards_by_code.items() if board_slugs}
