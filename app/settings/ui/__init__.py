"""Draw the Settings screen."""
