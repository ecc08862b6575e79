"""Everything that is one person's own as one archive: a JSON file of all of it and a CSV file per table.

Read through row-level security, so no condition written here decides whose rows they are. Hashes and keys stay out.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import ColumnElement, FromClause, Result, Select, Table, select
from sqlalchemy.orm import Session

from app.applications import files
from app.kit.tables import companies, job_listings
from app.kit.text import cell
from database.clock import now
from database.models import (
    AlertDelivery,
    AlertSchedule,
    AnalyticsSnapshot,
    ApiToken,
    ApplicationDetails,
    ApplicationEvent,
    ApplicationFile,
    ApplicationImport,
    ApplicationStage,
    AuthEvent,
    Base,
    CalendarFeed,
    DemoItem,
    FollowedCompany,
    FollowUpReminder,
    ImportedRow,
    ImportReject,
    JobAlert,
    JobAlertRun,
    JobApplication,
    JobComparisonItem,
    JobComparisonSet,
    SavedJob,
    SavedSearch,
    SavedSearchExtra,
    SearchHistory,
    SearchHistoryExtra,
    SessionUse,
    StageStatus,
    User,
    UserAuthProvider,
    UserSession,
)

Asked = Callable[[], Result[Any]]
Tables = dict[str, Asked]

OWN: tuple[type[Base], ...] = (
    SavedJob,
    SearchHistory,
    SavedSearch,
    JobAlert,
    JobAlertRun,
    JobComparisonSet,
    JobComparisonItem,
    ApplicationStage,
    JobApplication,
    ApplicationDetails,
    ApplicationEvent,
    AnalyticsSnapshot,
    SavedSearchExtra,
    SearchHistoryExtra,
    FollowedCompany,
    AlertSchedule,
    AlertDelivery,
    StageStatus,
    ApplicationFile,
    FollowUpReminder,
    ApplicationImport,
    ImportReject,
    ImportedRow,
    DemoItem,
    CalendarFeed,
    ApiToken,
)
_AT_ONCE = 500
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_UNTOLD = frozenset({"token_hash"})
_READ_ME = """Your data in JobLedger, as of {moment}

jobledger.json   everything, exactly as it is kept
*.csv            the same, one table a file, for spreadsheets (UTF-8)
files/           what you attached to applications

In the CSV files, a text that begins with a sign such as = or - has a ' before it, so that no spreadsheet takes it for
a formula; the JSON file has it as it is. Times are in UTC. Passwords, keys and sign-in tokens are not in this archive.
"""


def write(archive: IO[bytes], door: Session, own: Session, user_id: UUID) -> None:
    """Write the archive into `archive`, a few hundred rows in memory at a time.

    `door` is a session of the role auth, `own` one of the role app that acts for this person and sees one moment.
    """
    tables = _identity(door, user_id) | _workspace(own)
    with ZipFile(archive, "w", ZIP_DEFLATED) as made:
        made.writestr("README.txt", _READ_ME.format(moment=f"{now():%Y-%m-%d %H:%M} UTC"))
        with made.open("jobledger.json", "w", force_zip64=True) as file:
            _write_json(file, tables)
        for name, asked in tables.items():
            with made.open(f"{name}.csv", "w", force_zip64=True) as file:
                _write_csv(file, asked())
        for kept in files.list_files(own):
            made.writestr(*_attached(kept))


def _attached(kept: files.StoredFile) -> tuple[str, bytes]:
    """A file's name in the archive, where none is twice, and its bytes or what became of them."""
    name = f"files/{kept.id}-{_NOT_IN_NAMES.sub('_', kept.name)}"
    try:
        return name, files.read(kept)
    except files.DamagedFile:
        return f"{name}.missing.txt", b"This file could not be read. Please attach it again where you still have it.\n"


def _workspace(own: Session) -> Tables:
    return {model.__tablename__: _reader(own, _with_names(_table(model))) for model in OWN}


def _identity(door: Session, user_id: UUID) -> Tables:
    """The account's own rows at the door, by the columns that are no secret."""
    account = select(
        User.id, User.email, User.display_name, User.avatar_url, User.timezone, User.github_id, User.email_verified_at,
        User.last_login_at, User.created_at, User.updated_at,
    ).where(User.id == user_id)  # fmt: skip
    ways = select(
        UserAuthProvider.provider, UserAuthProvider.provider_user_id, UserAuthProvider.scopes,
        UserAuthProvider.created_at,
    ).where(UserAuthProvider.user_id == user_id)  # fmt: skip
    devices = (
        select(
            UserSession.ip_address, UserSession.user_agent, UserSession.created_at, SessionUse.last_used_at,
            UserSession.expires_at, UserSession.invalidated_at,
        )
        .outerjoin(SessionUse, SessionUse.session_id == UserSession.id)
        .where(UserSession.user_id == user_id)
        .order_by(UserSession.created_at)
    )  # fmt: skip
    log = (
        select(AuthEvent.occurred_at, AuthEvent.event, AuthEvent.provider, AuthEvent.ip_address, AuthEvent.user_agent)
        .where(AuthEvent.user_id == user_id)
        .order_by(AuthEvent.occurred_at)
    )
    named = {"account": account, "ways_to_sign_in": ways, "devices": devices, "security_events": log}
    return {name: _reader(door, query) for name, query in named.items()}


def _with_names(table: Table) -> Select[*tuple[Any, ...]]:
    """The person's rows, with title, company and address of the listing each names, for an id alone tells nobody.

    `analytics_snapshots` also shows everyone the market's rows, which are nobody's own.
    """
    joined: FromClause = table
    names: list[ColumnElement[Any]] = []
    if "job_listing_id" in table.c:
        joined = joined.outerjoin(job_listings, job_listings.c.id == table.c.job_listing_id)
        names += [job_listings.c.title.label("job_title"), job_listings.c.url.label("job_url")]
    employer = job_listings.c.company_id if names else table.c.get("company_id")
    if employer is not None:
        joined = joined.outerjoin(companies, companies.c.id == employer)
        names.append(companies.c.name.label("company_name"))
    told = [column for column in table.c if column.name not in _UNTOLD]
    query = select(*told, *names).select_from(joined).order_by(*table.primary_key)
    return query.where(table.c.user_id.is_not(None)) if table.name == AnalyticsSnapshot.__tablename__ else query


def _table(model: type[Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    return table


def _reader(session: Session, query: Select[*tuple[Any, ...]]) -> Asked:
    return lambda: session.execute(query, execution_options={"yield_per": _AT_ONCE})


def _write_json(file: IO[bytes], tables: Tables) -> None:
    file.write(f'{{\n"made_at": {json.dumps(now().isoformat())}'.encode())
    for name, asked in tables.items():
        file.write(f",\n{json.dumps(name)}: [".encode())
        for number, row in enumerate(asked().mappings()):
            line = json.dumps(dict(row), ensure_ascii=False, default=_plain)
            file.write((",\n" if number else "\n").encode() + line.encode("utf-8", "backslashreplace"))
        file.write(b"\n]")
    file.write(b"\n}\n")


def _write_csv(file: IO[bytes], rows: Result[Any]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(rows.keys())
    writer.writerows([_cell(value) for value in row] for row in rows)
    text.detach()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    written = json.dumps(value, ensure_ascii=False, default=_plain) if isinstance(value, dict | list) else value
    words = str(_plain(written))
    return cell(words)


def _plain(value: Any) -> Any:
    """What JSON has no kind for, as text; an amount stays a number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else str(value)
