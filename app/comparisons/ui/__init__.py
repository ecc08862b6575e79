"""Draw a comparison set."""
