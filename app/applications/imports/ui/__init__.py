"""Draw the steps of an import."""
