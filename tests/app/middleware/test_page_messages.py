"""What a page may send to Streamlit, and in which order the screens of a visitor are drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.middleware import page_messages
from app.middleware.allowance import Allowance
from app.middleware.page_messages import ACCEPTED_KINDS, PageMessages
from tests.app.browser import serving
from tests.app.stream import Stream

KINDS = [field.name for field in BackMsg.DESCRIPTOR.fields if field.containing_oneof]
RERUN = BackMsg(rerun_script=ClientState()).SerializeToString()
DRAWN = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()
RUN_AGAIN = ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN).SerializeToString()
ADA, BOB = "192.0.2.7", "198.51.100.7"
GONE = {"type": "websocket.disconnect", "code": 1001}


class Page:
    """One page at the middleware: what the browser sends, and what has reached Streamlit."""

    def __init__(self, middleware: PageMessages, scope: Scope) -> None:
        self.reached: list[Message] = []
        self._browser: asyncio.Queue[Message] = asyncio.Queue()
        self._answers: asyncio.Queue[bytes] = asyncio.Queue()
        self._middleware, self._scope = middleware, scope

    async def serve(self) -> None:
        """Run the page until the browser has gone."""
        await self._middleware({**self._scope, "page": self},
                               self._browser.get, self._drop)  # fmt: skip

    async def _drop(self, _message: Message) -> None:
        pass

    def browse(self, data: bytes | None) -> None:
        """Send a message as the browser, or leave."""
        self._browser.put_nowait({"type": "websocket.receive", "bytes": data} if data is not None else GONE)

    def answer(self, data: bytes) -> None:
        """Send a message as Streamlit."""
        self._answers.put_nowait(data)

    async def be_streamlit(self, receive: Receive, send: Send) -> None:
        """Take in messages until the page is gone, and send the answers."""

        async def send_answers() -> None:
            while True:
                await send({"type": "websocket.send", "bytes": await self._answers.get()})

        answering = asyncio.ensure_future(send_answers())
        while not self.reached or self.reached[-1]["type"] != "websocket.disconnect":
            self.reached.append(await receive())
        answering.cancel()


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    await scope["page"].be_streamlit(receive, send)


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def with_pages(check: Callable[..., Awaitable[None]], *addresses: str) -> None:
    """Run a check with one page for each of these addresses."""

    async def run() -> None:
        middleware = PageMessages(streamlit)
        pages = [Page(middleware, {"type": "websocket", "headers": [], "client": (address, 1)})
                 for address in addresses]  # fmt: skip
        serving_pages = [asyncio.ensure_future(page.serve()) for page in pages]
        await check(*pages)
        for page in pages:
            page.browse(None)
        await asyncio.wait_for(asyncio.gather(*serving_pages), 10)

    asyncio.run(run())


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_screens_need_reaches_streamlit(kind: str) -> None:
    async def check(page: Page) -> None:
        message = BackMsg()
        field = BackMsg.DESCRIPTOR.fields_by_name[kind]
        if field.message_type:
            getattr(message, kind).SetInParent()
        else:
            setattr(message, kind, "x" if field.type == field.TYPE_STRING else True)
        page.browse(message.SerializeToString())
        await settle()
        assert len(page.reached) == (kind in ACCEPTED_KINDS)

    with_pages(check, ADA)


def test_what_cannot_be_read_is_left_to_streamlit_which_closes_the_page() -> None:
    async def check(page: Page) -> None:
        page.browse(b"\xff\xff")
        await settle()
        assert len(page.reached) == 1

    with_pages(check, ADA)


def test_one_screen_of_a_network_is_drawn_at_once_and_others_do_not_wait_for_it() -> None:
    async def check(*pages: Page) -> None:
        for page in pages:
            page.browse(RERUN)
        await settle()
        assert [len(page.reached) for page in pages] == [1, 0, 0, 0, 1]
        pages[0].answer(RUN_AGAIN)
        pages[0].browse(RERUN)  # clicked again while it is drawn
        await settle()
        assert [len(page.reached) for page in pages] == [2, 0, 0, 0, 1]
        pages[0].answer(DRAWN)
        await settle()
        assert [len(page.reached) for page in pages] == [2, 1, 0, 0, 1]
        pages[1].browse(None)  # its browser has gone before it was drawn
        await settle()
        assert [len(page.reached) for page in pages] == [2, 2, 1, 0, 1]

    with_pages(check, *[ADA] * 4, BOB)


def test_a_page_that_leaves_while_it_waits_is_not_drawn() -> None:
    async def check(*pages: Page) -> None:
        for page in pages:
            page.browse(RERUN)
        await settle()
        pages[1].browse(None)
        await settle()
        assert pages[1].reached == [GONE]
        pages[0].answer(DRAWN)
        await settle()
        assert len(pages[2].reached) == 1

    with_pages(check, *[ADA] * 3)


def test_a_screen_that_takes_too_long_does_not_hold_up_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_messages, "LONGEST_WAIT_SECONDS", 0.01)

    async def check(*pages: Page) -> None:
        for page in pages:
            page.browse(RERUN)
        while not pages[2].reached:  # noqa: ASYNC110 - what Streamlit got is a list
            await asyncio.sleep(0.01)

    with_pages(check, *[ADA] * 3)


def test_messages_above_the_rate_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_messages, "MESSAGES_AT_ONCE", 3)
    monkeypatch.setattr(page_messages, "MESSAGES_PER_SECOND", 0.01)

    async def check(page: Page) -> None:
        for _ in range(5):
            page.browse(BackMsg(stop_script=True).SerializeToString())
        await settle()
        assert len(page.reached) == 3
        monkeypatch.setattr(Allowance, "take", lambda _self: 0.0)

    async def run() -> None:
        middleware = PageMessages(streamlit)
        page = Page(middleware, {"type": "websocket", "headers": [], "client": None})
        serving_page = asyncio.ensure_future(page.serve())
        await check(page)
        serving_page.cancel()

    asyncio.run(run())


def test_no_visitor_clears_the_caches_or_asks_for_the_source(database: object) -> None:
    async def ask(address: str) -> str:
        async with Stream(address, {}) as page:
            await page.visit("feed")
            for message in (BackMsg(load_git_info=True), BackMsg(clear_cache=True), BackMsg(set_run_on_save=True)):
                await page.send(message)
            return await page.visit("feed")

    with serving() as address:
        drawn = asyncio.run(ask(address))
    assert "run_on_save: true" not in drawn.replace("allow_run_on_save: true", "")
    assert "git_info_changed" not in drawn
    assert "script_finished" in drawn
