"""Load listings as cards, with their pay and provider, in a few queries for a whole page.

Not here: which listings are shown, and in which order; the caller decides that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlalchemy.orm import Session

from app.kit.tables import companies, documents, job_listings, job_sources, job_tags, listing_tags, locations

# Marks around matching words in a snippet; control characters, so that no provider's text can contain them.
MARK_START, MARK_END = "\x02", "\x03"
_HEADLINE_OPTIONS = f"StartSel={MARK_START},StopSel={MARK_END},MaxWords=42,MinWords=24,MaxFragments=1"
_SNIPPET_LENGTH = 420
_START_LENGTH = 24
_LISTING_COLUMNS = ("id", "title", "workplace_type", "employment_type", "experience_level", "closed_at", "url")
_PAY_COLUMNS = ("salary_min", "salary_max", "currency", "salary_period", "salary_is_estimated")


@dataclass(frozen=True, slots=True)
class Pay:
    """The pay a job post states, in `currency` (ISO 4217) per `period` (hour, day, week, month, year)."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    period: str | None
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider of a listing, with the attribution its terms require."""

    code: str
    name: str
    attribution: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """A listing as the feed shows it. `snippet` is plain text with matching words between MARK_START and MARK_END."""

    id: UUID
    title: str
    company: str | None
    location: str | None
    workplace_type: str | None
    employment_type: str | None
    experience_level: str | None
    pay: Pay
    posted_at: datetime
    closed_at: datetime | None
    url: str | None
    provider: Provider
    snippet: str
    skills: tuple[str, ...] = ()


def load_cards(session: Session, ids: Sequence[UUID], keywords: str = "") -> tuple[Card, ...]:
    """Return the cards of these listings, in this order; unknown ids are skipped."""
    rows = {row.id: row for row in session.execute(_select_cards(ids, keywords))}
    skills = _load_skills(session, ids)
    return tuple(
        replace(_create_card(rows[listing_id]), skills=skills.get(listing_id, ()))
        for listing_id in ids
        if listing_id in rows
    )


def _select_cards(ids: Sequence[UUID], keywords: str) -> Select[Any]:
    text = func.left(job_listings.c.description, _SNIPPET_LENGTH)
    if keywords:
        dictionary = func.ops.dictionary_of(documents.c.language, type_=REGCONFIG)
        query = func.ops.headline_query(keywords, dictionary)
        text = func.ts_headline(dictionary, func.left(job_listings.c.description, 6_000), query, _HEADLINE_OPTIONS)
    return (
        select(
            *(job_listings.c[name] for name in (*_LISTING_COLUMNS, *_PAY_COLUMNS)),
            func.coalesce(job_listings.c.posted_at, job_listings.c.ingested_at).label("since"),
            companies.c.name.label("company"),
            locations.c.raw_text,
            locations.c.city,
            locations.c.region,
            locations.c.country,
            job_sources.c.code,
            job_sources.c.name.label("source_name"),
            job_sources.c.attribution,
            text.label("snippet"),
            func.left(job_listings.c.description, _START_LENGTH).label("start"),
        )
        .join(job_sources, job_sources.c.id == job_listings.c.job_source_id)
        .outerjoin(documents, documents.c.listing_id == job_listings.c.id)
        .outerjoin(companies, companies.c.id == job_listings.c.company_id)
        .outerjoin(locations, locations.c.id == job_listings.c.location_id)
        .where(job_listings.c.id.in_(ids))
    )


def _create_card(row: Row[Any]) -> Card:
    """Return a card from a row of the card query, without its skills."""
    return Card(
        id=row.id,
        title=row.title,
        company=row.company,
        location=format_place_name(row.city, row.region, row.country, row.raw_text),
        workplace_type=row.workplace_type,
        employment_type=row.employment_type,
        experience_level=row.experience_level,
        pay=Pay(row.salary_min, row.salary_max, row.currency, row.salary_period, bool(row.salary_is_estimated)),
        posted_at=row.since,
        closed_at=row.closed_at,
        url=row.url,
        provider=Provider(row.code, row.source_name, row.attribution),
        snippet=_format_snippet(row.snippet or "", row.start or ""),
    )


def _format_snippet(excerpt: str, start: str) -> str:
    """Return the excerpt on one line, with "…" before it where it is not the start of the text."""
    line = " ".join(excerpt.split())
    plain = line.replace(MARK_START, "").replace(MARK_END, "")
    return line if plain.startswith(" ".join(start.split())[: _START_LENGTH // 2]) else f"… {line}"


def format_place_name(city: str | None, region: str | None, country: str | None, raw: str | None) -> str | None:
    """Return a place on one line: city, region and country where known, else the provider's text."""
    parts = dict.fromkeys(part for part in (city, region, country) if part)
    return ", ".join(parts) or raw or None


def _load_skills(session: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    rows = session.execute(
        select(listing_tags.c.job_listing_id, job_tags.c.name)
        .join(job_tags, job_tags.c.id == listing_tags.c.job_tag_id)
        .where(listing_tags.c.job_listing_id.in_(list(ids)), listing_tags.c.confidence > 0, job_tags.c.type == "skill")
        .order_by(listing_tags.c.confidence.desc(), job_tags.c.name)
    )
    skills: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        skills[row.job_listing_id].append(row.name)
    return {listing_id: tuple(names) for listing_id, names in skills.items()}
