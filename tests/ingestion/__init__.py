"""Test fetching, landing and parsing."""
