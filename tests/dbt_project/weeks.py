"""The story's last chapter: five weeks of one title on one board, so that every query of an analyst has an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import psycopg

from tests.dbt_project.ledger import Board

_JOB: dict[str, Any] = {
    "title": "Data Engineer",
    "company_name": "Globex",
    "location_raw": "Madrid, Spain",
    "city": "Madrid",
    "country": "Spain",
    "currency": "EUR",
    "salary_period": "year",
}
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
    board.change("first 11", _REMOTE | {"tags": ["SQL"], "url": "https://globex.example/11"})
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


def change_names(connection: psycopg.Connection) -> None:
    """Six of the second twelve, one of the third and the company come to have another name, for the weeks told, too."""
    board = Board(connection, "lever", "globex")
    board.settle()
    board.fetch(datetime(2026, 8, 7, 8, tzinfo=UTC))
    for number in range(6):
        board.change(f"second {number}", _REMOTE | {"title": "Platform Engineer"})
    board.change("third 3", _JOB | {"workplace_type": "on_site", "tags": ["SQL"]})
    connection.execute("update companies set name = 'Globex Corporation' where name = 'Globex'")


def change_names_back(connection: psycopg.Connection) -> None:
    """Two of the six and the company have their old names again; so that only four have the new one.

    One of the third four closes as of a day that the build before has counted.
    """
    board = Board(connection, "lever", "globex")
    board.settle()
    board.fetch(datetime(2026, 8, 8, 8, tzinfo=UTC))
    board.close("third 0", at=datetime(2026, 8, 6, 8, tzinfo=UTC))
    for number in range(2):
        board.change(f"second {number}", _REMOTE)
    connection.execute("update companies set name = 'Globex' where name = 'Globex Corporation'")
