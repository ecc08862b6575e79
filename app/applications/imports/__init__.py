"""Read applications from a file, preview what would change, write it and revert it."""
