"""Test the page of a listing and what changed in it."""
