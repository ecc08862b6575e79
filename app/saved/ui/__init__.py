"""Draw the saved jobs."""
