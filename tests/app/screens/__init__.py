"""Test all screens together: drawn, in a browser, for everyone."""
