"""Draw the Sources screen."""
