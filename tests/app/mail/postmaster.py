"""A mail server for tests: real SMTP over a socket, which keeps what it accepts and misbehaves as it is told."""

from __future__ import annotations

import asyncio
import queue
import ssl
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PATIENCE = 30.0
HANG, DROP = "hang", "drop"


@dataclass(frozen=True)
class Received:
    """A letter the server took: envelope, message, and how it came."""

    sender: str
    recipients: list[str]
    data: bytes
    is_encrypted: bool
    user: str | None

    @property
    def message(self) -> EmailMessage:
        """The letter, parsed."""
        return message_from_bytes(self.data, policy=policy.default)


@dataclass
class Postmaster:
    """What the server does at MAIL, RCPT and DATA: the next of `answers`, else yes. `arrived` has what came in whole.

    An answer is a reply, HANG (never reply) or DROP (cut the line). `reached` fills with each verb that is to be
    answered. The first `expected_together` recipients are answered when so many are there.
    """

    answers: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    arrived: queue.Queue[Received] = field(default_factory=queue.Queue)
    reached: queue.Queue[str] = field(default_factory=queue.Queue)
    expected_together: int = 0
    _met: asyncio.Event = field(default_factory=asyncio.Event)
    signed_in: list[str] = field(default_factory=list)

    def next(self) -> Received:
        """The next letter, as soon as it is here."""
        return self.arrived.get(timeout=PATIENCE)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's names and arguments
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._answer(server, "MAIL")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names and arguments
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._answer(server, "RCPT")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        assert envelope.mail_from is not None
        user = session.auth_data.decode() if session.auth_data else None
        encrypted = session.ssl is not None
        self.arrived.put(Received(envelope.mail_from, envelope.rcpt_tos, envelope.content, encrypted, user))
        return await self._answer(server, "DATA")

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        """Whether someone may sign in; everyone who tries is noted in `signed_in`."""
        assert isinstance(data, LoginPassword)
        self.signed_in.append(data.login.decode())
        if (data.login, data.password) != (b"ledger@example.org", b"p@ss:word"):
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=data.login)

    async def _answer(self, server: SMTP, verb: str) -> str:
        answer = self.answers[verb].pop(0) if self.answers[verb] else "250 OK"
        self.reached.put(verb)
        if verb == "RCPT":
            await self._meet()
        if answer == HANG:
            await asyncio.Event().wait()
        if answer == DROP:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer

    async def _meet(self) -> None:
        if self.expected_together:
            self.expected_together -= 1
            if not self.expected_together:
                self._met.set()
            await self._met.wait()


class _AnyPort(Controller):
    """Listens on a free port, which aiosmtpd's own controller cannot."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def serving(postmaster: Postmaster, *, wrapped: ssl.SSLContext | None = None, **options: Any) -> Iterator[int]:
    """Run the server on 127.0.0.1; gives its port. `wrapped` makes it speak TLS from the start."""
    controller = _AnyPort(
        postmaster, "127.0.0.1", 0, ssl_context=wrapped, server_hostname="mail.example.org", **options
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
