"""Serve a user's own data as JSON: resources, paging, keys and the description."""
