"""Keep named sets of listings and compare them side by side."""
