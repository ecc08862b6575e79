"""Sign in with identities of elsewhere, GitHub's and OpenID Connect's: find, make, link and unlink their accounts."""
