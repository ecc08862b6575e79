"""Adzuna: how its boards are read and where its postings keep what. Parsing belongs in ingestion.parse."""

from __future__ import annotations

from datetime import timedelta

from ingestion.boards import Board
from ingestion.http import Client
from ingestion.postings import BoardAnswer, Payload, RawFields
from ingestion.sources.base import Source


class Adzuna(Source):
    """Adzuna."""

    code = "adzuna"
    name = "Adzuna"
    type = "api"
    base_url = "https://api.adzuna.com/v1/api/jobs"
    default_schedule = "10 5 * * *"
    freshness = timedelta(hours=36)
    may_aggregate = False
    attribution = "Jobs by Adzuna"
    credentials = ("app_id", "app_key")

    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read the whole board."""
        raise NotImplementedError

    def fields(self, payload: Payload) -> RawFields:
        """Pick a posting's fields."""
        raise NotImplementedError
