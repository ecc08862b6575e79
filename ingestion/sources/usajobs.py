"""USAJobs: its boards and keys. Paging is in `usajobs_pages`, where items keep what in `usajobs_fields`."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from ingestion.boards import Board
from ingestion.http import Client, NotConfigured, Pace
from ingestion.postings import BoardAnswer, Payload, RawFields
from ingestion.sources import pick, usajobs_fields
from ingestion.sources.base import Source
from ingestion.sources.usajobs_pages import read_historic, read_search

_ACCEPTING = frozenset({"accepting applications"})

SEARCH = frozenset(
    {
        *("Keyword", "PositionTitle", "RemunerationMinimumAmount", "RemunerationMaximumAmount", "PayGradeHigh"),
        *("PayGradeLow", "JobCategoryCode", "LocationName", "Radius", "Organization", "PositionScheduleTypeCode"),
        *("PositionSchedule", "PositionOfferingTypeCode", "TravelPercentage", "RelocationIndicator"),
        *("SecurityClearanceRequired", "SupervisoryStatus", "DatePosted", "JobGradeCode", "WhoMayApply"),
        *("HiringPath", "SalaryBucket", "GradeBucket", "MissionCriticalTags", "PositionSensitivity"),
        *("RemoteIndicator", "SortField", "SortDirection"),
    }
)
HISTORIC = frozenset(
    {
        *("HiringAgencyCodes", "HiringDepartmentCodes", "PositionSeries", "AnnouncementNumbers"),
        *("USAJOBSControlNumbers", "StartPositionOpenDate", "EndPositionOpenDate", "StartPositionCloseDate"),
        "EndPositionCloseDate",
    }
)
_ENDPOINTS = {"search": SEARCH, "historicjoa": HISTORIC}


class UsaJobs(Source):
    """A board is `Search` or `HistoricJoa`, either with the API's own parameters (`Search?JobCategoryCode=2210`)."""

    code = "usajobs"
    name = "USAJobs"
    type = "api"
    base_url = "https://data.usajobs.gov/api"
    hosts = frozenset({"data.usajobs.gov"})
    default_schedule = "30 6,18 * * *"
    freshness = timedelta(hours=24)
    credentials = ("email", "key")
    pace = Pace(parallel=2, interval=0.5)  # what collectors of the whole site keep to
    # The rank and the highlighted teaser belong to the query, not to the job.
    volatile = ("RelevanceRank", "MatchedObjectDescriptor.PositionFormattedDescription")
    known_keys: ClassVar[frozenset[str]] = usajobs_fields.KNOWN_KEYS

    def key(self, record: Payload) -> object:
        """Return the control number, the same in Search and HistoricJoa; PositionID is not unique."""
        return record.get("MatchedObjectId") or record.get("usajobsControlNumber")

    def title(self, record: Payload) -> object:
        """Return the title of either kind of item."""
        return pick.child(record, "MatchedObjectDescriptor").get("PositionTitle") or record.get("positionTitle")

    def closed(self, record: Payload) -> bool:
        """Tell whether the archive says that applications are no longer taken."""
        status = pick.text(record.get("positionOpeningStatus"))
        return status is not None and status.casefold() not in _ACCEPTING

    def check_slug(self, slug: str) -> None:
        """Accept `Search` or `HistoricJoa` with parameters the API documents."""
        board = Board(self.code, slug, self.base_url)
        if board.name.casefold() not in _ENDPOINTS:
            raise NotConfigured(f"Board {slug!r} of usajobs: begin with Search or HistoricJoa.")
        board.chosen(_ENDPOINTS[board.name.casefold()])

    async def fetch(self, client: Client, board: Board) -> BoardAnswer:
        """Read the search or the archive."""
        self.check_slug(board.slug)
        if board.name.casefold() == "search":
            return await read_search(self, client, board, dict(board.chosen(SEARCH)))
        return await read_historic(self, client, board, board.chosen(HISTORIC))

    def fields(self, payload: Payload) -> RawFields:
        """Pick the fields of either kind of item."""
        if "MatchedObjectDescriptor" in payload:
            return usajobs_fields.of_search(payload)
        return usajobs_fields.of_historic(payload)
