"""Test the server: headers, limits, addresses and attacks."""
