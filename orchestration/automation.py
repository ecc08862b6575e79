"""Define how often a failed step is retried, and when a failed build is started again. No schedules here."""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

# Retries cover only short failures of our own database; the HTTP client has its own retries.
RETRY_POLICY = dg.RetryPolicy(max_retries=1, delay=5)

# Holds the landing that a build was started for, as the storage id of its materialization.
LANDING_TAG = "jobledger/landing"
# A failed build is started again after the first pause, then after twice the pause each time up to the longest.
FIRST_BUILD_PAUSE, LONGEST_BUILD_PAUSE = timedelta(minutes=1), timedelta(hours=1)


def get_build_pause(failures: int) -> timedelta:
    """Return how long to wait after this many failed builds in a row, one or more."""
    doublings: int = min(failures - 1, 16)
    return min(FIRST_BUILD_PAUSE * (1 << doublings), LONGEST_BUILD_PAUSE)
