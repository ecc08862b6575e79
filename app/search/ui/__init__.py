"""Draw the search form."""
