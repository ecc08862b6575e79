"""Serve a user's own data as JSON: resources, filters, paging, keys and the OpenAPI description."""
