"""Signing in at issuers of OpenID Connect."""
