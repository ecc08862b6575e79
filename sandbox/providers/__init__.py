"""List the providers whose APIs the sandbox market speaks: one module each, one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.market import SandboxPosting
from sandbox.providers import adzuna, ashby, greenhouse, lever, usajobs
from sandbox.responses import SandboxRequest, SandboxResponse
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class ProviderApi:
    """A provider's functions: one answers requests, the other returns the id of a posting."""

    respond: Callable[[World, SandboxRequest], SandboxResponse]
    external_id: Callable[[World, SandboxPosting], str]


PROVIDERS = {
    provider.PROVIDER_NAME: ProviderApi(provider.respond, provider.external_id)
    for provider in (greenhouse, lever, ashby, adzuna, usajobs)
}
