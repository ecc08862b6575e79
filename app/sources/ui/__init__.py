"""Draw the parts of the Sources screen."""
