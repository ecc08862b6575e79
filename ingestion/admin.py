"""Change what an operator sets: providers (address, credentials, active or not) and their boards. No fetching."""

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
from database.engine import libpq_url
from database.identity import organization_id, source_id
from database.operator_acts import record_act
from ingestion.boards import ProviderBoard
from ingestion.http import NotConfigured
from ingestion.landing import BoardRef
from ingestion.providers.base import JobProvider
from ingestion.registry import PROVIDERS

MAX_SLUG_LENGTH = 300

_SELECT_BOARDS = """
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
    """A setting that is not valid; the message says what to do."""


class UnknownNameError(SettingError):
    """A provider or board that does not exist."""


@dataclass(frozen=True, slots=True)
class BoardToFetch:
    """A board to fetch: what the fetch needs, and the rows it belongs to."""

    board_ref: BoardRef
    board: ProviderBoard


def require_provider_code(code: str) -> str:
    """Return `code` if a provider has it; raise UnknownNameError otherwise."""
    if code not in PROVIDERS:
        raise UnknownNameError(f"there is no source {code!r}; the sources are {', '.join(sorted(PROVIDERS))}")
    return code


def sync_providers() -> int:
    """Add the registry's providers that the database lacks and return how many. Settings stay unchanged."""
    now = clock.now()
    with psycopg.connect(libpq_url("pipeline")) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "insert into job_sources (id, code, name, type, base_url, credentials, is_active, may_aggregate,"
            " may_archive, attribution, created_at, updated_at)"
            " values (%s, %s, %s, %s, %s, '{}', true, %s, %s, %s, %s, %s) on conflict (code) do nothing",
            [
                (
                    source_id(provider.code),
                    provider.code,
                    provider.name,
                    provider.type,
                    provider.base_url,
                    provider.may_aggregate,
                    provider.may_archive,
                    provider.attribution,
                    now,
                    now,
                )
                for provider in PROVIDERS.values()
            ],
        )
        return cursor.rowcount


def update_provider_settings(
    code: str,
    *,
    base_url: str | None = None,
    credentials: Mapping[str, str] | None = None,
    active: bool | None = None,
) -> None:
    """Change the settings that are passed. Credentials are stored encrypted; an empty value removes one."""
    new_credentials = credentials or {}
    check_credential_names(code, new_credentials)
    if base_url is not None:
        base_url = _clean_url(base_url)
    sync_providers()
    encrypted_credentials = {name: secrets.encrypt(value) for name, value in new_credentials.items() if value}
    removed_names = [name for name, value in new_credentials.items() if not value]
    with psycopg.connect(libpq_url("pipeline")) as connection:
        connection.execute(
            "update job_sources set base_url = coalesce(%s, base_url), is_active = coalesce(%s, is_active),"
            " credentials = (coalesce(credentials, '{}') || %s) - %s::text[], updated_at = %s where code = %s",
            [base_url, active, Jsonb(encrypted_credentials), removed_names, clock.now(), code],
        )
        changes = {"base_url": base_url, "is_active": active, "credentials": sorted(new_credentials) or None}
        record_act(
            connection, "source_changed", code, **{name: value for name, value in changes.items() if value is not None}
        )


def check_credential_names(code: str, names: Iterable[str]) -> None:
    """Raise SettingError for a name that is no credential of this provider."""
    provider = PROVIDERS[require_provider_code(code)]
    unknown_names = sorted(set(names) - set(provider.credential_names))
    if unknown_names:
        accepted_names = ", ".join(provider.credential_names) or "none"
        raise SettingError(f"{code} has no credential {unknown_names[0]!r}; it takes: {accepted_names}")


def list_providers() -> list[dict[str, Any]]:
    """Return every provider with its settings; of credentials only the names of those that are set."""
    with psycopg.connect(libpq_url("pipeline"), row_factory=dict_row) as connection:
        rows = connection.execute(
            "select s.code, s.name, s.type, s.base_url, s.is_active,"
            " array(select jsonb_object_keys(coalesce(s.credentials, '{}')) order by 1) as credentials_set,"
            " (select count(*) from ats_organizations o where o.job_source_id = s.id) as boards"
            " from job_sources s order by s.code"
        ).fetchall()
    for row in rows:
        provider = PROVIDERS.get(row["code"])
        required_names = provider.credential_names if provider else ()
        row["credentials_missing"] = [name for name in required_names if name not in row["credentials_set"]]
    return rows


def add_boards(code: str, slugs: Iterable[str]) -> int:
    """Add boards of one provider and return how many were new."""
    return add_named_boards(code, dict.fromkeys(slugs))


def add_named_boards(code: str, names_by_slug: Mapping[str, str | None]) -> int:
    """Add boards of one provider by slug, each with its display name or None, and return how many were new."""
    return _insert_boards(
        [(require_provider_code(code), _clean_slug(code, slug), name) for slug, name in names_by_slug.items()]
    )


