"""The outbox: who may put letters into it, what operators and developers see of it, and what is cleared away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.mail import outbox
from app.mail.addresses import BadAddress, check_deliverable, mask_address, redact
from database.clock import now
from database.engine import engine
from database.models import User
from database.role_names import Role
from tests.app.mail.conftest import Later
from tests.app.mail.desk import LETTER, Desk

QUEUES: dict[Role, Callable[[Session, UUID], UUID]] = {
    "auth": lambda session, user_id: outbox.queue(session, LETTER, user_id=user_id),
    "pipeline": lambda session, user_id: outbox.queue_report(session, "alert_report", LETTER, user_id),
}


@pytest.mark.parametrize("role", list(QUEUES))
def test_a_letter_lives_and_dies_with_the_callers_transaction(desk: Desk, role: Role) -> None:
    ada = desk.person()
    with Session(engine(role)) as session:
        QUEUES[role](session, ada)
        session.rollback()
        assert desk.waiting() == []
        kept = QUEUES[role](session, ada)
        session.commit()
    (letter,) = desk.waiting()
    assert (letter.id, letter.recipient) == (kept, "ada@example.org")
    assert (letter.subject, letter.text, letter.html) == (LETTER.subject, LETTER.text, LETTER.html)


def test_a_letter_may_be_queued_for_an_account_made_in_the_same_transaction(desk: Desk) -> None:
    with Session(engine("auth")) as session, session.begin():
        person = User(id=desk.person("other@example.org"), email="x@example.org")
        session.merge(person)
        new = User(email="new@example.org")
        session.add(new)
        session.flush()
        outbox.queue(session, LETTER, user_id=new.id)
    assert [letter.recipient for letter in desk.waiting()] == ["new@example.org"]


@pytest.mark.parametrize(
    "recipient", ["a@b.org\r\nBcc: c@d.org", "a@b.org, c@d.org", "a b@c.org", "", "<a@b.org>", "a@b\x00"]
)
def test_what_is_not_one_address_is_refused(desk: Desk, recipient: str) -> None:
    with Session(engine("auth")) as session, pytest.raises(BadAddress):
        outbox.queue(session, LETTER, recipient=recipient)


def test_a_letter_for_nobody_is_refused(desk: Desk) -> None:
    with Session(engine("auth")) as session, pytest.raises(ValueError, match="account or a recipient"):
        outbox.queue(session, LETTER)


def test_a_developer_reads_what_waits_newest_first(desk: Desk, later: Later) -> None:
    first = desk.queue()
    later(timedelta(minutes=1))
    second = desk.queue()
    seen = desk.waiting(limit=5)
    assert [letter.id for letter in seen] == [second, first]
    assert (seen[0].subject, seen[0].text, seen[0].html) == (LETTER.subject, LETTER.text, LETTER.html)
    assert seen[0].created_at == now()
    assert len(desk.waiting(limit=1)) == 1


def test_health_counts_what_is_late_and_what_went_wrong(desk: Desk, later: Later) -> None:
    assert desk.health() == outbox.OutboxHealth(0, 0.0, 0, 0)
    desk.queue()
    desk.queue(recipient="bob@example.org", not_before=now() + timedelta(days=2))
    failing, hopeless, sent = desk.queue(), desk.queue(), desk.queue()
    desk.execute("update ops.email_outbox set attempts = 1, last_error = 'x' where id = %s", failing)
    desk.execute(
        "update ops.email_outbox set last_error = 'given up: x', not_before = %s where id = %s",
        outbox.NEVER_SEND_AT,
        hopeless,
    )
    desk.execute("update ops.email_outbox set sent_at = now() where id = %s", sent)
    later(timedelta(minutes=10))
    assert desk.health() == outbox.OutboxHealth(queued=3, oldest_age_seconds=600.0, failing=1, given_up=1)


def test_a_letter_for_later_is_not_late(desk: Desk, later: Later) -> None:
    desk.queue(recipient="bob@example.org", not_before=now() + timedelta(days=2))
    later(timedelta(days=1))
    assert desk.health() == outbox.OutboxHealth(queued=1, oldest_age_seconds=0.0, failing=0, given_up=0)


def test_what_is_done_can_be_forgotten_and_what_waits_cannot(desk: Desk, later: Later) -> None:
    waiting, sent = desk.queue(), desk.queue()
    desk.execute("update ops.email_outbox set sent_at = now() where id = %s", sent)
    later(timedelta(days=31))
    with Session(engine("auth")) as session, session.begin():
        assert outbox.delete_finished(session, now() - timedelta(days=32)) == 0
        assert outbox.delete_finished(session, now() - timedelta(days=30)) == 1
        assert session.execute(text("select id from ops.email_outbox")).scalars().all() == [waiting]


def test_addresses_are_written_for_the_wire_and_for_the_eye() -> None:
    assert check_deliverable("ada@straße.example") == "ada@xn--strae-oqa.example"
    assert check_deliverable("jürgen@example.org") == "jürgen@example.org"
    assert mask_address("ada@example.org") == "a…@example.org"
    said = "550 5.1.1 <ada@example.org>:\r\n user to=<b+c@example.org> unknown, secret"
    assert redact(said, "secret") == "550 5.1.1 <…>: user to=<…> unknown, …"
    with pytest.raises(BadAddress):
        check_deliverable("ada@exämple..org")
