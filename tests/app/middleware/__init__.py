"""Limits on what visitors ask of the server."""
