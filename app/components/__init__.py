"""Pieces of screens used by more than one of them: HTML made from escaped text. No queries."""
