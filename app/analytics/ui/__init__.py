"""Draw the Analytics screen."""
