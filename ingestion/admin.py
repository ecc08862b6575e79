"""What an operator sets: sources (address, credentials, active or not) and their boards. No fetching."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from database import clock, secrets
from database.engine import libpq
from database.identity import organization_id, source_id
from ingestion.boards import Board
from ingestion.http import NotConfigured
from ingestion.ledger import BoardRef
from ingestion.registry import SOURCES
from ingestion.sources.base import Source

LONGEST_SLUG = 300

_BOARDS = """
select
    o.id, o.slug, coalesce(o.metadata, '{}'),
    coalesce(
        jsonb_object_agg(v.address, jsonb_build_array(v.etag, v.last_modified)) filter (where v.address is not null),
        '{}'
    )
from ats_organizations as o
left join ops.http_validators as v on v.ats_organization_id = o.id
where o.job_source_id = %(source)s and (%(slugs)s::text[] is null or o.slug = any(%(slugs)s::text[]))
group by o.id
order by o.slug
"""


class SettingError(ValueError):
    """A setting that cannot be taken; the message says what to do."""


class UnknownName(SettingError):
    """A source or board that is not there."""


@dataclass(frozen=True, slots=True)
class DueBoard:
    """A board to fetch: what the fetch needs, and the rows it belongs to."""

    ref: BoardRef
    board: Board


def known_source(code: str) -> str:
    """`code` if it is one of ours, else UnknownName."""
    if code not in SOURCES:
        raise UnknownName(f"there is no source {code!r}; the sources are {', '.join(sorted(SOURCES))}")
    return code


def sync_sources() -> int:
    """Add the registry's sources that the database does not have yet; returns how many. Settings are left alone."""
    at = clock.now()
    with psycopg.connect(libpq("pipeline")) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "insert into job_sources (id, code, name, type, base_url, credentials, is_active, may_aggregate,"
            " may_archive, attribution, created_at, updated_at)"
            " values (%s, %s, %s, %s, %s, '{}', true, %s, %s, %s, %s, %s) on conflict (code) do nothing",
            [
                (
                    source_id(s.code),
                    s.code,
                    s.name,
                    s.type,
                    s.base_url,
                    s.may_aggregate,
                    s.may_archive,
                    s.attribution,
                    at,
                    at,
                )
                for s in SOURCES.values()
            ],
        )
        return cursor.rowcount


def set_source(
    code: str,
    *,
    base_url: str | None = None,
    credentials: Mapping[str, str] | None = None,
    active: bool | None = None,
) -> None:
    """Change what is given and leave the rest. Credentials are stored encrypted; an empty value removes one."""
    source = SOURCES[known_source(code)]
    if base_url is not None:
        base_url = _checked_url(base_url)
    given = credentials or {}
    unknown = sorted(set(given) - set(source.credentials))
    if unknown:
        known = ", ".join(source.credentials) or "none"
        raise SettingError(f"{code} has no credential {unknown[0]!r}; it takes: {known}")
    sync_sources()
    stored = {name: secrets.encrypt(value) for name, value in given.items() if value}
    removed = [name for name, value in given.items() if not value]
    with psycopg.connect(libpq("pipeline")) as connection:
        connection.execute(
            "update job_sources set base_url = coalesce(%s, base_url), is_active = coalesce(%s, is_active),"
            " credentials = (coalesce(credentials, '{}') || %s) - %s::text[], updated_at = %s where code = %s",
            [base_url, active, Jsonb(stored), removed, clock.now(), code],
        )


def list_sources() -> list[dict[str, Any]]:
    """Every source with its settings; of credentials only which are set."""
    with psycopg.connect(libpq("pipeline"), row_factory=dict_row) as connection:
        rows = connection.execute(
            "select s.code, s.name, s.type, s.base_url, s.is_active,"
            " array(select jsonb_object_keys(coalesce(s.credentials, '{}')) order by 1) as credentials_set,"
            " (select count(*) from ats_organizations o where o.job_source_id = s.id) as boards"
            " from job_sources s order by s.code"
        ).fetchall()
    for row in rows:
        source = SOURCES.get(row["code"])
        needed = source.credentials if source else ()
        row["credentials_missing"] = [name for name in needed if name not in row["credentials_set"]]
    return rows


def add_boards(code: str, slugs: Iterable[str]) -> int:
    """Add boards of one source; returns how many were new."""
    return add_named_boards(code, dict.fromkeys(slugs))


