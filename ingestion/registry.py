"""Which providers there are. One line per provider; everything else about one is in its own file."""

from __future__ import annotations

from ingestion.sources.adzuna import Adzuna
from ingestion.sources.ashby import Ashby
from ingestion.sources.base import Source
from ingestion.sources.greenhouse import Greenhouse
from ingestion.sources.lever import Lever
from ingestion.sources.usajobs import UsaJobs

SOURCES: dict[str, Source] = {
    source.code: source
    for source in (
        Adzuna(),
        Ashby(),
        Greenhouse(),
        Lever(),
        UsaJobs(),
    )
}
