"""Define what each pipeline step reports to its caller: plain counts, ready for metadata and JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

_COUNT_FIELDS = ("fetched", "new", "changed", "closed", "reopened", "rejected", "bytes")


@dataclass(frozen=True, slots=True)
class BoardReport:
    """One board's fetch. Counts are listings, `bytes` the responses' size after decompression, `seconds` wall time.

    `status` is that of its ingest_runs row: success, partial (a record was rejected, or absent listings were not
    closed) or error (nothing was landed, or the records are not in the provider's format). `error` says why in one
    line. `new_keys` are top-level keys that postings of the provider did not have before: its format has changed.
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
    has_format_error: bool = False


@dataclass(slots=True)
class ProviderReport:
    """All boards of one provider in one pass."""

    source: str
    boards: list[BoardReport] = field(default_factory=list)
    seconds: float = 0.0

    def _sum_counts(self, name: str) -> int:
        return sum(getattr(board, name) for board in self.boards)

    @property
    def fetched(self) -> int:
        """Return the number of listings fetched."""
        return self._sum_counts("fetched")

    @property
    def new(self) -> int:
        """Return the number of listings seen for the first time."""
        return self._sum_counts("new")

    @property
    def changed(self) -> int:
        """Return the number of listings whose content changed."""
        return self._sum_counts("changed")

    @property
    def closed(self) -> int:
        """Return the number of listings closed."""
        return self._sum_counts("closed")

    @property
    def reopened(self) -> int:
        """Return the number of closed listings seen again."""
        return self._sum_counts("reopened")

    @property
    def rejected(self) -> int:
        """Return the number of rejected records."""
        return self._sum_counts("rejected")

    @property
    def bytes(self) -> int:
        """Return the responses' size after decompression."""
        return self._sum_counts("bytes")

    @property
    def new_keys(self) -> list[str]:
        """Return the keys that postings of the provider did not have before, sorted."""
        return sorted({key for board in self.boards for key in board.new_keys})

    @property
    def failed_boards(self) -> list[BoardReport]:
        """Return the boards that could not be read, or not in the provider's format."""
        return [board for board in self.boards if board.status == "error"]

    @property
    def error(self) -> str | None:
        """Return one line naming what failed, or None."""
        failed_boards = self.failed_boards
        if not failed_boards:
            return None
        first_failure = f"{self.source} {failed_boards[0].slug}: {failed_boards[0].error}"
        return (
            first_failure
            if len(failed_boards) == 1
            else f"{len(failed_boards)} of {len(self.boards)} boards failed; first {first_failure}"
        )

    def totals(self) -> dict[str, int]:
        """Return all counts by name."""
        return {name: self._sum_counts(name) for name in _COUNT_FIELDS}

    def as_dict(self) -> dict[str, Any]:
        """Return totals and boards, for `--json`."""
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
