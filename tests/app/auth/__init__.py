"""The door: accounts, sessions, letters, limits, and what attackers try."""
