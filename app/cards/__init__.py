"""Show listings as cards with the user's marks and actions."""
