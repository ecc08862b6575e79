"""Chores of those who work on JobLedger. Nothing here is needed to run it."""
