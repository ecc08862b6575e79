"""Draw the account in the sidebar, and run actions as the signed-in user."""
