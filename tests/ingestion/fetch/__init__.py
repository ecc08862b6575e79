"""Test fetching, over real sockets."""
