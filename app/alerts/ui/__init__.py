"""Draw saved searches, their alerts and what those found."""
