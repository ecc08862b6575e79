"""People and their applications for the story: who they are on the third day, and what changes by the fifth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from app.settings.housekeeping import clean_up
from database.identity import listing_id, mint

KIRITIMATI, NEW_YORK, HONOLULU = "Pacific/Kiritimati", "America/New_York", "Pacific/Honolulu"


@dataclass(frozen=True)
class Sent:
    """An application. Times are ISO texts with an offset; `moves` are a card's, as (when, from, to)."""

    applied: str | None
    answer: str | None = None
    interviews: Sequence[str] = ()
    offer: str | None = None
    moves: Sequence[tuple[str, str, str]] = ()
    status: str = "applied"
    title: str | None = "Data Engineer"
    company: str | None = "Acme"
    workplace: str | None = None
    source: str = "manual"
    listing: tuple[str, str, str] | None = None
    is_deleted: bool = False


JUNE = "2025-06-10 09:00Z"
DAYS_1, DAYS_2, DAYS_6 = "2025-06-11 09:00Z", "2025-06-12 09:00Z", "2025-06-16 09:00Z"
MARKET_MONTH, TOO_FEW, ONE_TWICE, FORBIDDEN = "2023-05", "2023-06", "2023-07", "2023-09"
FIVE = ("ann", "ben", "cleo", "dan", "eve")


def _crowd() -> dict[str, list[Sent]]:
    """Return the applications of five people, from which the market's metrics follow; each month is another case."""
    sent: dict[str, list[Sent]] = {name: [] for name in FIVE}
    for number, name in enumerate(FIVE, 1):
        # Five apply, the first two are invited, four are answered: a rate, but no mean.
        answer = f"2023-05-{10 + number} 12:00Z" if number < 5 else None
        invited = [f"2023-05-{20 + number} 12:00Z"] if number < 3 else []
        sent[name].append(Sent("2023-05-10 12:00Z", answer, invited, company=f"Only {name}"))
        # All five are answered, after one to five days, at the very end of the UTC month.
        sent[name].append(Sent("2023-08-31 23:59:59Z", f"2023-09-0{number} 23:59:59Z"))
        sent[name].append(Sent("2023-10-05 12:00Z", listing=("adzuna", "gb", "advert")))
    for name in FIVE[:4]:
        sent[name].append(Sent("2023-06-10 12:00Z", "2023-06-11 12:00Z"))
        sent[name].append(Sent("2023-07-10 12:00Z", "2023-07-11 12:00Z"))
    sent["ann"].append(Sent("2023-07-12 12:00Z", "2023-07-13 12:00Z"))
    return sent


def _anyone() -> dict[str, tuple[str | None, list[Sent]]]:
    """Twenty people who may live anywhere, with applications of the months before the builds, answered or not."""
    dice = Random(5)
    people: dict[str, tuple[str | None, list[Sent]]] = {}
    for number in range(20):
        sent = []
        for _ in range(dice.randint(2, 6)):
            applied = datetime(2026, 3, 3, tzinfo=UTC) - timedelta(hours=dice.randint(1, 24 * 150))
            answer = (applied + timedelta(hours=dice.randint(-24, 24 * 80))).isoformat()
            sent.append(
                Sent(
                    applied.isoformat(),
                    dice.choice([None, answer]),
                    [answer] if dice.random() < 0.2 else [],
                    status=dice.choice(["applied", "applied", "rejected"]),
                    company=dice.choice(["Acme", "Beta"]),
                )
            )
        people[f"anyone {number}"] = (dice.choice([None, KIRITIMATI, NEW_YORK, HONOLULU]), sent)
    return people


