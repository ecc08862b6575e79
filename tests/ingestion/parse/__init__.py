"""Parsing, in the words of the people who read the listings."""
