"""What an import plan says, and what a file would add: its accepted rows and its rejected ones with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from uuid import UUID

from app.applications.imports.dates import DateOrder
from app.applications.new_application import NewApplication, NewEvent
from app.applications.stages import Meaning

# Called with the number of finished rows and the number of all rows.
ProgressCallback = Callable[[int, int], None]


def ignore_progress(finished: int, total: int) -> None:
    """Do nothing with the progress of an import."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the user decided: the target of each column, the stage of each stage name, the order of ambiguous dates.

    A stage name without a stage, and an ambiguous date in a column without an order, reject their rows.
    `default_stages` are for rows that name no stage: without an application date, and with one.
    """

    targets: Mapping[int, str]
    stages: Mapping[str, str | None]
    orders: Mapping[int, DateOrder | None]
    default_stages: tuple[str, str] = ("Planned", "Applied")


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file for an application, as the list in an archive describes it. `id` is the one it had."""

    id: str
    name: str
    size: int
    sha256: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedRow:
    """A row that can be imported. `stage` is a name; `fingerprint` identifies what the row says.

    `further_events` follow the first event of an application that has no history. `exported_id` is the id in an
    export, which may be anyone's. `names_stage` is False where the stage is a default.
    """

    number: int
    cells: tuple[str, ...]
    application: NewApplication
    stage: str
    fingerprint: str
    further_events: tuple[NewEvent, ...] = ()
    exported_id: UUID | None = None
    updated_at: datetime | None = None
    stage_meaning: Meaning = None
    names_stage: bool = True
    files: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be imported, with its cells and the reason in words."""

    number: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """All rows of a file, accepted or rejected. Its days are days of `zone`.

    Of our own exports, `stages` are those of the whole board (JSON only), and `meanings` what each stage stands for.
    `archive` are the bytes that the attached files are in.
    """

    headings: tuple[str, ...]
    accepted: tuple[AcceptedRow, ...]
    rejected: tuple[RejectedRow, ...]
    stages: tuple[tuple[str, Meaning], ...] = ()
    meanings: Mapping[str, Meaning] | None = None
    zone: tzinfo = UTC
    archive: bytes = b""

    @property
    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self.accepted) + len(self.rejected)