def import_boards(path: Path) -> int:
    """Add the boards of a CSV file with the columns code, slug and (may be empty) name; return how many were new.

    Raises SettingError naming every invalid line; then nothing is imported.
    """
    rows: list[tuple[str, str, str | None]] = []
    problems: list[str] = []
    for number, record in _read_csv_records(path):
        try:
            code = require_provider_code((record.get("code") or "").strip())
            rows.append(
                (
                    code,
                    _clean_slug(code, record.get("slug") or ""),
                    (record.get("name") or "").strip() or None,
                )
            )
        except SettingError as error:
            problems.append(f"line {number}: {error}")
    if problems:
        raise SettingError(f"{path.name}: nothing was imported. " + "; ".join(problems[:10]))
    return _insert_boards(rows)


def list_boards(code: str | None = None) -> list[dict[str, Any]]:
    """Return every board with its last complete fetch and its number of open listings."""
    with psycopg.connect(libpq_url("pipeline"), row_factory=dict_row) as connection:
        return connection.execute(
            "select s.code, o.slug, o.display_name as name, o.last_sync_at, o.sync_status, o.sync_error,"
            " (select count(*) from landing.presence p where p.ats_organization_id = o.id and p.is_open) as open"
            " from ats_organizations o join job_sources s on s.id = o.job_source_id"
            " where %s::text is null or s.code = %s order by s.code, o.slug",
            [code, require_provider_code(code) if code else None],
        ).fetchall()


def list_boards_to_fetch(
    connection: psycopg.Connection, provider: JobProvider, slugs: Sequence[str] | None
) -> list[BoardToFetch]:
    """Return the boards of an active provider, or those named; raise UnknownNameError for a name it lacks."""
    settings = connection.execute(
        "select id, base_url, credentials, is_active from job_sources where code = %s", [provider.code]
    ).fetchone()
    if settings is None:
        raise UnknownNameError(f"{provider.code} is not in the database yet; run: jobledger db migrate")
    provider_id, base_url, encrypted_credentials, is_active = settings
    if not is_active:
        raise SettingError(
            f"{provider.code} is switched off; to use it: jobledger sources set {provider.code} --active"
        )
    credentials = {name: secrets.decrypt(value) for name, value in (encrypted_credentials or {}).items()}
    parameters = {"source": provider_id, "slugs": None if slugs is None else list(slugs)}
    rows = connection.execute(_SELECT_BOARDS, parameters).fetchall()
    missing_slugs = sorted(set(slugs or ()) - {slug for _, slug, _, _ in rows})
    if missing_slugs:
        raise UnknownNameError(
            f"{provider.code} has no board {missing_slugs[0]!r}; "
            f"to add it: jobledger boards add {provider.code} {missing_slugs[0]!r}"
        )
    return [
        BoardToFetch(
            BoardRef(provider.code, slug, provider_id, board_id),
            ProviderBoard(
                provider.code,
                slug,
                base_url or provider.base_url,
                credentials,
                metadata,
                {address: (etag, last_modified) for address, (etag, last_modified) in cache_validators.items()},
            ),
        )
        for board_id, slug, metadata, cache_validators in rows
    ]


def _insert_boards(rows: Sequence[tuple[str, str, str | None]]) -> int:
    sync_providers()
    now = clock.now()
    with psycopg.connect(libpq_url("pipeline")) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "insert into ats_organizations (id, job_source_id, slug, display_name, metadata, created_at, updated_at)"
            " values (%s, %s, %s, %s, '{}', %s, %s) on conflict (job_source_id, slug) do nothing",
            [(organization_id(code, slug), source_id(code), slug, name, now, now) for code, slug, name in rows],
        )
        added = cursor.rowcount
        for code in sorted({code for code, _slug, _name in rows}) if added else ():
            record_act(connection, "boards_added", code, boards=[slug for other, slug, _name in rows if other == code])
        return added


def _read_csv_records(path: Path) -> Iterable[tuple[int, dict[str, str | None]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} cannot be read as UTF-8 text: {error}") from error
    reader = csv.DictReader(text.splitlines())
    if not {"code", "slug"} <= set(reader.fieldnames or ()):
        raise SettingError(f"{path.name} needs a first line with the columns code,slug,name")
    for record in reader:
        yield reader.line_num, record


def _clean_slug(code: str, slug: str) -> str:
    clean_slug = slug.strip()
    if not clean_slug or len(clean_slug) > MAX_SLUG_LENGTH or not clean_slug.isprintable():
        raise SettingError(f"{slug!r} is not a board name for {code}")
    try:
        PROVIDERS[code].check_slug(clean_slug)
    except NotConfigured as error:
        raise SettingError(str(error)) from error
    return clean_slug


def _clean_url(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingError(f"{url!r} is not an http or https address")
    return url.strip().rstrip("/")
