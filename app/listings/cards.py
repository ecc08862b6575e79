"""What a list shows of a listing: the card, its pay and its provider, in a few queries for a whole page.

Which listings are shown, and in which order, is the caller's business.
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

# Marks around found words in a snippet; control characters, so that no provider's text can hold them.
FOUND, END = "\x02", "\x03"
_HEADLINE = f"StartSel={FOUND},StopSel={END},MaxWords=42,MinWords=24,MaxFragments=1"
_SNIPPET = 420
_BEGINNING = 24
_OF_LISTING = ("id", "title", "workplace_type", "employment_type", "experience_level", "closed_at", "url")
_OF_PAY = ("salary_min", "salary_max", "currency", "salary_period", "salary_is_estimated")


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as advertised, in `currency` (ISO 4217) per `period` (hour, day, week, month, year)."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    period: str | None
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a listing comes from, and the wording its terms ask to be shown."""

    code: str
    name: str
    attribution: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a listing. `snippet` is plain text with found words between FOUND and END."""

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


def cards(session: Session, ids: Sequence[UUID], keywords: str = "") -> tuple[Card, ...]:
    """The cards of these listings, in this order; unknown ids are left out."""
    found = {row.id: row for row in session.execute(_card_rows(ids, keywords))}
    skills = _skills(session, ids)
    return tuple(replace(_card(found[one]), skills=skills.get(one, ())) for one in ids if one in found)


def _card_rows(ids: Sequence[UUID], keywords: str) -> Select[Any]:
    text = func.left(job_listings.c.description, _SNIPPET)
    if keywords:
        spoken = func.ops.dictionary_of(documents.c.language, type_=REGCONFIG)
        wanted = func.ops.headline_query(keywords, spoken)
        text = func.ts_headline(spoken, func.left(job_listings.c.description, 6_000), wanted, _HEADLINE)
    return (
        select(
            *(job_listings.c[name] for name in (*_OF_LISTING, *_OF_PAY)),
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
            func.left(job_listings.c.description, _BEGINNING).label("beginning"),
        )
        .join(job_sources, job_sources.c.id == job_listings.c.job_source_id)
        .outerjoin(documents, documents.c.listing_id == job_listings.c.id)
        .outerjoin(companies, companies.c.id == job_listings.c.company_id)
        .outerjoin(locations, locations.c.id == job_listings.c.location_id)
        .where(job_listings.c.id.in_(ids))
    )


def _card(row: Row[Any]) -> Card:
    """A card from a row of the card query, without its skills."""
    return Card(
        id=row.id,
        title=row.title,
        company=row.company,
        location=place_name(row.city, row.region, row.country, row.raw_text),
        workplace_type=row.workplace_type,
        employment_type=row.employment_type,
        experience_level=row.experience_level,
        pay=Pay(row.salary_min, row.salary_max, row.currency, row.salary_period, bool(row.salary_is_estimated)),
        posted_at=row.since,
        closed_at=row.closed_at,
        url=row.url,
        provider=Provider(row.code, row.source_name, row.attribution),
        snippet=_snippet(row.snippet or "", row.beginning or ""),
    )


def _snippet(found: str, beginning: str) -> str:
    """The found stretch on one line, with "…" before it where it is not the text's beginning."""
    line = " ".join(found.split())
    plain = line.replace(FOUND, "").replace(END, "")
    return line if plain.startswith(" ".join(beginning.split())[: _BEGINNING // 2]) else f"… {line}"


def place_name(city: str | None, region: str | None, country: str | None, raw: str | None) -> str | None:
    """A place in one line: city, region and country where known, else the provider's own words."""
    known = dict.fromkeys(part for part in (city, region, country) if part)
    return ", ".join(known) or raw or None


def _skills(session: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    rows = session.execute(
        select(listing_tags.c.job_listing_id, job_tags.c.name)
        .join(job_tags, job_tags.c.id == listing_tags.c.job_tag_id)
        .where(listing_tags.c.job_listing_id.in_(list(ids)), listing_tags.c.confidence > 0, job_tags.c.type == "skill")
        .order_by(listing_tags.c.confidence.desc(), job_tags.c.name)
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        found[row.job_listing_id].append(row.name)
    return {listing_id: tuple(names) for listing_id, names in found.items()}
