"""USAJobs: how its boards are read and where its postings keep what. Parsing belongs in ingestion.parse."""

from __future__ import annotations

from datetime import timedelta

from ingestion.boards import Board
from ingestion.http import Client
from ingestion.postings import BoardAnswer, Payload, RawFields
from ingestion.sources.base import Source


class UsaJobs(Source):
    """USAJobs."""

    code = "usajobs"
    name = "USAJobs"
    type = "api"
    base_url = "https://data.usajobs.gov/api"
    default_schedule = "30 6,18 * * *"
    freshness = timedelta(hours=24)
    credentials = ("email", "api_key")

    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read the whole board."""
        raise NotImplementedError

    def fields(self, payload: Payload) -> RawFields:
        """Pick a posting's fields."""
        raise NotImplementedError
