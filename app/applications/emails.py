"""The letter that reminds of follow-ups. Whose are due, and when, is the caller's (app.applications)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.kit.formats import counted
from app.mail.emails import Letter, _letter, _web, one_line

# So many are named, that a letter never grows too large to arrive.
NAMED = 40
_TITLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An application to follow up: `day` in words, `link` its own page. `company` may be empty."""

    title: str
    company: str
    day: str
    link: str


def follow_up_reminder(due: Sequence[FollowUp], all_link: str) -> Letter:
    """To someone with at least one follow-up that is due."""
    tidy = [
        replace(one, title=one_line(one.title, _TITLE_LENGTH), company=one_line(one.company), link=_web(one.link))
        for one in due
    ]
    first = f"{tidy[0].title}, {tidy[0].company}" if tidy[0].company else tidy[0].title
    subject = f"Follow up: {first}" if len(tidy) == 1 else f"{counted(len(tidy), 'application')} to follow up"
    return _letter(
        "follow_up_reminder", subject, count=len(tidy), due=tidy[:NAMED], more=len(tidy) - len(tidy[:NAMED]),
        all_link=_web(all_link),
    )  # fmt: skip
