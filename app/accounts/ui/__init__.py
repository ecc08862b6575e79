"""Draw who is signed in, and act as them from a screen."""
