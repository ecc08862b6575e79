"""Ashby: how its boards are read and where its postings keep what. Parsing belongs in ingestion.parse."""

from __future__ import annotations

from datetime import timedelta

from ingestion.boards import Board
from ingestion.http import Client
from ingestion.postings import BoardAnswer, Payload, RawFields
from ingestion.sources.base import Source


class Ashby(Source):
    """Ashby."""

    code = "ashby"
    name = "Ashby"
    type = "ats"
    base_url = "https://api.ashbyhq.com/posting-api/job-board"
    default_schedule = "40 */2 * * *"
    freshness = timedelta(hours=6)

    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read the whole board."""
        raise NotImplementedError

    def fields(self, payload: Payload) -> RawFields:
        """Pick a posting's fields."""
        raise NotImplementedError
