"""Read USAJobs' Search and its archive HistoricJoa to the end. Of an item's fields only its id is known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from ingestion.boards import ProviderBoard
from ingestion.http import FetchError, InvalidResponse, ProviderClient, ProviderResponse
from ingestion.postings import FetchResult
from ingestion.providers import json_values
from ingestion.providers.base import JobProvider, build_url
from ingestion.providers.collector import clean_external_id

PAGE_SIZE = 500  # the most Search gives at once
SATURATED_COUNT = 10_000  # SearchResultCountAll never exceeds this, and no page beyond it is served
SERIES_PER_QUERY = 100
_MAX_PAGES = 20_000


async def read_search(
    provider: JobProvider, client: ProviderClient, board: ProviderBoard, parameters: Mapping[str, str]
) -> FetchResult:
    """Read every page of a search, split by occupational series where it holds more than the API serves."""
    reader = _SearchReader(provider, client, board)
    try:
        if await reader.read_query(parameters, stop_if_saturated=True) >= SATURATED_COUNT:
            await reader.read_by_series(parameters)
    except FetchError as error:
        if not reader.collector.external_ids:
            raise
        reader.collector.mark_incomplete(f"only {len(reader.collector.external_ids):,} items could be read: {error}")
    return reader.collector.finish()


async def read_historic(
    provider: JobProvider, client: ProviderClient, board: ProviderBoard, parameters: list[tuple[str, str]]
) -> FetchResult:
    """Follow `paging.next` to the end. Absence from an archive's query means nothing: it closes no listing."""
    collector = provider.new_collector()
    collector.result.closes_absent_listings = False
    url, visited_urls, read_count = build_url(f"{board.root_url}/HistoricJoa", parameters), set[str](), 0
    configured_limit = board.metadata.get("max_pages")
    page_limit = configured_limit if isinstance(configured_limit, int) and configured_limit > 0 else _MAX_PAGES
    try:
        while url:
            if url in visited_urls or len(visited_urls) >= page_limit:
                collector.mark_incomplete(
                    f"reading stopped after {len(visited_urls):,} pages: {_explain_stop(url in visited_urls)}"
                )
                return collector.finish()
            visited_urls.add(url)
            response = await provider.request_json(client, url, allows_empty_body=bool(parameters) or read_count > 0)
            collector.count_response(response)
            items, total, next_link = _parse_historic_page(response)
            collector.add_records(items)
            read_count += len(items)
            url = _resolve_next_url(url, next_link)
    except FetchError as error:
        if not collector.external_ids:
            raise
        collector.mark_incomplete(f"only {read_count:,} items could be read: {error}")
        return collector.finish()
    if read_count < total:
        collector.mark_incomplete(f"USAJobs announced {total:,} items but sent {read_count:,}")
    return collector.finish()


