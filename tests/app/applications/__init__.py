"""Tests of the tracker: what becomes of applications, on a real database and in a real browser."""
