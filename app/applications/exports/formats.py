"""List the files in which applications are exported, for the page that offers them and the route that sends them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accounts.personal_downloads import CSV_TYPE
from app.applications.exports import export
from app.kit.i18n import N_


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A kind of file: its name in addresses, its ending, and what is said of it on the page."""

    name: str
    ending: str
    media_type: str
    label: str
    description: str
    build: Callable[[Session], bytes]


EXPORT_FORMATS = (
    ExportFormat(
        "json",
        "json",
        "application/json",
        N_("Download JSON"),
        N_("Everything except the files."),
        export.build_json,
    ),
    ExportFormat(
        "csv",
        "csv",
        CSV_TYPE,
        N_("Download CSV"),
        N_("One application per row, for spreadsheets."),
        export.build_csv,
    ),
    ExportFormat(
        "history",
        "history.csv",
        CSV_TYPE,
        N_("Download history"),
        N_("One event per row, for reading."),
        export.build_history_csv,
    ),
)
