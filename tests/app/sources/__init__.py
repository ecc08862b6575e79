"""Test the Sources screen."""
