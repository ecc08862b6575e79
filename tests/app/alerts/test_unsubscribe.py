"""An emailed link pauses its alert without signing in: by a button, or by one click in a mail program."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from app.alerts import links
from app.search.criteria import Criteria
from tests.app.accounts.visitor import Visitor
from tests.app.alerts.test_reports import create_alert, rows
from tests.app.ledger import Ledger

SITE = "https://jobs.example.org"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Visitor:
    monkeypatch.setenv("PUBLIC_URL", SITE)
    return Visitor()


def link(alert_id: UUID) -> str:
    return links.build_alert_links(alert_id, Criteria()).unsubscribe


def is_active(ledger: Ledger, alert_id: UUID) -> bool:
    return bool(rows(ledger, "select is_active from job_alerts where id = %s", alert_id)[0][0])


def test_opening_the_link_changes_nothing_and_shows_a_button(ledger: Ledger, browser: Visitor) -> None:
    alert_id = create_alert(ledger)
    answer = browser.open(link(alert_id))
    assert answer.status_code == 200
    assert "Unsubscribe" in answer.text
    assert is_active(ledger, alert_id)


def test_one_click_pauses_that_alert_only(ledger: Ledger, browser: Visitor) -> None:
    alert_id, other = create_alert(ledger), create_alert(ledger, frequency="daily")
    for _ in range(2):
        answer = browser.post(link(alert_id), {"List-Unsubscribe": "One-Click"}, {})
        assert answer.status_code == 200
    assert [is_active(ledger, alert_id), is_active(ledger, other)] == [False, True]


def test_an_invented_link_pauses_nothing(ledger: Ledger, browser: Visitor) -> None:
    alert_id = create_alert(ledger)
    right = link(alert_id)
    key = right.partition("key=")[2]
    for wrong in (right[:-1], right.replace(str(alert_id), str(uuid4())), f"{links.UNSUBSCRIBE}?key={key}",
                  links.UNSUBSCRIBE, f"{links.UNSUBSCRIBE}?alert={alert_id}&key=%C3%A9"):  # fmt: skip
        assert browser.post(wrong, {}, {}).status_code == 404
        assert browser.open(wrong).status_code == 404
    assert is_active(ledger, alert_id)
