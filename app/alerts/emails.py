"""Render the email of an alert. Which jobs it reports, and why they match, is app.alerts.reports' business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.mail.emails import Email, check_link, render_email, shorten_to_line

# Further jobs get one line each, so that an email never grows too large to arrive.
DESCRIBED = 25
_TITLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class MatchedJob:
    """A job as the email shows it; texts may be empty, `link` is our page of it."""

    title: str
    company: str
    place: str
    pay: str
    link: str
    source: str
    reasons: Sequence[str]
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """The links of an alert's email: the search results, the person's alerts, and unsubscribing."""

    search: str
    alerts: str
    unsubscribe: str


def alert_report(search: str, jobs: Sequence[MatchedJob], links: Links) -> Email:
    """Return the email of an alert with at least one job; `search` describes its search."""
    tidy = [
        replace(
            job,
            title=shorten_to_line(job.title, _TITLE_LENGTH),
            company=shorten_to_line(job.company),
            place=shorten_to_line(job.place),
            source=shorten_to_line(job.source, _TITLE_LENGTH),
            reasons=tuple(shorten_to_line(reason, _TITLE_LENGTH) for reason in job.reasons),
            link=check_link(job.link),
        )
        for job in jobs
    ]
    count = ngettext("{count} new job", "{count} new jobs", len(jobs)).format(count=formats.count(len(jobs)))
    email = render_email(
        "alert_report",
        _("{jobs} for {search}").format(jobs=count, search=search),
        search=shorten_to_line(search, _TITLE_LENGTH),
        count=count,
        jobs=tidy[:DESCRIBED],
        more=tidy[DESCRIBED:],
        search_link=check_link(links.search),
        alerts_link=check_link(links.alerts),
        unsubscribe_link=check_link(links.unsubscribe),
    )
    # RFC 8058: with both headers a mail program can offer one-click unsubscribe.
    headers = {"List-Unsubscribe": f"<{links.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return replace(email, headers=MappingProxyType(headers))
