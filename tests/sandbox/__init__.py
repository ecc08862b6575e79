"""Tests of the practice market."""
