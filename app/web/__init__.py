"""Speak HTTP: cookies, forms, headers, limits, pages and tokens. No feature is imported here."""
