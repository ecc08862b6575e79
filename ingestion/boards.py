"""Define what a fetch needs to know about one board. No I/O, no database: landing builds a Board from its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote

from ingestion.http.errors import NotConfigured

CacheValidators = Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class ProviderBoard:
    """One employer's postings at one provider; at an API provider, a named query such as `gb?what=python`.

    `base_url` is where the provider's paths begin, with or without a trailing slash. `cache_validators` maps
    `ingestion.http.cache_validator_key(address)` to the (ETag, Last-Modified) of the response that was landed last.
    """

    source_code: str
    slug: str
    base_url: str
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    cache_validators: CacheValidators = field(default_factory=dict, repr=False)

    @property
    def root_url(self) -> str:
        """Return `base_url` without trailing slashes."""
        return self.base_url.strip().rstrip("/")

    @property
    def name(self) -> str:
        """Return the slug before its `?`."""
        return self.slug.partition("?")[0].strip()

    @property
    def query_parameters(self) -> list[tuple[str, str]]:
        """Return the parameters after the slug's `?`, in order; empty where there are none."""
        return parse_qsl(self.slug.partition("?")[2], keep_blank_values=True)

    @property
    def path_segment(self) -> str:
        """Return the slug as one quoted path segment (Ashby's board names hold spaces, dots and capitals)."""
        if self.slug.strip() in {"", ".", ".."}:
            raise NotConfigured(f"{self.slug!r} is not a board name of {self.source_code}: remove it or correct it.")
        return quote(self.slug, safe="")

    def parse_parameters(self, documented_parameters: frozenset[str]) -> list[tuple[str, str]]:
        """Return the slug's parameters, spelled as in `documented_parameters` whatever their case.

        Raises NotConfigured naming the first parameter the provider does not document.
        """
        spelling_by_lowercase = {name.casefold(): name for name in documented_parameters}
        for name, _ in self.query_parameters:
            if name.casefold() not in spelling_by_lowercase:
                allowed_names = ", ".join(sorted(documented_parameters))
                raise NotConfigured(
                    f"Board {self.slug!r} of {self.source_code}: {name!r} is not a parameter the provider "
                    f"documents. Use one of: {allowed_names}."
                )
        return [(spelling_by_lowercase[name.casefold()], value) for name, value in self.query_parameters]
