"""Draw the sections of the Settings screen."""
