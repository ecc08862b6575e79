"""Draw a listing's page."""
