"""List the providers of identities that this installation knows, by its settings."""

from __future__ import annotations

from app.accounts.identities.github import GitHubProvider
from app.accounts.identities.identity import IdentityProvider
from app.accounts.identities.oidc import OIDC_KEY_PREFIX, OidcProvider
from database.settings import settings

GITHUB = GitHubProvider()


def list_providers() -> list[IdentityProvider]:
    """Return GitHub, whether it is offered or not, and the issuers of the settings, in their order."""
    return [GITHUB, *map(OidcProvider, settings().oidc_providers)]


def list_offered_providers() -> list[IdentityProvider]:
    """Return the providers that people can sign in with."""
    return [provider for provider in list_providers() if provider.is_offered]


def find_provider(path: str) -> IdentityProvider | None:
    """Return the provider whose paths begin with this one; None without one."""
    return next((provider for provider in list_providers() if provider.path == path), None)


def is_provider_key(key: str) -> bool:
    """Return whether the security log's name of a way to sign in is that of a provider, also of a former one."""
    return key == GITHUB.key or key.startswith(OIDC_KEY_PREFIX)


def get_label(key: str) -> str:
    """Return the label of a provider in the security log; of one that is no longer set, its name."""
    labels = {provider.key: provider.label for provider in list_providers()}
    return labels.get(key, key.removeprefix(OIDC_KEY_PREFIX))
