"""Reading USAJobs' Search and its archive HistoricJoa to the end. No item's field but its key is known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from ingestion.boards import Board
from ingestion.http import Answer, BadAnswer, Client, FetchError
from ingestion.postings import BoardAnswer
from ingestion.sources import pick
from ingestion.sources.base import Source, address
from ingestion.sources.collect import usable_id

PAGE = 500  # the most Search gives at once
SATURATED = 10_000  # SearchResultCountAll never says more, and no page beyond it is served
SERIES_AT_ONCE = 100
_ENOUGH_PAGES = 20_000


async def read_search(source: Source, client: Client, board: Board, chosen: Mapping[str, str]) -> BoardAnswer:
    """Read every page of a search, split by occupational series where it holds more than the API serves."""
    reader = _Search(source, client, board)
    try:
        if await reader.query(chosen, leave_saturated=True) >= SATURATED:
            await reader.split(chosen)
    except FetchError as error:
        if not reader.found.seen:
            raise
        reader.found.incomplete(f"only {len(reader.found.seen):,} items could be read: {error}")
    return reader.found.answer


async def read_historic(source: Source, client: Client, board: Board, chosen: list[tuple[str, str]]) -> BoardAnswer:
    """Follow `paging.next` to the end. What an archive's query does not hold says nothing: absence closes nothing."""
    found = source.collector()
    found.answer.absence_closes = False
    url, asked, read = address(f"{board.root}/HistoricJoa", chosen), set[str](), 0
    limit = board.metadata.get("max_pages")
    most = limit if isinstance(limit, int) and limit > 0 else _ENOUGH_PAGES
    try:
        while url:
            if url in asked or len(asked) >= most:
                found.incomplete(f"reading stopped after {len(asked):,} pages: {_why(url in asked)}")
                return found.answer
            asked.add(url)
            answer = await source.ask(client, url, empty_allowed=bool(chosen) or read > 0)
            found.count(answer)
            items, total, following = _historic_page(answer)
            found.take(items)
            read += len(items)
            url = _following(url, following)
    except FetchError as error:
        if not found.seen:
            raise
        found.incomplete(f"only {read:,} items could be read: {error}")
        return found.answer
    if read < total:
        found.incomplete(f"USAJobs announced {total:,} items but sent {read:,}")
    return found.answer


