"""Test signing in with GitHub against a server that speaks its protocol."""
