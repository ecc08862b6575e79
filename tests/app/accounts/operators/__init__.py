"""Tests of app.accounts.operators."""
