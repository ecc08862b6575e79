"""Measure how far real boards shrink over weeks, for `ingestion.suspected_outages`: `python -m benchmarks.board_sizes`.

Needs ../shared: eight months of fetches of Greenhouse boards.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from statistics import quantiles

from benchmarks.gold_labels import REPLAY_DATA

_SNAPSHOT_DAYS = {"01", "08", "15", "22"}
_MIN_POSTINGS = 25


def read_snapshots() -> list[dict[str, int]]:
    """Return the number of open postings by board, four times a month, in order."""
    ids_by_board: defaultdict[str, set[str]] = defaultdict(set)
    snapshots: dict[str, dict[str, int]] = {}
    previous_day = ""
    with gzip.open(REPLAY_DATA / "greenhouse" / "history.jsonl.gz") as lines:
        for line in lines:
            fetch = json.loads(line)
            day = fetch["t"][:10]
            if previous_day and day != previous_day and day[8:] in _SNAPSHOT_DAYS:
                snapshots[day] = {board: len(ids) for board, ids in ids_by_board.items()}
            previous_day = day
            ids_by_board[fetch["board"]].update(fetch["set"])
            ids_by_board[fetch["board"]].difference_update(fetch["gone"])
    return [snapshots[day] for day in sorted(snapshots)]


def main() -> None:
    """Print, for several gaps, which share of its postings a board has afterwards."""
    snapshots = read_snapshots()
    for gap in (1, 2, 4, 8):
        shares = [
            after[board] / count
            for before, after in zip(snapshots, snapshots[gap:], strict=False)
            for board, count in before.items()
            if count >= _MIN_POSTINGS and board in after
        ]
        small = sum(share < 0.5 for share in shares) / len(shares)  # noqa: PLR2004 - half of a board
        empty = sum(share == 0 for share in shares)
        sys.stdout.write(
            f"{gap} weeks: {len(shares):,} comparisons, under half {small:.1%}, "
            f"first percentile {quantiles(shares, n=100)[0]:.2f}, empty {empty}\n"
        )


if __name__ == "__main__":
    main()
