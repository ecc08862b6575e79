"""Test the sandbox market."""
