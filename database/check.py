"""`python -m database.check`: compare what migrations make of an empty database with models and SQL files."""

from __future__ import annotations

import os
import sys

from database.address import to_libpq_url
from database.engine import dispose
from database.migrate import list_differences, migrate
from database.scratch import scratch_cluster


def main() -> int:
    """Print every difference; return 0 without one, else 1."""
    with scratch_cluster() as cluster:
        os.environ["DATABASE_URL"] = to_libpq_url(cluster.url("postgres"))
        os.environ["JOBLEDGER_HOME"] = str(cluster.folder)
        migrate()
        lines = list_differences()
        dispose()
    for line in lines:
        sys.stderr.write(f"{line}\n")
    if lines:
        sys.stderr.write('See "A change to the tables" in CONTRIBUTING.md.\n')
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
