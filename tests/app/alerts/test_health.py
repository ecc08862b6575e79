"""How long people wait is seen by operators and by the pipeline, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from app.alerts import runner
from app.alerts.health import AlertHealth, Pace, health
from app.alerts.worktables import exclusive_session
from database.engine import Role, libpq
from database.sessions import user_session
from orchestration.assets.alerts import check_reporting_time
from tests.app.alerts.conftest import At
from tests.app.alerts.test_reports import an_alert, land, rows
from tests.app.ledger import NOW, Ledger
from tests.app.people import person

MINUTE = timedelta(minutes=1)


def seen(ledger: Ledger, after: timedelta) -> AlertHealth:
    with exclusive_session() as session:
        return health(session, NOW + after)


def test_the_time_from_first_seen_to_sent_and_what_is_overdue(ledger: Ledger, at: At) -> None:
    an_alert(ledger)
    an_alert(ledger, frequency="daily")
    land(ledger, "one")
    found = seen(ledger, MINUTE)
    assert (found.queued, found.oldest_unsent, found.paces) == (1, NOW, ())
    at(NOW + MINUTE)
    runner.check()
    found = seen(ledger, 2 * MINUTE)
    assert found.queued == 0
    assert found.paces == (Pace("daily", 0, None, None, 0, None), Pace("immediate", 0, None, None, 1, NOW))
    assert [found.is_late(NOW + MINUTE), found.is_late(NOW + timedelta(hours=2))] == [False, True]
    rows(ledger, "update ops.email_outbox set sent_at = %s returning 1", NOW + 3 * MINUTE)
    tomorrow = timedelta(days=1)
    daily, immediate = seen(ledger, tomorrow).paces
    assert immediate == Pace("immediate", 1, 3 * MINUTE, 3 * MINUTE, 0, None)
    assert (daily.waiting, daily.oldest_due) == (1, NOW.replace(hour=8) + tomorrow)


def test_a_dead_alert_turns_the_check_red(ledger: Ledger, at: At) -> None:
    an_alert(ledger)
    land(ledger, "one")
    assert check_reporting_time().passed
    at(NOW + timedelta(hours=2))
    assert not check_reporting_time().passed


def test_operators_see_it_and_others_see_nothing(ledger: Ledger) -> None:
    an_alert(ledger)
    land(ledger, "one")
    runner.check()
    land(ledger, "two")
    for operator, expected in ((True, (1, 1)), (False, (0, 0))):
        one = person(f"{operator}@example.org", operator=operator)
        with user_session(one.id) as session:
            found = health(session, NOW)
        assert (found.queued, len(found.paces)) == expected


@pytest.mark.parametrize("role", ["app", "auth", "analyst"])
@pytest.mark.parametrize("table", ["deliveries", "queue", "anchors", "changes"])
def test_nobodys_matches_are_visible_to_others(ledger: Ledger, role: Role, table: str) -> None:
    an_alert(ledger)
    land(ledger, "one")
    runner.check()
    with psycopg.connect(libpq(role)) as connection:
        if (role, table) == ("app", "deliveries"):
            assert connection.execute("select from ops.alert_deliveries").fetchall() == []
        else:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"select from ops.alert_{table}")
