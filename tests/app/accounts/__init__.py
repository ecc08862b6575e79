"""Test sign-up, sign-in, sessions and password resets."""
