"""Tests of what the app's features share."""
