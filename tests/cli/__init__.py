"""Test the `jobledger` command."""
