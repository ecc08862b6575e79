"""A page of Streamlit's without a browser: speaks its WebSocket protocol, so that many people can look at once."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Self

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileUploaderState, FileURLs, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

_TIMEOUT = 60


class Stream:
    """One open page, with the cookies it was opened with; `earlier` is the id of a page of Streamlit's to continue.

    `client` is the network address it comes from, for a server that trusts this machine as a proxy.
    """

    def __init__(self, address: str, cookies: dict[str, str], earlier: str = "", client: str = "") -> None:
        self._address = address
        self._protocols = ("streamlit", "no-token", earlier) if earlier else ("streamlit",)
        self.page_id = self.uploader_id = ""
        self._browser = aiohttp.ClientSession(
            headers={
                "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
                "Origin": address,
                **({"X-Forwarded-For": client} if client else {}),
            }
        )

    async def __aenter__(self) -> Self:
        try:
            self._socket = await self._browser.ws_connect(
                f"{self._address}/_stcore/stream", protocols=self._protocols, max_msg_size=0
            )
        except aiohttp.ClientError:
            await self._browser.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()
        await self._browser.close()

    async def visit(self, page: str, query: str = "") -> str:
        """Go to a screen by its name, and return all text of what it was drawn with."""
        return await self._run(ClientState(query_string=query, page_name=page))

    async def choose_file(self, page: str, query: str, file_id: str, name: str, size: int) -> str:
        """Choose a file that was uploaded to this page, in the screen's field for files; return what is drawn then."""
        urls = FileURLs(file_id=file_id)
        file = UploadedFileInfo(file_id=file_id, name=name, size=size, file_urls=urls)
        state = WidgetState(id=self.uploader_id, file_uploader_state_value=FileUploaderState(uploaded_file_info=[file]))
        return await self._run(
            ClientState(page_name=page, query_string=query, widget_states=WidgetStates(widgets=[state]))
        )

    async def _run(self, state: ClientState) -> str:
        await self.send(BackMsg(rerun_script=state))
        drawn: list[str] = []
        while True:
            answer = await self._socket.receive(timeout=_TIMEOUT)
            if answer.type is not aiohttp.WSMsgType.BINARY:
                raise ConnectionError(f"the page was closed: {answer.type.name}")
            said = ForwardMsg.FromString(answer.data)
            drawn.append(str(said))
            self.page_id = said.new_session.initialize.session_id or self.page_id
            self.uploader_id = said.delta.new_element.file_uploader.id or self.uploader_id
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
