"""List the providers, one line each; everything else about a provider is in its own file."""

from __future__ import annotations

from ingestion.providers.adzuna import Adzuna
from ingestion.providers.ashby import Ashby
from ingestion.providers.base import JobProvider
from ingestion.providers.greenhouse import Greenhouse
from ingestion.providers.lever import Lever
from ingestion.providers.usajobs import UsaJobs

PROVIDERS: dict[str, JobProvider] = {
    provider.code: provider
    for provider in (
        Adzuna(),
        Ashby(),
        Greenhouse(),
        Lever(),
        UsaJobs(),
    )
}
