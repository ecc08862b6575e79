"""Offer the demo data."""
