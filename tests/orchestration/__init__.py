"""Tests of orchestration/: what Dagster is told, without a server wherever that can be."""
