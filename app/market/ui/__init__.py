"""Draw the Market screen."""
