"""Test exported tables and archives."""
