"""Tests of second factors and of confirming who is signed in."""
