"""Alerts: matched, reported, sent, and when they fail."""
