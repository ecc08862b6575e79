"""Test the read API."""
