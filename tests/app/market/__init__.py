"""Test the Market screen and its queries."""
