"""Test the dashboard and the agenda."""
