"""Draw the dashboard."""