THIRD_DAY: dict[str, tuple[str | None, list[Sent]]] = {
    "nobody": (None, []),
    "one": (None, [Sent(JUNE, "2025-06-20 09:00Z")]),
    "waiting": (None, [Sent(JUNE), Sent("2025-06-11 09:00Z"), Sent("2025-06-30 23:00Z")]),
    "on the dot": (None, [Sent(JUNE, "2025-07-10 09:00Z")]),
    "too late": (None, [Sent(JUNE, "2025-07-10 09:00:00.000001Z")]),
    "before": (None, [Sent(JUNE, "2025-06-09 09:00Z", ["2025-06-09 10:00Z"], offer="2025-06-09 11:00Z")]),
    "at once": (None, [Sent(JUNE, JUNE)]),
    "deleted": (None, [Sent(JUNE, DAYS_1, is_deleted=True)]),
    "planned": (None, [Sent(None, status="planned")]),
    "interview on the dot": (None, [Sent(JUNE, None, ["2025-08-09 09:00Z"])]),
    "interview too late": (None, [Sent(JUNE, None, ["2025-08-09 09:00:00.000001Z"])]),
    "offer": (None, [Sent(JUNE, offer="2025-06-20 09:00Z")]),
    "one round before, one after": (None, [Sent(JUNE, None, ["2025-06-01 09:00Z", "2025-06-20 09:00Z"])]),
    "card moved": (None, [Sent(JUNE, moves=[(DAYS_6, "applied", "interviewing")], status="interviewing")]),
    "imported": (None, [Sent(JUNE, DAYS_6, status="interviewing")]),
    "imported, then rejected": (
        None,
        [Sent(JUNE, DAYS_6, moves=[("2025-07-01 09:00Z", "interviewing", "rejected")], status="rejected")],
    ),
    "after midnight in Kiritimati": (KIRITIMATI, [Sent("2025-12-31 11:00Z", "2026-01-10 11:00Z")]),
    "before midnight in Kiritimati": (KIRITIMATI, [Sent("2025-12-31 09:59:59.999999Z", "2026-01-01 09:59:59.999999Z")]),
    "before midnight in New York": (NEW_YORK, [Sent("2025-03-09 04:59Z", "2025-03-10 04:59Z")]),
    "after midnight in New York": (NEW_YORK, [Sent("2025-03-09 05:00Z", "2025-03-10 05:00Z")]),
    "the long day in New York": (NEW_YORK, [Sent("2025-11-03 04:59Z", "2025-11-04 04:59Z")]),
    "thirty days over the change of clocks": (NEW_YORK, [Sent("2025-03-01 12:00-05", "2025-03-31 13:00-04")]),
    "a wall clock's thirty days": (NEW_YORK, [Sent("2025-11-01 12:00-04", "2025-12-01 12:00-05")]),
    "leap day": (None, [Sent("2024-02-29 12:00Z", "2024-03-02 12:00Z")]),
    "new year": (
        None,
        [Sent("2024-12-31 12:00Z", "2025-01-01 12:00Z"), Sent("2025-01-02 12:00Z", "2025-01-05 12:00Z")],
    ),
    "sunday and monday": (
        None,
        [
            Sent("2025-06-15 23:59:59.999999Z", "2025-06-16 23:59:59.999999Z"),
            Sent("2025-06-16 00:00Z", "2025-06-19 00:00Z"),
        ],
    ),
    "thirds": (None, [Sent(JUNE, DAYS_1, [DAYS_1]), Sent(JUNE, DAYS_1), Sent(JUNE, DAYS_2)]),
    "kinds": (
        None,
        [
            Sent(JUNE, DAYS_1, [DAYS_1], title="Senior Data Engineer", workplace="remote"),
            Sent(JUNE, DAYS_2, title="Data Engineer II (m/w/d)", company="Beta", source="import"),
            Sent(JUNE, DAYS_6, title=None, company=" ", workplace="remote"),
            Sent(JUNE, title="Analyst", listing=("ashby", "acme", "engineer")),
        ],
    ),
    "just published": (None, [Sent("2026-01-03 12:00Z"), Sent("2026-02-02 12:00Z", "2026-02-03 12:00Z")]),
    "not yet published": (None, [Sent("2026-01-04 12:00Z"), Sent("2026-02-03 12:00Z", "2026-02-04 12:00Z")]),
    "published in New York": (NEW_YORK, [Sent("2026-02-02 12:00Z", "2026-02-03 12:00Z")]),
    "not yet in Honolulu": (HONOLULU, [Sent("2026-02-02 12:00Z", "2026-02-03 12:00Z")]),
    "answered on day 40": (None, [Sent(JUNE, "2025-07-20 09:00Z")]),
    "silent, then answered": (None, [Sent(JUNE, "2025-09-18 09:00Z")]),
    "rejected": (None, [Sent(JUNE, "2025-06-15 09:00Z", status="rejected")]),
    "nowhere": ("Mars/Olympus_Mons", [Sent("2025-06-10 23:59Z", "2025-06-11 23:59Z")]),
    # What follows changes by the fifth day.
    "late answer": (None, [Sent(JUNE)]),
    "corrected": (None, [Sent(JUNE, DAYS_1), Sent(JUNE, DAYS_2)]),
    "deleted later": (None, [Sent(JUNE, DAYS_1, company="Gone")]),
    "moved away": (KIRITIMATI, [Sent("2025-06-10 11:00Z", "2025-06-12 11:00Z")]),
    "left": (None, [Sent(JUNE, DAYS_1)]),
    **{name: (None, sent) for name, sent in _crowd().items()},
    **_anyone(),
}
FIFTH_DAY = (
    "update job_applications set response_at = '2025-09-18 09:00Z' where user_id = {late answer}",
    "update job_applications set applied_at = '2025-07-10 09:00Z', response_at = '2025-07-13 09:00Z'"
    " where user_id = {corrected} and response_at = '2025-06-12 09:00Z'",
    "update job_applications set deleted_at = now() where user_id = {deleted later}",
    "update users set timezone = 'UTC' where id = {moved away}",
    "update users set deleted_at = now() where id = {left}",
)


