"""TLS and signing in: used where offered, verified, and never a password in the clear on a wire."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.mail.sender import send_due
from app.mail.smtp import SmtpServer
from tests.app.mail.certificates import contexts
from tests.app.mail.desk import Desk
from tests.app.mail.postmaster import Postmaster, serving

USER = "ledger%40example.org:p%40ss%3Aword@"


@dataclass(frozen=True)
class Authority:
    """A test's own authority: the TLS of its server, and the trust of a client that knows it."""

    server: ssl.SSLContext
    trust: ssl.SSLContext


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(*contexts(tmp_path))


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat this machine as another one, to which a wire leads."""
    monkeypatch.setattr(SmtpServer, "is_loopback", False)


@pytest.fixture
def strict(authority: Authority) -> Iterator[tuple[Postmaster, int]]:
    """A submission server: STARTTLS, then signing in, then letters."""
    own = Postmaster()
    options: dict[str, Any] = {"tls_context": authority.server, "require_starttls": True, "auth_required": True}
    with serving(own, authenticator=own.authenticate, **options) as port:
        yield own, port


@pytest.mark.usefixtures("far_away")
def test_starttls_then_sign_in_then_the_letter(
    desk: Desk, strict: tuple[Postmaster, int], authority: Authority
) -> None:
    postmaster, port = strict
    desk.queue(), desk.queue()
    assert send_due(server=SmtpServer.from_url(f"smtp://{USER}127.0.0.1:{port}", trust=authority.trust)).sent == 2
    received = postmaster.next()
    assert (received.is_encrypted, received.user) == (True, "ledger@example.org")
    assert len(postmaster.signed_in) == 1


def test_a_wrong_password_keeps_the_letters_and_is_not_repeated_in_the_reason(
    desk: Desk, strict: tuple[Postmaster, int], authority: Authority
) -> None:
    letter = desk.queue()
    server = SmtpServer.from_url(f"smtp://ledger:hunter2@127.0.0.1:{strict[1]}", trust=authority.trust)
    done = send_due(server=server)
    assert done.is_server_unready
    assert str(done.reason).startswith("535 ")
    assert "hunter2" not in str(done.reason)
    assert desk.row(letter)["attempts"] == 0


def test_a_password_that_smtp_cannot_carry_is_named(
    desk: Desk, strict: tuple[Postmaster, int], authority: Authority
) -> None:
    desk.queue()
    server = SmtpServer.from_url(f"smtp://ledger:gr%C3%B6%C3%9Fe@127.0.0.1:{strict[1]}", trust=authority.trust)
    assert send_due(server=server).reason == "the user and password in SMTP_URL must be ASCII"


@pytest.mark.usefixtures("far_away")
def test_a_certificate_of_an_unknown_authority_is_refused(desk: Desk, strict: tuple[Postmaster, int]) -> None:
    postmaster, port = strict
    desk.queue()
    done = send_due(server=SmtpServer.from_url(f"smtp://{USER}127.0.0.1:{port}"))
    assert done.is_server_unready
    assert "certificate verify failed" in str(done.reason)
    assert postmaster.signed_in == []
    assert postmaster.arrived.empty()


@pytest.mark.usefixtures("far_away")
def test_a_certificate_for_another_name_is_refused(
    desk: Desk, strict: tuple[Postmaster, int], authority: Authority
) -> None:
    desk.queue()
    done = send_due(server=SmtpServer.from_url(f"smtp://{USER}localhost:{strict[1]}", trust=authority.trust))
    assert "certificate verify failed" in str(done.reason)
    assert strict[0].signed_in == []


def test_a_relay_on_this_machine_may_have_any_certificate(desk: Desk, authority: Authority) -> None:
    desk.queue()
    own = Postmaster()
    with serving(own, tls_context=authority.server) as port:
        assert send_due(server=SmtpServer.from_url(f"smtp://127.0.0.1:{port}")).sent == 1
    assert not own.next().is_encrypted


@pytest.mark.usefixtures("far_away")
def test_without_credentials_starttls_is_still_used_where_offered(desk: Desk, authority: Authority) -> None:
    desk.queue()
    own = Postmaster()
    with serving(own, tls_context=authority.server) as port:
        assert send_due(server=SmtpServer.from_url(f"smtp://127.0.0.1:{port}", trust=authority.trust)).sent == 1
    assert own.next().is_encrypted


@pytest.mark.usefixtures("far_away")
def test_no_password_leaves_the_machine_in_the_clear(desk: Desk) -> None:
    desk.queue()
    own = Postmaster()
    with serving(own, authenticator=own.authenticate, auth_require_tls=False) as port:
        done = send_due(server=SmtpServer.from_url(f"smtp://{USER}127.0.0.1:{port}"))
    assert (done.is_server_unready, own.signed_in) == (True, [])
    assert "no encryption" in str(done.reason)


def test_on_this_machine_a_password_may_go_without_tls(desk: Desk) -> None:
    desk.queue()
    own = Postmaster()
    with serving(own, authenticator=own.authenticate, auth_require_tls=False) as port:
        assert send_due(server=SmtpServer.from_url(f"smtp://{USER}localhost:{port}")).sent == 1
    assert own.next().user == "ledger@example.org"


@pytest.mark.parametrize("is_trusted", [True, False])
def test_smtps_speaks_tls_from_the_start(desk: Desk, authority: Authority, *, is_trusted: bool) -> None:
    desk.queue()
    own = Postmaster()
    trust = authority.trust if is_trusted else None
    with serving(own, wrapped=authority.server) as port:
        done = send_due(server=SmtpServer.from_url(f"smtps://127.0.0.1:{port}", trust=trust))
    assert (done.sent, done.is_server_unready) == ((1, False) if is_trusted else (0, True))
