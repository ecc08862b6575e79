"""Test demo data."""
