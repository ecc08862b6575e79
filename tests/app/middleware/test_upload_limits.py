"""What people may upload, over real sockets: only signed-in people, some files, some bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest

from app.middleware.upload_limits import FILES_AT_ONCE, MAX_BYTES_PER_ACCOUNT
from tests.app.browser import serving
from tests.app.people import another_session, person
from tests.app.stream import Stream

MEGABYTE = 1024 * 1024
Upload = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def address(database: object) -> Iterator[str]:
    with serving() as served:
        yield served


def upload_as(address: str, cookies: dict[str, str], check: Callable[[Upload], Awaitable[None]]) -> None:
    """Run a check with a function that uploads a file of so many bytes to an open page."""

    async def run() -> None:
        async with Stream(address, cookies) as page, httpx.AsyncClient(base_url=address, timeout=120) as browser:
            await page.visit("feed")
            page_address = f"/_stcore/upload_file/{page.page_id}"
            health = await browser.get("/_stcore/health")
            token = health.cookies["_streamlit_xsrf"]
            headers = {
                "X-Xsrftoken": token,
                "Cookie": "; ".join(f"{name}={value}" for name, value in {**cookies, "_streamlit_xsrf": token}.items()),
            }

            async def upload(size: int, name: str = "1", method: str = "PUT") -> httpx.Response:
                files = {"file": ("a.csv", b"x" * size)}
                return await browser.request(method, f"{page_address}/{name}", files=files, headers=headers)

            await check(upload)

    asyncio.run(run())


def test_who_is_not_signed_in_uploads_nothing(address: str) -> None:
    async def check(upload: Upload) -> None:
        answer = await upload(10)
        assert (answer.status_code, answer.text) == (403, "Sign in to upload files.")

    upload_as(address, {}, check)
    upload_as(address, {"jl_session": "invented"}, check)


def test_an_account_has_a_limited_number_of_bytes_on_its_open_pages(address: str) -> None:
    ada, bob = person(), person("bob@example.org")
    size = MAX_BYTES_PER_ACCOUNT // 2 - MEGABYTE

    async def fill(upload: Upload) -> None:
        assert [(await upload(size, name)).status_code for name in "12"] == [204, 204]
        assert (await upload(3 * MEGABYTE, "3")).status_code == 413
        assert (await upload(0, "1", "DELETE")).status_code == 204
        assert (await upload(3 * MEGABYTE, "3")).status_code == 204

    async def try_once(upload: Upload) -> None:
        assert (await upload(size)).status_code == 413

    async def succeed(upload: Upload) -> None:
        assert (await upload(size)).status_code == 204

    upload_as(address, {"jl_session": ada.token}, fill)
    upload_as(address, {"jl_session": another_session(ada)}, try_once)
    upload_as(address, {"jl_session": bob.token}, succeed)


def test_an_account_uploads_a_limited_number_of_files(address: str) -> None:
    async def check(upload: Upload) -> None:
        statuses = [(await upload(10, str(number))).status_code for number in range(FILES_AT_ONCE + 10)]
        assert statuses[:FILES_AT_ONCE] == [204] * FILES_AT_ONCE
        assert statuses[-1] == 429

    upload_as(address, {"jl_session": person().token}, check)


def test_a_file_of_unknown_length_is_refused(address: str) -> None:
    ada = person()

    async def send() -> int:
        async def body() -> object:
            yield b"x"

        async with httpx.AsyncClient(base_url=address, cookies={"jl_session": ada.token}) as browser:
            return (await browser.put("/_stcore/upload_file/page/1", content=body())).status_code  # type: ignore[arg-type]

    assert asyncio.run(send()) == 411
