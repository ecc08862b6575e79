"""Tests, one folder per room; what spans rooms is here."""
