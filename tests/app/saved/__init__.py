"""Test saved jobs."""
