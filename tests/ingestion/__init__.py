"""Fetching, landing and parsing."""
