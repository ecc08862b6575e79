"""Parsers from providers' wording to canonical columns. Pure functions; no database, no network."""
