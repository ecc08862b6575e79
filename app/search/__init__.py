"""Find listings by criteria, page through them and remember what was searched."""
