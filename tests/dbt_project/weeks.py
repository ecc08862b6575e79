"""The story's last chapter: five weeks of one title on one board, so that every query of an analyst has an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import psycopg

from tests.dbt_project.ledger import Board

_JOB: dict[str, Any] = {
    "title": "Data Engineer", "company_name": "Globex", "location_raw": "Madrid, Spain", "city": "Madrid",
    "country": "Spain", "currency": "EUR", "salary_period": "year",
}  # fmt: skip
_REMOTE = _JOB | {"workplace_type": "remote"}


def pass_by(connection: psycopg.Connection) -> None:
    """Twelve open, twelve more, four and one; at the end the first twelve and half of the second are closed.

    A quarter names Python at first and three of four later, SQL all at first and one of four later. What stays open of
    the second twelve pays 40 to 90 thousand; two of the four are one requisition.
    """
    board = Board(connection, "lever", "globex")
    board.fetch(datetime(2026, 7, 1, 8, tzinfo=UTC))
    for number in range(12):
        board.open(f"first {number}", _REMOTE | {"tags": ["SQL", "Python"] if number < 3 else ["SQL"]})
    board.fetch(datetime(2026, 7, 15, 8, tzinfo=UTC))
    for number in range(12):
        pay = 40_000 + 10_000 * number
        board.open(f"second {number}", _REMOTE | {"salary_min": pay, "salary_max": pay})
    board.fetch(datetime(2026, 7, 29, 8, tzinfo=UTC))
    for number, (skill, requisition) in enumerate(
        (("Python", "G1"), ("Python", "G1"), ("Python", "G2"), ("SQL", "G3"))
    ):
        own = {"workplace_type": "hybrid", "tags": [skill], "requisition_key": requisition}
        board.open(f"third {number}", _JOB | own)
    board.fetch(datetime(2026, 8, 5, 8, tzinfo=UTC))
    for number in range(12):
        board.close(f"first {number}")
    for number in range(6, 12):
        board.close(f"second {number}")
    board.open("last", _JOB | {"tags": ["SQL"]})
