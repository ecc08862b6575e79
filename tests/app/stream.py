"""A page of Streamlit's without a browser: speaks its WebSocket protocol, so that many people can look at once."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Self

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_TIMEOUT = 60


class Stream:
    """One open page, with the cookies it was opened with; `earlier` is the id of a page of Streamlit's to continue."""

    def __init__(self, address: str, cookies: dict[str, str], earlier: str = "") -> None:
        self._address = address
        self._protocols = ("streamlit", "no-token", earlier) if earlier else ("streamlit",)
        self.page_id = ""
        self._browser = aiohttp.ClientSession(
            headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Origin": address}
        )

    async def __aenter__(self) -> Self:
        self._socket = await self._browser.ws_connect(
            f"{self._address}/_stcore/stream", protocols=self._protocols, max_msg_size=0
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()
        await self._browser.close()

    async def visit(self, page: str, query: str = "") -> str:
        """Go to a screen by its name, and return all text of what it was drawn with."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.is_auto_rerun = False
        await self.send(message)
        drawn: list[str] = []
        while True:
            answer = await self._socket.receive(timeout=_TIMEOUT)
            if answer.type is not aiohttp.WSMsgType.BINARY:
                raise ConnectionError(f"the page was closed: {answer.type.name}")
            said = ForwardMsg.FromString(answer.data)
            drawn.append(str(said))
            self.page_id = said.new_session.initialize.session_id or self.page_id
            if said.WhichOneof("type") == "script_finished":
                return re.sub(r"\\[nt]", " ", "".join(drawn))

    async def send(self, message: BackMsg) -> None:
        """Send any other message."""
        await self._socket.send_bytes(message.SerializeToString())

    async def wait_for_close(self) -> tuple[int | None, str]:
        """Wait until the server closes the page; return the code, and the address that it was led to."""
        target = ""
        while True:
            answer = await self._socket.receive(timeout=_TIMEOUT)
            if answer.type is not aiohttp.WSMsgType.BINARY:
                return self._socket.close_code, target
            target = ForwardMsg.FromString(answer.data).auth_redirect.url or target
