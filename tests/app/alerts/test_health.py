"""Operators and the pipeline can see how long users wait for alerts; nobody else can."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from app.alerts import runner
from app.alerts.health import AlertHealth, Pace, measure_health
from app.alerts.worktables import exclusive_session
from database.engine import libpq_url
from database.role_names import Role
from database.sessions import user_session
from orchestration.assets.alerts import check_reporting_time
from tests.app.alerts.conftest import At
from tests.app.alerts.test_reports import create_alert, land, rows
from tests.app.ledger import NOW, Ledger
from tests.app.people import person

MINUTE = timedelta(minutes=1)


def measure(ledger: Ledger, after: timedelta) -> AlertHealth:
    with exclusive_session() as session:
        return measure_health(session, NOW + after)


def test_the_time_from_first_seen_to_sent_and_what_is_overdue(ledger: Ledger, at: At) -> None:
    create_alert(ledger)
    create_alert(ledger, frequency="daily")
    land(ledger, "one")
    health = measure(ledger, MINUTE)
    assert (health.queued, health.oldest_unsent, health.paces) == (1, NOW, ())
    at(NOW + MINUTE)
    runner.run_alerts()
    health = measure(ledger, 2 * MINUTE)
    assert health.queued == 0
    assert health.paces == (Pace("daily", 0, None, None, 0, None), Pace("immediate", 0, None, None, 1, NOW))
    assert [health.is_late(NOW + MINUTE), health.is_late(NOW + timedelta(hours=2))] == [False, True]
    rows(ledger, "update ops.email_outbox set sent_at = %s returning 1", NOW + 3 * MINUTE)
    tomorrow = timedelta(days=1)
    daily, immediate = measure(ledger, tomorrow).paces
    assert immediate == Pace("immediate", 1, 3 * MINUTE, 3 * MINUTE, 0, None)
    assert (daily.waiting, daily.oldest_due) == (1, NOW.replace(hour=8) + tomorrow)


def test_a_dead_alert_turns_the_check_red(ledger: Ledger, at: At) -> None:
    create_alert(ledger)
    land(ledger, "one")
    assert check_reporting_time().passed
    at(NOW + timedelta(hours=2))
    assert not check_reporting_time().passed


def test_operators_see_the_health_and_others_see_nothing(ledger: Ledger) -> None:
    create_alert(ledger)
    land(ledger, "one")
    runner.run_alerts()
    land(ledger, "two")
    for operator, expected in ((True, (1, 1)), (False, (0, 0))):
        reader = person(f"{operator}@example.org", operator=operator)
        with user_session(reader.id) as session:
            health = measure_health(session, NOW)
        assert (health.queued, len(health.paces)) == expected


@pytest.mark.parametrize("role", ["app", "auth", "analyst"])
@pytest.mark.parametrize("table", ["deliveries", "queue", "anchors", "changes"])
def test_nobodys_matches_are_visible_to_others(ledger: Ledger, role: Role, table: str) -> None:
    create_alert(ledger)
    land(ledger, "one")
    runner.run_alerts()
    with psycopg.connect(libpq_url(role)) as connection:
        if (role, table) == ("app", "deliveries"):
            assert connection.execute("select from ops.alert_deliveries").fetchall() == []
        else:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"select from ops.alert_{table}")
