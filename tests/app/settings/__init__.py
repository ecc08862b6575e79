"""Test account settings and the export of personal data."""
