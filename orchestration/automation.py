"""Define the rules that assets share: when one is built, and how often a failed step is retried. No schedules here."""

from __future__ import annotations

import dagster as dg

# A landing reports on `landing/ledger`; every later asset follows within the sensor's interval, in one run, unless the
# run that landed also builds or a build is in progress.
BUILD_WHEN_LANDED = (
    dg.AutomationCondition.any_deps_updated().since_last_handled() & ~dg.AutomationCondition.in_progress()
).with_label("build_when_landed")

# Retries cover only short failures of our own database; the HTTP client has its own retries.
RETRY_POLICY = dg.RetryPolicy(max_retries=1, delay=5)
