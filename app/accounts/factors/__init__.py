"""Prove who signs in by more than a password: codes of an authenticator app, recovery codes, passkeys."""
