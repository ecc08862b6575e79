"""Render the email that reminds of follow-ups. Who gets one, and when, is app.applications.reminders' business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.mail.emails import Email, check_link, render_email, shorten_to_line

# Further follow-ups are only counted, so that an email never grows too large to arrive.
MAX_NAMED_FOLLOW_UPS = 40
_MAX_TITLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An application to follow up on `day` (formatted); `link` is its page. `company` may be empty."""

    title: str
    company: str
    day: str
    link: str


def build_reminder_email(follow_ups: Sequence[FollowUp], all_link: str) -> Email:
    """Return the email about at least one follow-up that is due."""
    cleaned_follow_ups = [
        replace(
            follow_up,
            title=shorten_to_line(follow_up.title, _MAX_TITLE_LENGTH),
            company=shorten_to_line(follow_up.company),
            link=check_link(follow_up.link),
        )
        for follow_up in follow_ups
    ]
    first = (
        f"{cleaned_follow_ups[0].title}, {cleaned_follow_ups[0].company}"
        if cleaned_follow_ups[0].company
        else cleaned_follow_ups[0].title
    )
    if len(cleaned_follow_ups) == 1:
        subject = _("Follow up: {application}").format(application=first)
    else:
        subject = ngettext(
            "{count} application to follow up", "{count} applications to follow up", len(cleaned_follow_ups)
        ).format(count=formats.count(len(cleaned_follow_ups)))
    return render_email(
        "follow_up_reminder",
        subject,
        count=len(cleaned_follow_ups),
        follow_ups=cleaned_follow_ups[:MAX_NAMED_FOLLOW_UPS],
        more=max(0, len(cleaned_follow_ups) - MAX_NAMED_FOLLOW_UPS),
        all_link=check_link(all_link),
    )
