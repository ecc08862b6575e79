"""Send emails over SMTP: the server in SMTP_URL, one connection, one email at a time. No database here.

smtplib does the protocol: it is in the standard library and our callers are synchronous, as the database driver is.
"""

from __future__ import annotations

import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import ip_address
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPNotSupportedError, SMTPResponseException
from typing import Self
from urllib.parse import unquote, urlsplit

from app.mail.addresses import MailSettingError, get_mail_domain, redact
from app.mail.message import Envelope
from database.settings import settings

_CODE_OK, _CODE_FORWARDED, _FIRST_PERMANENT_CODE = 250, 251, 500
_QUIT_SECONDS = 2.0
_DEFAULT_PORTS = {"smtp": 25, "smtps": 465}
_SUBMISSION_PORT = 587  # RFC 6409: the port for clients that sign in


class ServerUnready(Exception):
    """The server accepts no email from us at present: unreachable, broken TLS, wrong password, sender rejected."""


class SmtpRejected(Exception):
    """The server rejected this email. `is_permanent`: with a 5xx code."""

    def __init__(self, reason: str, *, is_permanent: bool = False) -> None:
        super().__init__(reason)
        self.is_permanent = is_permanent


@dataclass(frozen=True)
class SmtpServer:
    """The mail server that emails are sent to.

    `seconds_to_connect` holds for the connection and the greeting, `seconds_to_reply` for each reply, and
    `seconds_to_accept` for the reply after the email, where giving up early means a second copy (RFC 5321, 4.5.3.2.6).
    `trust` replaces the machine's list of certificate authorities.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    implicit_tls: bool = False
    trust: ssl.SSLContext | None = field(default=None, repr=False)
    seconds_to_connect: float = 20.0
    seconds_to_reply: float = 60.0
    seconds_to_accept: float = 180.0

    @classmethod
    def from_url(cls, url: str, *, trust: ssl.SSLContext | None = None) -> Self:
        """Return the server named by `smtp://user:password@host:587` or `smtps://…`. Raises MailSettingError."""
        try:
            parts = urlsplit(url)
            scheme, host, port = parts.scheme, parts.hostname, parts.port
        except ValueError:
            scheme, host, port = "", None, None
        if scheme not in _DEFAULT_PORTS or not host or parts.path.strip("/") or parts.query or parts.fragment:
            raise MailSettingError(
                "SMTP_URL is not an address like smtp://user:password@host:587 or smtps://user:password@host;"
                " write special characters of the password as %40 and the like"
            )
        default_port = _SUBMISSION_PORT if scheme == "smtp" and parts.username else _DEFAULT_PORTS[scheme]
        return cls(
            host=host,
            port=port or default_port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            implicit_tls=scheme == "smtps",
            trust=trust,
        )

    @property
    def is_loopback(self) -> bool:
        """Return whether the server is on this machine."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @cached_property
    def create_tls_context(self) -> ssl.SSLContext:
        """Return the context that verifies certificates: by `trust`, the machine's authorities or SSL_CERT_FILE."""
        return self.trust or ssl.create_default_context()


def read_configured_server() -> SmtpServer | None:
    """Return the server in SMTP_URL, None where it is unset. Raises MailSettingError."""
    url = settings().smtp_url
    return SmtpServer.from_url(url.get_secret_value()) if url else None


class SmtpConnection:
    """A connection to the server, opened for the first email and reused for later ones. A context manager."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._smtp: SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; whatever the server replies, no email depends on it."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(SMTPException, OSError):
                if smtp.sock is not None:
                    smtp.sock.settimeout(_QUIT_SECONDS)
                    smtp.quit()
            smtp.close()

    def send(self, envelope: Envelope) -> None:
        """Return when the server has accepted the email. Raises ServerUnready and SmtpRejected."""
        smtp = self._begin(envelope)
        try:
            self._expect_code(smtp.rcpt(f"<{envelope.recipient}>"), _CODE_OK, _CODE_FORWARDED)
            self._wait(smtp, self._server.seconds_to_accept)
            self._expect_code(smtp.data(envelope.data), _CODE_OK)
            self._wait(smtp, self._server.seconds_to_reply)
        except (SMTPException, OSError) as error:
            self.close()
            code = error.smtp_code if isinstance(error, SMTPResponseException) else 0
            raise SmtpRejected(
                self._describe(error, envelope.recipient), is_permanent=code >= _FIRST_PERMANENT_CODE
            ) from error

    def _begin(self, envelope: Envelope) -> SMTP:
        """Return a connection that accepted the email's sender: the open one, or a new one when that is stale."""
        if self._smtp is not None:
            try:
                return self._offer_envelope(self._smtp, envelope)
            except (SMTPException, OSError):
                self.close()
        try:
            self._smtp = self._open()
            return self._offer_envelope(self._smtp, envelope)
        except (SMTPException, OSError, UnicodeError) as error:
            self.close()
            raise ServerUnready(self._describe(error, envelope.recipient)) from error

    def _offer_envelope(self, smtp: SMTP, envelope: Envelope) -> SMTP:
        if envelope.is_international and not smtp.has_extn("smtputf8"):
            raise SmtpRejected("the mail server takes no international addresses (SMTPUTF8)", is_permanent=True)
        options = ["SMTPUTF8", "BODY=8BITMIME"] if envelope.is_international else []
        self._expect_code(smtp.mail(envelope.sender, options), _CODE_OK)
        return smtp

    def _open(self) -> SMTP:
        try:
            return self._connect(encrypt=True)
        except ssl.SSLCertVerificationError:
            # A relay on this machine rarely has a matching certificate, and its traffic does not leave the machine.
            if not self._server.is_loopback or self._server.implicit_tls:
                raise
            return self._connect(encrypt=False)

    def _connect(self, *, encrypt: bool) -> SMTP:
        server = self._server
        greeting_name = get_mail_domain()
        if server.implicit_tls:
            smtp: SMTP = SMTP_SSL(
                server.host,
                server.port,
                greeting_name,
                timeout=server.seconds_to_connect,
                context=server.create_tls_context,
            )
        else:
            smtp = SMTP(server.host, server.port, greeting_name, timeout=server.seconds_to_connect)
        try:
            self._wait(smtp, server.seconds_to_reply)
            self._secure_connection(smtp, encrypt=encrypt)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _secure_connection(self, smtp: SMTP, *, encrypt: bool) -> None:
        """Encrypt where offered and sign in; credentials leave this machine only through TLS."""
        server = self._server
        smtp.ehlo_or_helo_if_needed()
        if encrypt and not server.implicit_tls and smtp.has_extn("starttls"):
            smtp.starttls(context=server.create_tls_context)
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            if not isinstance(smtp.sock, ssl.SSLSocket) and not server.is_loopback:
                raise SMTPNotSupportedError("the mail server offers no encryption, and SMTP_URL has a password")
            smtp.login(server.user, server.password)

    def _wait(self, smtp: SMTP, seconds: float) -> None:
        if smtp.sock is not None:
            smtp.sock.settimeout(seconds)

    def _expect_code(self, reply: tuple[int, bytes], *codes: int) -> None:
        code, text = reply
        if code not in codes:
            raise SMTPResponseException(code, text)

    def _describe(self, error: Exception, recipient: str) -> str:
        secrets = (recipient, self._server.password)
        if isinstance(error, SMTPResponseException):
            reply = error.smtp_error
            text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
            return redact(f"{error.smtp_code} {text}", *secrets)
        if isinstance(error, UnicodeError):
            return "the user and password in SMTP_URL must be ASCII"
        return redact(f"{error}" or type(error).__name__, *secrets)