def person(name: str) -> str:
    """The account's id."""
    return str(mint("person", name))


def arrive(owner: psycopg.Connection[Any]) -> None:
    """Everyone with their applications, as the third day's build finds them."""
    for name, (zone, sent) in THIRD_DAY.items():
        address = f"{person(name)}@example.org"
        owner.execute("insert into users (id, email, timezone) values (%s, %s, %s)", [person(name), address, zone])
        for application in sent:
            _send(owner, name, application)
    _tell(owner)


def change(owner: psycopg.Connection[Any]) -> None:
    """What people correct, delete and learn before the fifth day's build."""
    for statement in FIFTH_DAY:
        named = statement.format(**{name: f"'{person(name)}'" for name in THIRD_DAY})
        owner.execute(named.encode())
    _change_anything(owner)


# Someone whom the market's metrics count.
ERASED = "anyone 0"


def erase(owner: psycopg.Connection[Any]) -> None:
    """Erase the account of someone whom the market's metrics count."""
    deleted = owner.execute("update users set deleted_at = '2026-01-01' where id = %s", [person(ERASED)])
    assert deleted.rowcount == 1
    owner.commit()
    assert clean_up().accounts == 1


def _change_anything(owner: psycopg.Connection[Any]) -> None:
    """Whatever can change of an application or its owner, for some of `_anyone`."""
    dice = Random(6)
    of_it = (
        "response_at = applied_at + %(wait)s",
        "response_at = null",
        "applied_at = applied_at - %(wait)s",
        "status = 'rejected'",
        "status = 'applied'",
        "listing_snapshot = jsonb_set(listing_snapshot, '{company}', '\"Gamma\"')",
        "deleted_at = now()",
    )
    changes = (
        *(f"update job_applications set {change} where id = %(id)s" for change in of_it),
        "insert into application_events (job_application_id, event_type, occurred_at, payload)"
        " select id, 'interview', applied_at + %(wait)s, '{}' from job_applications where id = %(id)s",
        "update users set timezone = 'Europe/Berlin'"
        " where id = (select user_id from job_applications where id = %(id)s)",
        "select",
    )
    sent = owner.execute(
        "select id from job_applications where user_id = any(%s) order by user_id, applied_at",
        [[person(name) for name in _anyone()]],
    ).fetchall()
    for (application,) in sent:
        values = {"id": application, "wait": timedelta(hours=dice.randint(0, 24 * 90))}
        owner.execute(dice.choice(changes).encode(), values)


def _send(owner: psycopg.Connection[Any], name: str, sent: Sent) -> None:
    kept = {"title": sent.title, "company": sent.company, "workplace_type": sent.workplace}
    row = owner.execute(
        "insert into job_applications"
        " (user_id, job_listing_id, status, applied_at, response_at, source, listing_snapshot, deleted_at)"
        " values (%s, %s, %s, %s, %s, %s, %s, case when %s then now() end) returning id",
        [
            person(name),
            sent.listing and listing_id(*sent.listing),
            sent.status,
            sent.applied,
            sent.answer,
            sent.source,
            Jsonb(kept),
            sent.is_deleted,
        ],
    ).fetchone()
    assert row
    events: list[tuple[str, str, dict[str, str]]] = [("interview", at, {}) for at in sent.interviews]
    events += [("offer", sent.offer, {})] if sent.offer else []
    events += [
        ("note", at, {"kind": "move", "status_from": before, "status_to": after}) for at, before, after in sent.moves
    ]
    for kind, at, payload in events:
        owner.execute(
            "insert into application_events (job_application_id, event_type, occurred_at, payload)"
            " values (%s, %s, %s, %s)",
            [row[0], kind, at, Jsonb(payload)],
        )


def _tell(owner: psycopg.Connection[Any]) -> None:
    """Add an immediate alert that reported after 10, 20 and 60 seconds, and a match without an email yet."""
    owner.execute(
        "with search as (insert into saved_searches (user_id, query) values (%s, 'engineer') returning id),"
        " alert as (insert into job_alerts (saved_search_id, frequency)"
        " select id, 'immediate' from search returning id)"
        " insert into ops.alert_deliveries (job_alert_id, cluster_id, job_listing_id, seen_at, sent_at)"
        " select alert.id, gen_random_uuid(), (select id from job_listings limit 1), '2026-03-01 23:59:50Z',"
        " '2026-03-01 23:59:50Z'::timestamptz + make_interval(secs => wait)"
        " from alert, unnest(array[10, 20, 60, null]) as wait",
        [person("nobody")],
    )
