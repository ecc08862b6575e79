"""Test parsing, from the point of view of those who read the listings."""
