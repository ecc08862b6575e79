"""Answer the applications' addresses: calendar feed, files and the printed list."""
