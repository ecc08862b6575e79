"""Fetching, over real sockets."""
