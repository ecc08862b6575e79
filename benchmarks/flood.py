"""Measure what one visitor does to the others: a thousand pages, a thousand files, a hundred large imports, at once.

The visitor is signed in and at one address; another person, at another address, searches all the while.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Self

import aiohttp
import httpx

from benchmarks import market
from benchmarks.scratch import scratch_home
from database.migrate import migrate
from ingestion.admin import sync_providers
from tests.app.browser import serving_process
from tests.app.people import person
from tests.app.stream import Stream

PAGES = FILES = 1000
IMPORTS = 100
SEARCHES = 40
_LISTINGS, _COPIES = 2_000, 5
_WORDS = ("engineer", "nurse", "sales manager", "python", "teacher", "accountant", "driver", "analyst")
_OTHER_ADDRESS, _VISITOR_ADDRESS = "198.51.100.7", "192.0.2.7"
_ROWS = 10_000
_TABLE = "company,title,applied on,notes\n" + "".join(
    f"Acme {row % 500},Baker {row},2026-03-01,{'bread ' * 20}\n" for row in range(_ROWS)
)
Flood = Callable[[str, str], Coroutine[Any, Any, Counter[str]]]


def measure() -> dict[str, Any]:
    """Return the other person's p95 in milliseconds and the server's memory in MB, idle and in each flood."""
    os.environ["TRUSTED_PROXIES"] = "127.0.0.1/32"
    with scratch_home():
        migrate()
        sync_providers()
        market.fill(_LISTINGS, _COPIES)
        token = person("flood@example.org").token
        result: dict[str, Any] = {"listings": _LISTINGS * _COPIES, "searches": SEARCHES}
        for name, flood in {"pages": _open_pages, "files": _upload_files, "imports": _import_files}.items():
            with serving_process() as (address, process_id):
                result[name] = asyncio.run(_measure_flood(address, process_id, token, flood))
        return result


async def _measure_flood(address: str, process_id: int, token: str, flood: Flood) -> dict[str, Any]:
    async with Stream(address, {}, client=_OTHER_ADDRESS) as other:
        await _search(other)
        idle_p95, idle_memory = await _search(other), _read_memory(process_id)
        peak, busy_times = idle_memory, list[float]()
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            # Waits until the other process has started, so that its start is not measured.
            pool.submit(_be_polite).result()
            visitor = pool.submit(_run_flood, flood, address, token)
            while not visitor.done():
                busy_times.append(await _search_once(other, len(busy_times)))
                peak = max(peak, _read_memory(process_id))
        busy_p95 = _p95(busy_times)
        return {
            "idle_p95_ms": round(idle_p95 * 1000), "busy_p95_ms": round(busy_p95 * 1000),
            "times": round(busy_p95 / idle_p95, 2), "searches_beside_it": len(busy_times),
            "memory_above_idle_mb": round(peak - idle_memory), "answers": dict(visitor.result()),
        }  # fmt: skip


def _be_polite() -> None:
    """Let the server and the other person go first: a real visitor's machine is another one."""
    os.nice(19)


def _run_flood(flood: Flood, address: str, token: str) -> Counter[str]:
    return asyncio.run(flood(address, token))


async def _search(page: Stream) -> float:
    return _p95([await _search_once(page, number) for number in range(SEARCHES)])


async def _search_once(page: Stream, number: int) -> float:
    started_at = time.perf_counter()
    await page.visit("feed", f"q={_WORDS[number % len(_WORDS)]}")
    return time.perf_counter() - started_at


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def _read_memory(process_id: int) -> float:
    """Return the resident memory of a process and its children, in MB."""
    children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (str(process_id), *children))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def _open_pages(address: str, token: str) -> Counter[str]:
    """Open a thousand pages at once, draw a screen on each, and again on those that stay open."""
    answers: Counter[str] = Counter()

    async def open_page(number: int) -> None:
        try:
            # Half of them pretend to be signed out.
            cookies = {"jl_session": token} if number % 2 else {}
            async with Stream(address, cookies, client=_VISITOR_ADDRESS) as page:
                for _ in range(2):
                    await page.visit("feed", f"q={_WORDS[number % len(_WORDS)]}")
                answers["drawn"] += 1
        except aiohttp.WSServerHandshakeError as error:
            answers[f"status {error.status}"] += 1

    await asyncio.gather(*(open_page(number) for number in range(PAGES)))
    return answers


async def _upload_files(address: str, token: str) -> Counter[str]:
    """Upload a thousand files of a megabyte to one page, twenty at once."""
    answers: Counter[str] = Counter()
    async with Stream(address, {"jl_session": token}, client=_VISITOR_ADDRESS) as page:
        await page.visit("feed")
        async with _Uploader(address, token) as uploader:
            for first in range(0, FILES, 20):
                names = [str(number) for number in range(first, first + 20)]
                answers.update(
                    await asyncio.gather(*(uploader.upload(page.page_id, name, bytes(2**20)) for name in names))
                )
    return answers


async def _import_files(address: str, token: str) -> Counter[str]:
    """Choose a file of 10,000 applications on a hundred pages, ten at once, and have each read and compared."""
    answers: Counter[str] = Counter()

    async def import_file(uploader: _Uploader, number: int) -> None:
        try:
            async with Stream(address, {"jl_session": token}, client=_VISITOR_ADDRESS) as page:
                await page.visit("applications", "do=import")
                status = await uploader.upload(page.page_id, str(number), _TABLE.encode())
                if status == "status 204":
                    drawn = await page.choose_file("applications", "do=import", str(number), "a.csv", len(_TABLE))
                    status = "compared" if f"{_ROWS:,}" in drawn else "not compared"
                answers[status] += 1
        except aiohttp.WSServerHandshakeError as error:
            answers[f"status {error.status}"] += 1

    async with _Uploader(address, token) as uploader:
        for first in range(0, IMPORTS, 10):
            await asyncio.gather(*(import_file(uploader, number) for number in range(first, first + 10)))
    return answers


class _Uploader:
    """Uploads files as the browser does."""

    def __init__(self, address: str, token: str) -> None:
        self._browser = httpx.AsyncClient(base_url=address, timeout=600, headers={"X-Forwarded-For": _VISITOR_ADDRESS})
        self._token = token

    async def __aenter__(self) -> Self:
        health = await self._browser.get("/_stcore/health")
        forms_token = health.cookies["_streamlit_xsrf"]
        self._browser.cookies.set("jl_session", self._token)
        self._browser.headers["X-Xsrftoken"] = forms_token
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._browser.aclose()

    async def upload(self, page_id: str, name: str, data: bytes) -> str:
        """Upload the file to a page; return the status of the answer."""
        path = f"/_stcore/upload_file/{page_id}/{name}"
        answer = await self._browser.put(path, files={"file": ("a.csv", data)})
        return f"status {answer.status_code}"
