"""Tests of the `jobledger` command."""
