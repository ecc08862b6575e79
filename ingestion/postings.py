"""Define what a fetch hands to landing and what a provider's file hands to the parsers. No I/O.

A posting is a provider's raw record of one job; a listing is our normalised row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypedDict


class PostingPlace(TypedDict, total=False):
    """One place of a posting in the provider's own words; missing parts are absent or None."""

    text: str | None
    city: str | None
    region: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


class RawFields(TypedDict, total=False):
    """A posting's fields as picked from the payload, uninterpreted; absent or None where the provider says nothing.

    `employment`, `workplace`, `level`, `salary_period` are the provider's own words. Dates are the provider's own text,
    or epoch milliseconds. `salary_text` is prose that may hold pay. `places` has the primary place first.
    """

    title: str | None
    company: str | None
    company_website: str | None
    places: list[PostingPlace]
    html: str | None
    text: str | None
    salary_min: float | None
    salary_max: float | None
    currency: str | None
    salary_period: str | None
    salary_text: str | None
    salary_is_estimated: bool | None
    workplace: str | None
    is_remote: bool | None
    employment: str | None
    level: str | None
    department: str | None
    categories: list[str]
    url: str | None
    posted_at: str | int | None
    expires_at: str | int | None
    requisition_key: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Posting:
    """One job as the provider sent it: `payload` is JSON text (UTF-8), `payload_hash` 32 hex digits of its canonical
    form.

    `is_closed` is true only where the provider itself says the job is closed (USAJobs HistoricJoa).
    """

    external_id: str
    payload: bytes
    payload_hash: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class RejectedPosting:
    """A record that could not be read, kept word for word with the reason; `external_id` where it could be read."""

    payload: str
    reason: str
    external_id: str | None = None


@dataclass(slots=True)
class FetchResult:
    """Everything one fetch of one board returned.

    `is_complete` is true only if the provider's whole list was read; `incomplete_reason` says why not. `format_error`
    says why the records cannot be trusted; then the fetch is incomplete and its run an error, whatever it landed. With
    `is_not_modified` the provider confirmed (304) that nothing changed since the last landed fetch, and `postings` is
    empty. `closes_absent_listings` is false where the response is an archive or a window, so that absence means
    nothing. `cache_validators` maps redacted addresses to (ETag, Last-Modified). `new_keys` are top-level keys that
    postings of this provider did not have before: its format has changed.
    """

    postings: list[Posting] = field(default_factory=list)
    rejected_records: list[RejectedPosting] = field(default_factory=list)
    is_complete: bool = True
    incomplete_reason: str | None = None
    format_error: str | None = None
    is_not_modified: bool = False
    closes_absent_listings: bool = True
    display_name: str | None = None
    size: int = 0
    calls: int = 0
    cache_validators: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    new_keys: set[str] = field(default_factory=set)


Payload = dict[str, Any]
