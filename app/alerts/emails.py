"""The letter that tells what an alert found. Which jobs, and why they match, is the caller's (app.alerts)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.kit.formats import counted
from app.mail.emails import Letter, _letter, _web, one_line

# So many jobs are described; those beyond get a line each, that a letter never grows too large to arrive.
DESCRIBED = 25
_TITLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class FoundJob:
    """A job as the letter shows it; texts may be empty, `link` is our own page of it."""

    title: str
    company: str
    place: str
    pay: str
    link: str
    source: str
    why: Sequence[str]
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """Where the letter leads: all that the search finds, the person's alerts, and out of this one."""

    search: str
    alerts: str
    unsubscribe: str


def alert_report(search: str, jobs: Sequence[FoundJob], links: Links) -> Letter:
    """To the owner of an alert whose search, in words, is `search`; at least one job."""
    tidy = [
        replace(
            job,
            title=one_line(job.title, _TITLE_LENGTH),
            company=one_line(job.company),
            place=one_line(job.place),
            source=one_line(job.source, _TITLE_LENGTH),
            why=tuple(one_line(reason, _TITLE_LENGTH) for reason in job.why),
            link=_web(job.link),
        )
        for job in jobs
    ]
    letter = _letter(
        "alert_report",
        f"{counted(len(jobs), 'new job')} for {search}",
        search=one_line(search, _TITLE_LENGTH),
        count=counted(len(jobs), "new job"),
        jobs=tidy[:DESCRIBED],
        more=tidy[DESCRIBED:],
        search_link=_web(links.search),
        alerts_link=_web(links.alerts),
        unsubscribe_link=_web(links.unsubscribe),
    )
    # RFC 8058: with both headers a mail program can offer to end the alert with one click.
    headers = {"List-Unsubscribe": f"<{links.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return replace(letter, headers=MappingProxyType(headers))
