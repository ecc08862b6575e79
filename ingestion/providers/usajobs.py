"""Read USAJobs: its boards and ids. Paging is in `usajobs_pages`, the extraction of fields in `usajobs_fields`."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from ingestion.boards import ProviderBoard
from ingestion.http import NotConfigured, ProviderClient, RequestPace
from ingestion.postings import FetchResult, Payload, RawFields
from ingestion.providers import json_values, usajobs_fields
from ingestion.providers.base import JobProvider
from ingestion.providers.usajobs_pages import read_historic, read_search

_OPEN_STATUSES = frozenset({"accepting applications"})

SEARCH_PARAMETERS = frozenset(
    {
        *("Keyword", "PositionTitle", "RemunerationMinimumAmount", "RemunerationMaximumAmount", "PayGradeHigh"),
        *("PayGradeLow", "JobCategoryCode", "LocationName", "Radius", "Organization", "PositionScheduleTypeCode"),
        *("PositionSchedule", "PositionOfferingTypeCode", "TravelPercentage", "RelocationIndicator"),
        *("SecurityClearanceRequired", "SupervisoryStatus", "DatePosted", "JobGradeCode", "WhoMayApply"),
        *("HiringPath", "SalaryBucket", "GradeBucket", "MissionCriticalTags", "PositionSensitivity"),
        *("RemoteIndicator", "SortField", "SortDirection"),
    }
)
HISTORIC_PARAMETERS = frozenset(
    {
        *("HiringAgencyCodes", "HiringDepartmentCodes", "PositionSeries", "AnnouncementNumbers"),
        *("USAJOBSControlNumbers", "StartPositionOpenDate", "EndPositionOpenDate", "StartPositionCloseDate"),
        "EndPositionCloseDate",
    }
)
_PARAMETERS_BY_ENDPOINT = {"search": SEARCH_PARAMETERS, "historicjoa": HISTORIC_PARAMETERS}


class UsaJobs(JobProvider):
    """A board is `Search` or `HistoricJoa`, either with the API's own parameters (`Search?JobCategoryCode=2210`)."""

    code = "usajobs"
    name = "USAJobs"
    type = "api"
    base_url = "https://data.usajobs.gov/api"
    hosts = frozenset({"data.usajobs.gov"})
    default_schedule = "30 6,18 * * *"
    freshness = timedelta(hours=24)
    credential_names = ("email", "key")
    pace = RequestPace(max_parallel_calls=2, interval=0.5)  # the pace that crawlers of the whole site keep
    # The rank and the highlighted teaser belong to the query, not to the job.
    volatile_paths = ("RelevanceRank", "MatchedObjectDescriptor.PositionFormattedDescription")
    known_keys: ClassVar[frozenset[str]] = usajobs_fields.KNOWN_KEYS

    def get_record_id(self, record: Payload) -> object:
        """Return the control number, the same in Search and HistoricJoa; PositionID is not unique."""
        return record.get("MatchedObjectId") or record.get("usajobsControlNumber")

    def get_record_title(self, record: Payload) -> object:
        """Return the title of either kind of item."""
        return json_values.get_object(record, "MatchedObjectDescriptor").get("PositionTitle") or record.get(
            "positionTitle"
        )

    def is_record_closed(self, record: Payload) -> bool:
        """Return whether the archive says that applications are no longer accepted."""
        status = json_values.as_text(record.get("positionOpeningStatus"))
        return status is not None and status.casefold() not in _OPEN_STATUSES

    def check_slug(self, slug: str) -> None:
        """Accept `Search` or `HistoricJoa` with parameters the API documents."""
        board = ProviderBoard(self.code, slug, self.base_url)
        if board.name.casefold() not in _PARAMETERS_BY_ENDPOINT:
            raise NotConfigured(f"Board {slug!r} of usajobs: begin with Search or HistoricJoa.")
        board.parse_parameters(_PARAMETERS_BY_ENDPOINT[board.name.casefold()])

    async def fetch(self, client: ProviderClient, board: ProviderBoard) -> FetchResult:
        """Read the search or the archive."""
        self.check_slug(board.slug)
        if board.name.casefold() == "search":
            return await read_search(self, client, board, dict(board.parse_parameters(SEARCH_PARAMETERS)))
        return await read_historic(self, client, board, board.parse_parameters(HISTORIC_PARAMETERS))

    def extract_fields(self, payload: Payload) -> RawFields:
        """Extract the fields of either kind of item."""
        if "MatchedObjectDescriptor" in payload:
            return usajobs_fields.extract_search_fields(payload)
        return usajobs_fields.extract_historic_fields(payload)
