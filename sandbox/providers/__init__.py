"""The providers the practice market speaks for: one module each, one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.market import Opening
from sandbox.providers import adzuna, ashby, greenhouse, lever, usajobs
from sandbox.wire import Answer, Request
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Provider:
    """How a provider answers requests and what it calls a posting."""

    answer: Callable[[World, Request], Answer]
    external_id: Callable[[World, Opening], str]


PROVIDERS = {
    module.NAME: Provider(module.answer, module.external_id) for module in (greenhouse, lever, ashby, adzuna, usajobs)
}
