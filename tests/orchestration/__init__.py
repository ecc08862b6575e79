"""Test orchestration: what Dagster loads, without a server wherever possible."""
