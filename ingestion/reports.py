"""What each step of the line tells its caller: plain counts, ready for metadata and JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

_COUNTS = ("fetched", "new", "changed", "closed", "reopened", "rejected", "bytes")


@dataclass(frozen=True, slots=True)
class BoardReport:
    """One board's fetch. Counts are listings, `bytes` the answers' size after decompression, `seconds` wall time.

    `status` is that of its ingest_runs row: success, partial (something could not be taken, or absences were not
    allowed to close) or error (nothing was landed). `error` says why in one line. `new_keys` are top-level keys that no
    posting of the provider had before: its format drifts.
    """

    slug: str
    status: str
    fetched: int = 0
    new: int = 0
    changed: int = 0
    closed: int = 0
    reopened: int = 0
    rejected: int = 0
    bytes: int = 0
    seconds: float = 0.0
    error: str | None = None
    new_keys: tuple[str, ...] = ()


@dataclass(slots=True)
class SourceReport:
    """All boards of one source in one pass."""

    source: str
    boards: list[BoardReport] = field(default_factory=list)
    seconds: float = 0.0

    def _total(self, name: str) -> int:
        return sum(getattr(board, name) for board in self.boards)

    @property
    def fetched(self) -> int:
        """Listings answered."""
        return self._total("fetched")

    @property
    def new(self) -> int:
        """Listings seen for the first time."""
        return self._total("new")

    @property
    def changed(self) -> int:
        """Listings whose content changed."""
        return self._total("changed")

    @property
    def closed(self) -> int:
        """Listings closed."""
        return self._total("closed")

    @property
    def reopened(self) -> int:
        """Closed listings seen again."""
        return self._total("reopened")

    @property
    def rejected(self) -> int:
        """Records kept aside with their reason."""
        return self._total("rejected")

    @property
    def bytes(self) -> int:
        """Answers' size after decompression."""
        return self._total("bytes")

    @property
    def new_keys(self) -> list[str]:
        """Keys that no posting of the provider had before, sorted."""
        return sorted({key for board in self.boards for key in board.new_keys})

    @property
    def failed_boards(self) -> list[BoardReport]:
        """Boards of which nothing was landed."""
        return [board for board in self.boards if board.status == "error"]

    @property
    def error(self) -> str | None:
        """One line naming what failed, or None."""
        failed = self.failed_boards
        if not failed:
            return None
        first = f"{self.source} {failed[0].slug}: {failed[0].error}"
        return first if len(failed) == 1 else f"{len(failed)} of {len(self.boards)} boards failed; first {first}"

    def totals(self) -> dict[str, int]:
        """All counts by name."""
        return {name: self._total(name) for name in _COUNTS}

    def as_dict(self) -> dict[str, Any]:
        """Totals and boards, for `--json`."""
        return {
            "source": self.source,
            "seconds": round(self.seconds, 3),
            **self.totals(),
            "new_keys": self.new_keys,
            "error": self.error,
            "boards": [asdict(board) for board in self.boards],
        }


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step after landing: rows written, records rejected, seconds of wall time."""

    rows: int
    rejected: int = 0
    seconds: float = 0.0
