"""Draw earlier applications: to the same listing, to the same job elsewhere, to the same company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from markupsafe import Markup

from app.applications.earlier_applications import EarlierApplication, Relation
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.ui import widgets

_APPLIED_PHRASES: dict[Relation, str] = {
    "listing": N_("You applied to this job on {day}."),
    "job": N_("You already applied to this job on {day}."),
    "company": N_("You already applied to this company on {day}."),
}
_PLANNED_PHRASES: dict[Relation, str] = {
    "listing": N_("You plan to apply to this job."),
    "job": N_("You already plan to apply to this job."),
    "company": N_("You already plan to apply to this company."),
}
_MAX_LISTED = 5


def render_earlier_applications(earlier: Sequence[EarlierApplication], zone: tzinfo) -> Markup:
    """Return the closest relation as a sentence, then each application with a link."""
    first = earlier[0]
    if first.applied_at:
        sentence = _(_APPLIED_PHRASES[first.relation]).format(day=formats.day(first.applied_at, zone))
    else:
        sentence = _(_PLANNED_PHRASES[first.relation])
    rows = Markup().join(_render_row(application, zone) for application in earlier[:_MAX_LISTED])
    hidden = len(earlier) - _MAX_LISTED
    if hidden > 0:
        more = ngettext("and {count} more", "and {count} more", hidden).format(count=formats.count(hidden))
        rows += Markup("<li>{}</li>").format(more)
    kind = "note" if first.relation == "company" else "warn"
    return widgets.banner(kind, sentence, Markup('<ul class="jl-before">{}</ul>').format(rows))


def _render_row(application: EarlierApplication, zone: tzinfo) -> Markup:
    status = _("planned")
    if application.applied_at:
        status = _("applied on {day}").format(day=formats.day(application.applied_at, zone))
    return Markup('<li><a href="/applications?id={id}" target="_self">{title}</a>, {rest}</li>').format(
        id=application.id,
        title=application.title,
        rest=_("{company}, {status} ({stage})").format(
            company=application.company or _("company not named"),
            status=status,
            stage=application.stage or _("no stage"),
        ),
    )
