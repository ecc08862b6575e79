"""Which files of tests come first, and which go to one worker together. Fixtures and hooks: conftest.py."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

# The longest first, so that no worker is left with one of them at the end.
LONGEST_FIRST = (
    "tests/test_line.py",
    "tests/dbt_project/",
    "tests/app/screens/",
    "tests/app/applications/",
    "tests/app/accounts/",
    "tests/app/alerts/",
    "tests/orchestration/",
    "tests/app/",
    "tests/cli/",
    "tests/database/",
)
# Two workers would each load the graph of assets, and one would wait while the other runs dbt.
SHARED_SETUP = ("tests/orchestration/", "tests/dbt_project/")

# Left out of `make test-fast`: these files take a third of a second per test or more, since each test signs people in,
# draws screens, starts servers, kills processes or reads thousands of postings.
SLOW = (
    "tests/app/accounts/",
    "tests/app/applications/exports/test_export.py",
    "tests/app/applications/imports/test_import.py",
    "tests/app/applications/test_killed.py",
    "tests/app/demo/",
    "tests/app/mail/test_killed.py",
    "tests/app/mail/test_loop.py",
    "tests/app/market/",
    "tests/app/screens/",
    "tests/app/search/test_feed.py",
    "tests/app/search/test_matching_invariants.py",
    "tests/app/settings/",
    "tests/app/sources/",
    "tests/app/web/test_attacks.py",
    "tests/app/web/test_limits.py",
    "tests/app/web/test_review_defences.py",
    "tests/app/web/test_review_served.py",
    "tests/database/test_foreign_server.py",
    "tests/database/test_migrate.py",
    "tests/database/embedded/test_server.py",
    "tests/ingestion/parse/test_gold.py",
    "tests/ingestion/parse/test_invariants.py",
    "tests/orchestration/",
)


def place_in_line(nodeid: str) -> int:
    """Return 0 for a test of the longest file, and more for a shorter one."""
    places = (place for place, start in enumerate(LONGEST_FIRST) if nodeid.startswith(start))
    return next(places, len(LONGEST_FIRST))


class SharedSetupScheduling(LoadFileScheduling):
    """Gives each worker one file after another, and the files of a folder in SHARED_SETUP as one."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        return next((folder for folder in SHARED_SETUP if path.startswith(folder)), path)