def add_named_boards(code: str, names: Mapping[str, str | None]) -> int:
    """Add boards of one source by slug, each with the name people know it by (None: not known); returns how many were
    new.
    """
    return _insert_boards([(known_source(code), _checked_slug(code, slug), name) for slug, name in names.items()])


def import_boards(path: Path) -> int:
    """Add the boards of a CSV file with the columns code, slug and (may be empty) name; returns how many were new.

    Raises SettingError naming every bad line; then nothing is imported.
    """
    rows: list[tuple[str, str, str | None]] = []
    problems: list[str] = []
    for number, record in _csv_records(path):
        try:
            code = known_source((record.get("code") or "").strip())
            rows.append(
                (
                    code,
                    _checked_slug(code, record.get("slug") or ""),
                    (record.get("name") or "").strip() or None,
                )
            )
        except SettingError as error:
            problems.append(f"line {number}: {error}")
    if problems:
        raise SettingError(f"{path.name}: nothing was imported. " + "; ".join(problems[:10]))
    return _insert_boards(rows)


def list_boards(code: str | None = None) -> list[dict[str, Any]]:
    """Every board with its last complete fetch and open listings."""
    with psycopg.connect(libpq("pipeline"), row_factory=dict_row) as connection:
        return connection.execute(
            "select s.code, o.slug, o.display_name as name, o.last_sync_at, o.sync_status, o.sync_error,"
            " (select count(*) from landing.presence p where p.ats_organization_id = o.id and p.is_open) as open"
            " from ats_organizations o join job_sources s on s.id = o.job_source_id"
            " where %s::text is null or s.code = %s order by s.code, o.slug",
            [code, known_source(code) if code else None],
        ).fetchall()


def boards_to_fetch(connection: psycopg.Connection, source: Source, slugs: Sequence[str] | None) -> list[DueBoard]:
    """The boards of an active source, or the named ones among them; UnknownName for a name that is not there."""
    settings = connection.execute(
        "select id, base_url, credentials, is_active from job_sources where code = %s", [source.code]
    ).fetchone()
    if settings is None:
        raise UnknownName(f"{source.code} is not in the database yet; run: jobledger db migrate")
    key, base_url, stored, active = settings
    if not active:
        raise SettingError(f"{source.code} is switched off; to use it: jobledger sources set {source.code} --active")
    credentials = {name: secrets.decrypt(value) for name, value in (stored or {}).items()}
    names = {"source": key, "slugs": None if slugs is None else list(slugs)}
    found = connection.execute(_BOARDS, names).fetchall()
    missing = sorted(set(slugs or ()) - {slug for _, slug, _, _ in found})
    if missing:
        raise UnknownName(
            f"{source.code} has no board {missing[0]!r}; to add it: jobledger boards add {source.code} {missing[0]!r}"
        )
    return [
        DueBoard(
            BoardRef(source.code, slug, key, organization),
            Board(
                source.code,
                slug,
                base_url or source.base_url,
                credentials,
                metadata,
                {address: (etag, modified) for address, (etag, modified) in validators.items()},
            ),
        )
        for organization, slug, metadata, validators in found
    ]


def _insert_boards(rows: Sequence[tuple[str, str, str | None]]) -> int:
    sync_sources()
    at = clock.now()
    with psycopg.connect(libpq("pipeline")) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "insert into ats_organizations (id, job_source_id, slug, display_name, metadata, created_at, updated_at)"
            " values (%s, %s, %s, %s, '{}', %s, %s) on conflict (job_source_id, slug) do nothing",
            [(organization_id(code, slug), source_id(code), slug, name, at, at) for code, slug, name in rows],
        )
        return cursor.rowcount


def _csv_records(path: Path) -> Iterable[tuple[int, dict[str, str | None]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} cannot be read as UTF-8 text: {error}") from error
    reader = csv.DictReader(text.splitlines())
    if not {"code", "slug"} <= set(reader.fieldnames or ()):
        raise SettingError(f"{path.name} needs a first line with the columns code,slug,name")
    for record in reader:
        yield reader.line_num, record


def _checked_slug(code: str, slug: str) -> str:
    cleaned = slug.strip()
    if not cleaned or len(cleaned) > LONGEST_SLUG or not cleaned.isprintable():
        raise SettingError(f"{slug!r} is not a board name for {code}")
    try:
        SOURCES[code].check_slug(cleaned)
    except NotConfigured as error:
        raise SettingError(str(error)) from error
    return cleaned


def _checked_url(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingError(f"{url!r} is not an http or https address")
    return url.strip().rstrip("/")
