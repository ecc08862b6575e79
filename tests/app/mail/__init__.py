"""Tests of letters, outbox and sender, against a real mail server and a real database."""
