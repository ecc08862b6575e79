"""`python -m database.check`: migrations, run on an empty database of a scratch server, give what the models say."""

from __future__ import annotations

import os
import sys

from database.address import plain
from database.engine import dispose
from database.migrate import differences, migrate
from database.scratch import scratch_cluster


def main() -> int:
    """Say what differs; 0 when nothing does, else 1."""
    with scratch_cluster() as cluster:
        os.environ["DATABASE_URL"] = plain(cluster.url("postgres"))
        os.environ["JOBLEDGER_HOME"] = str(cluster.folder)
        migrate()
        found = differences()
        dispose()
    for difference in found:
        sys.stderr.write(f"models and migrations differ: {difference}\n")
    if found:
        sys.stderr.write(
            "Write a migration: .venv/bin/alembic revision --autogenerate --rev-id NNNN -m 'what it does'\n"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