class _SearchReader:
    """Reads one search completely."""

    def __init__(self, provider: JobProvider, client: ProviderClient, board: ProviderBoard) -> None:
        self.provider, self.client, self.board = provider, client, board
        self.collector = provider.new_collector()
        self.ids_read: set[str | None] = set()
        self.headers = {
            "User-Agent": provider.require_credential(board, "email"),
            "Authorization-Key": provider.require_credential(board, "key"),
        }

    async def read_query(self, parameters: Mapping[str, str], *, stop_if_saturated: bool) -> int:
        """Read every page of one query and return how many items it announced. A saturated query may stop after
        page 1.
        """
        read_count = page = count = 0
        while True:
            page += 1
            items, count = await self._fetch_page(
                parameters, page, allows_empty_body=bool(parameters) if page == 1 else read_count >= count
            )
            self.collector.add_records(items)
            self.ids_read.update(
                clean_external_id(self.provider.get_record_id(item)) for item in items if isinstance(item, dict)
            )
            read_count += len(items)
            if count >= SATURATED_COUNT and stop_if_saturated:
                return count
            # Exactly one full page may also be a response cut off at the page size: the next page tells.
            if len(items) < PAGE_SIZE or (read_count >= count and count != PAGE_SIZE):
                break
        if count >= SATURATED_COUNT:
            self.collector.mark_incomplete(
                f"USAJobs serves only the first {SATURATED_COUNT:,} items of a query that cannot be split"
            )
        elif read_count < count:
            self.collector.mark_incomplete(
                f"USAJobs announced {count:,} items but sent {read_count:,}: some disappeared meanwhile"
            )
        return count

    async def read_by_series(self, parameters: Mapping[str, str]) -> None:
        """Read a saturated search by series. An item of its first page that belongs to no series shows a gap."""
        first_page_ids = set(self.ids_read)
        self.ids_read.clear()
        codes = [code for code in parameters.get("JobCategoryCode", "").split(";") if code]
        try:
            codes = codes or await self._fetch_series_codes()
        except FetchError as error:
            self.collector.mark_incomplete(
                f"the search holds {SATURATED_COUNT:,} items or more and cannot be split by series: {error}"
            )
            await self.read_query(parameters, stop_if_saturated=False)
            return
        for start in range(0, len(codes), SERIES_PER_QUERY):
            await self._read_part(parameters, codes[start : start + SERIES_PER_QUERY])
        missed_count = len(first_page_ids - self.ids_read)
        if missed_count:
            self.collector.mark_incomplete(
                f"the search holds {SATURATED_COUNT:,} items or more, and {missed_count:,} of the first "
                f"{PAGE_SIZE:,} belong to no occupational series it was split by, so others like them are missed"
            )

    async def _read_part(self, parameters: Mapping[str, str], codes: Sequence[str]) -> None:
        part_parameters = {**parameters, "JobCategoryCode": ";".join(codes)}
        has_several_codes = len(codes) > 1
        if (
            await self.read_query(part_parameters, stop_if_saturated=has_several_codes) >= SATURATED_COUNT
            and has_several_codes
        ):
            middle = len(codes) // 2
            await self._read_part(parameters, codes[:middle])
            await self._read_part(parameters, codes[middle:])

    async def _fetch_series_codes(self) -> list[str]:
        """Return the codes of all occupational series, disabled ones too: old announcements keep theirs."""
        response = await self.provider.request_json(self.client, f"{self.board.root_url}/codelist/occupationalseries")
        self.collector.count_response(response)
        code_lists = json_values.get_objects(json_values.get_object(response.data).get("CodeList"))
        values = [value for code_list in code_lists for value in json_values.get_objects(code_list.get("ValidValue"))]
        codes = json_values.unique_texts(json_values.as_text(value.get("Code")) for value in values)
        if not codes:
            raise _build_format_error(response, "CodeList[].ValidValue[].Code")
        return codes

    async def _fetch_page(
        self, parameters: Mapping[str, str], page: int, *, allows_empty_body: bool
    ) -> tuple[list[object], int]:
        # Oldest first, so that items opened meanwhile come last and shift nothing.
        default_parameters = {"SortField": "opendate", "SortDirection": "Asc", "Fields": "Full"}
        query_parameters = {**default_parameters, **parameters, "ResultsPerPage": str(PAGE_SIZE), "Page": str(page)}
        url = build_url(f"{self.board.root_url}/Search", list(query_parameters.items()))
        response = await self.provider.request_json(
            self.client, url, headers=self.headers, allows_empty_body=allows_empty_body
        )
        self.collector.count_response(response)
        if response.data is None:
            return [], 0
        result = json_values.get_object(response.data, "SearchResult")
        items, count = result.get("SearchResultItems"), json_values.as_number(result.get("SearchResultCountAll"))
        if not isinstance(items, list) or count is None:
            raise _build_format_error(response, "SearchResult.SearchResultItems and SearchResultCountAll")
        return items, int(count)


def _parse_historic_page(response: ProviderResponse) -> tuple[list[object], int, str | None]:
    """Return a page's items, how many there are in all, and where the next page is."""
    if response.data is None:
        return [], 0, None
    items = json_values.get_object(response.data).get("data")
    if not isinstance(items, list):
        raise _build_format_error(response, "a list `data`")
    paging = json_values.get_object(response.data, "paging")
    total = json_values.as_number(json_values.get_object(paging, "metadata").get("totalCount"))
    return items, int(total or 0), json_values.as_text(paging.get("next"))


def _resolve_next_url(url: str, next_link: str | None) -> str:
    """Return the next page's address, or an empty text at the end. Raises InvalidResponse if it leads to another
    host.
    """
    if next_link is None:
        return ""
    try:
        target = urljoin(url, next_link)
        current_parts, next_parts = urlsplit(url), urlsplit(target)
    except ValueError:
        raise InvalidResponse("the next page's address cannot be read") from None
    if (next_parts.scheme, next_parts.netloc) != (current_parts.scheme, current_parts.netloc):
        raise InvalidResponse(f"the next page is on another host ({next_parts.hostname}), which is not followed")
    return target


def _explain_stop(is_repeated_page: bool) -> str:  # noqa: FBT001 private helper
    return "the next page was read already" if is_repeated_page else "the board's limit (max_pages)"


def _build_format_error(response: ProviderResponse, expected: str) -> InvalidResponse:
    return InvalidResponse(
        f"{response.url} returned JSON without {expected}: this is not USAJobs' format. Check the source's base_url.",
        url=response.url,
    )
