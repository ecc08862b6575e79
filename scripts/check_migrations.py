"""`make check`: on a new database, do the migrations make exactly what the models say? Leaves nothing behind."""

from __future__ import annotations

import os
import sys
import tempfile

from database import server
from database.engine import dispose
from database.migrate import differences, migrate


def main() -> int:
    """Print each difference; 1 when there is any."""
    with tempfile.TemporaryDirectory(prefix="jobledger-check-", dir="/tmp") as home:  # noqa: S108 a short path for root
        os.environ.pop("DATABASE_URL", None)
        os.environ["JOBLEDGER_HOME"] = home
        os.chmod(home, 0o711)  # noqa: PTH101, S103 the server's own account must pass
        try:
            migrate()
            found = differences()
            dispose()
        finally:
            server.stop()
    for difference in found:
        sys.stdout.write(f"the migrations lack: {difference}\n")
    sys.stdout.write("" if found else "The migrations make what the models say.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
