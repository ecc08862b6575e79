"""Change an account's settings, export its data and erase what has expired."""
