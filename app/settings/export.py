"""Write a user's data as one archive: a JSON file of everything and a CSV file per table. Hashes and keys stay out.

Row-level security decides which rows belong to the user; no condition here does.
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
from app.kit.i18n import N_, _
from app.kit.tables import companies, job_listings
from app.kit.text import escape_csv_cell
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
    ExternalIdentity,
    FollowedCompany,
    FollowUpReminder,
    ImportedRow,
    ImportReject,
    JobAlert,
    JobAlertRun,
    JobApplication,
    JobComparisonItem,
    JobComparisonSet,
    Passkey,
    SavedJob,
    SavedSearch,
    SavedSearchExtra,
    SearchHistory,
    SearchHistoryExtra,
    SessionUse,
    StageStatus,
    TotpSecret,
    User,
    UserAuthProvider,
    UserSession,
)

RunQuery = Callable[[], Result[Any]]
TableQueries = dict[str, RunQuery]

EXPORTED_MODELS: tuple[type[Base], ...] = (
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
_BATCH_SIZE = 500
_UNSAFE_CHARACTERS_PATTERN = re.compile(r"[^\w.-]+")
_SECRET_COLUMNS = frozenset({"token_hash"})
_READ_ME_TEXT = N_(
    """Your data in JobLedger, as of {moment}

jobledger.json   all your data
*.csv            the same data for spreadsheets, one file per table (UTF-8)
files/           the files you attached to applications

In the CSV files, text that starts with a sign such as = or - has a ' in front, so that spreadsheets don't read it as a
formula. The JSON file is unchanged. Times are in UTC. Passwords, keys and sign-in tokens are not included.
"""
)
_MISSING_FILE_TEXT = N_("This file could not be read. If you still have it, attach it to the application again.\n")


def write(file: IO[bytes], auth_session: Session, user_session: Session, user_id: UUID) -> None:
    """Write the archive into `file`, with a few hundred rows in memory at a time.

    `user_session` reads one snapshot, so that all tables agree.
    """
    tables = _build_account_queries(auth_session, user_id) | _build_user_queries(user_session)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _(_READ_ME_TEXT).format(moment=f"{now():%Y-%m-%d %H:%M} UTC"))
        with archive.open("jobledger.json", "w", force_zip64=True) as member:
            _write_json(member, tables)
        for name, run_query in tables.items():
            with archive.open(f"{name}.csv", "w", force_zip64=True) as member:
                _write_csv(member, run_query())
        for attached_file in files.list_files(user_session):
            archive.writestr(*_read_file(attached_file))


def _read_file(file: files.StoredFile) -> tuple[str, bytes]:
    """Return a file's unique name in the archive and its bytes, or a note where it cannot be read."""
    name = f"files/{file.id}-{_UNSAFE_CHARACTERS_PATTERN.sub('_', file.name)}"
    try:
        return name, files.read(file)
    except files.DamagedFile:
        return f"{name}.missing.txt", _(_MISSING_FILE_TEXT).encode()


def _build_user_queries(session: Session) -> TableQueries:
    return {
        model.__tablename__: _defer_query(session, _select_with_names(_get_table(model))) for model in EXPORTED_MODELS
    }


def _build_account_queries(session: Session, user_id: UUID) -> TableQueries:
    """Return the queries of the account's tables, without their secret columns."""
    account = select(
        User.id,
        User.email,
        User.display_name,
        User.avatar_url,
        User.timezone,
        User.github_id,
        User.email_verified_at,
        User.last_login_at,
        User.created_at,
        User.updated_at,
    ).where(User.id == user_id)
    providers = select(
        UserAuthProvider.provider,
        UserAuthProvider.provider_user_id,
        UserAuthProvider.scopes,
        UserAuthProvider.created_at,
    ).where(UserAuthProvider.user_id == user_id)
    identities = select(ExternalIdentity.issuer, ExternalIdentity.subject, ExternalIdentity.created_at).where(
        ExternalIdentity.user_id == user_id
    )
    passkeys = select(Passkey.name, Passkey.created_at, Passkey.last_used_at).where(Passkey.user_id == user_id)
    authenticator_apps = select(TotpSecret.created_at).where(TotpSecret.user_id == user_id)
    devices = (
        select(
            UserSession.ip_address,
            UserSession.user_agent,
            UserSession.created_at,
            SessionUse.last_used_at,
            UserSession.expires_at,
            UserSession.invalidated_at,
        )
        .outerjoin(SessionUse, SessionUse.session_id == UserSession.id)
        .where(UserSession.user_id == user_id)
        .order_by(UserSession.created_at)
    )
    security_events = (
        select(AuthEvent.occurred_at, AuthEvent.event, AuthEvent.provider, AuthEvent.ip_address, AuthEvent.user_agent)
        .where(AuthEvent.user_id == user_id)
        .order_by(AuthEvent.occurred_at)
    )
    queries = {
        "account": account,
        "ways_to_sign_in": providers,
        "external_identities": identities,
        "authenticator_apps": authenticator_apps,
        "passkeys": passkeys,
        "devices": devices,
        "security_events": security_events,
    }
    return {name: _defer_query(session, query) for name, query in queries.items()}


def _select_with_names(table: Table) -> Select[*tuple[Any, ...]]:
    """Select the user's rows, with title, company and address of the listing that a row names by its id.

    Row-level security also shows the market's rows of `analytics_snapshots`, so they are filtered out.
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
    columns = [column for column in table.c if column.name not in _SECRET_COLUMNS]
    query = select(*columns, *names).select_from(joined).order_by(*table.primary_key)
    return query.where(table.c.user_id.is_not(None)) if table.name == AnalyticsSnapshot.__tablename__ else query


def _get_table(model: type[Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not a table")
    return table


def _defer_query(session: Session, query: Select[*tuple[Any, ...]]) -> RunQuery:
    return lambda: session.execute(query, execution_options={"yield_per": _BATCH_SIZE})


def _write_json(file: IO[bytes], tables: TableQueries) -> None:
    file.write(f'{{\n"made_at": {json.dumps(now().isoformat())}'.encode())
    for name, run_query in tables.items():
        file.write(f",\n{json.dumps(name)}: [".encode())
        for number, row in enumerate(run_query().mappings()):
            line = json.dumps(dict(row), ensure_ascii=False, default=_to_json)
            file.write((",\n" if number else "\n").encode() + line.encode("utf-8", "backslashreplace"))
        file.write(b"\n]")
    file.write(b"\n}\n")


def _write_csv(file: IO[bytes], rows: Result[Any]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(rows.keys())
    writer.writerows([_format_cell(value) for value in row] for row in rows)
    text.detach()


def _format_cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, dict | list):
        return escape_csv_cell(json.dumps(value, ensure_ascii=False, default=_to_json))
    return escape_csv_cell(str(_to_json(value)))


def _to_json(value: Any) -> Any:
    """Return a value that JSON has no type for as text; an amount stays a number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else str(value)