class _Search:
    """One read of Search."""

    def __init__(self, source: Source, client: Client, board: Board) -> None:
        self.source, self.client, self.board = source, client, board
        self.found = source.collector()
        self.split_ids: set[str | None] = set()
        self.headers = {
            "User-Agent": source.credential(board, "email"),
            "Authorization-Key": source.credential(board, "key"),
        }

    async def query(self, chosen: Mapping[str, str], *, leave_saturated: bool) -> int:
        """Take every page of one query; returns how many items it announced. A saturated one may be left at page 1."""
        read = page = count = 0
        while True:
            page += 1
            items, count = await self._page(chosen, page, empty_allowed=bool(chosen) if page == 1 else read >= count)
            self.found.take(items)
            self.split_ids.update(usable_id(self.source.key(i)) for i in items if isinstance(i, dict))
            read += len(items)
            if count >= SATURATED and leave_saturated:
                return count
            # Exactly one full page may also be an answer cut at the page's limit: the next page tells.
            if len(items) < PAGE or (read >= count and count != PAGE):
                break
        if count >= SATURATED:
            self.found.incomplete(f"USAJobs serves only the first {SATURATED:,} items of a query that cannot be split")
        elif read < count:
            self.found.incomplete(f"USAJobs announced {count:,} items but sent {read:,}: some went meanwhile")
        return count

    async def split(self, chosen: Mapping[str, str]) -> None:
        """Read a saturated search by series. An item of its first page that no series has shows a gap."""
        first_page = set(self.split_ids)
        self.split_ids.clear()
        codes = [code for code in chosen.get("JobCategoryCode", "").split(";") if code]
        try:
            codes = codes or await self._series()
        except FetchError as error:
            self.found.incomplete(
                f"the search holds {SATURATED:,} items or more and cannot be split by series: {error}"
            )
            await self.query(chosen, leave_saturated=False)
            return
        for start in range(0, len(codes), SERIES_AT_ONCE):
            await self._part(chosen, codes[start : start + SERIES_AT_ONCE])
        missed = len(first_page - self.split_ids)
        if missed:
            self.found.incomplete(
                f"the search holds {SATURATED:,} items or more, and {missed:,} of the first {PAGE:,} belong to no "
                "occupational series it was split by, so others like them are missed"
            )

    async def _part(self, chosen: Mapping[str, str], codes: Sequence[str]) -> None:
        part = {**chosen, "JobCategoryCode": ";".join(codes)}
        divisible = len(codes) > 1
        if await self.query(part, leave_saturated=divisible) >= SATURATED and divisible:
            middle = len(codes) // 2
            await self._part(chosen, codes[:middle])
            await self._part(chosen, codes[middle:])

    async def _series(self) -> list[str]:
        """Return the codes of all occupational series, disabled ones too: old announcements keep theirs."""
        answer = await self.source.ask(self.client, f"{self.board.root}/codelist/occupationalseries")
        self.found.count(answer)
        lists = pick.children(pick.child(answer.data).get("CodeList"))
        values = [value for codes in lists for value in pick.children(codes.get("ValidValue"))]
        found = pick.distinct(pick.text(value.get("Code")) for value in values)
        if not found:
            raise _not_their_format(answer, "CodeList[].ValidValue[].Code")
        return found

    async def _page(self, chosen: Mapping[str, str], page: int, *, empty_allowed: bool) -> tuple[list[object], int]:
        # The oldest first, so that what is opened meanwhile comes last and shifts nothing.
        fixed = {"SortField": "opendate", "SortDirection": "Asc", "Fields": "Full"}
        asked = {**fixed, **chosen, "ResultsPerPage": str(PAGE), "Page": str(page)}
        url = address(f"{self.board.root}/Search", list(asked.items()))
        answer = await self.source.ask(self.client, url, headers=self.headers, empty_allowed=empty_allowed)
        self.found.count(answer)
        if answer.data is None:
            return [], 0
        result = pick.child(answer.data, "SearchResult")
        items, count = result.get("SearchResultItems"), pick.number(result.get("SearchResultCountAll"))
        if not isinstance(items, list) or count is None:
            raise _not_their_format(answer, "SearchResult.SearchResultItems and SearchResultCountAll")
        return items, int(count)


def _historic_page(answer: Answer) -> tuple[list[object], int, str | None]:
    """Return a page's items, how many there are in all, and where the next page is."""
    if answer.data is None:
        return [], 0, None
    items = pick.child(answer.data).get("data")
    if not isinstance(items, list):
        raise _not_their_format(answer, "a list `data`")
    paging = pick.child(answer.data, "paging")
    total = pick.number(pick.child(paging, "metadata").get("totalCount"))
    return items, int(total or 0), pick.text(paging.get("next"))


def _following(url: str, following: str | None) -> str:
    """Return the next page's address, or nothing at the end. Raises BadAnswer if it leads to another host."""
    if following is None:
        return ""
    try:
        target = urljoin(url, following)
        here, there = urlsplit(url), urlsplit(target)
    except ValueError:
        raise BadAnswer("the next page's address cannot be read") from None
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        raise BadAnswer(f"the next page is on another host ({there.hostname}), which is not followed")
    return target


def _why(again: bool) -> str:  # noqa: FBT001 a private word choice
    return "the next page is one that was read already" if again else "the board's limit (max_pages)"


def _not_their_format(answer: Answer, wanted: str) -> BadAnswer:
    return BadAnswer(
        f"{answer.url} answered JSON without {wanted}: this is not USAJobs' format. Check the source's base_url.",
        url=answer.url,
    )
