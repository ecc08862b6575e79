"""Test comparison sets."""
