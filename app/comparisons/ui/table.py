"""Format the jobs of a comparison as a table with differences marked, and as rows of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from markupsafe import Markup

from app.comparisons.comparison_rows import ComparisonRow, list_comparison_rows
from app.comparisons.queries import ComparedJob
from app.kit.i18n import _
from app.kit.ui import widgets
from app.listings.ui import changes_since

_EXCERPT_LENGTH = 420
_QUIET_HTML = Markup('<span class="jl-quiet">{}</span>')
_TABLE_HTML = Markup(
    '<div class="jl-scroll jl-compare" tabindex="0" role="region" aria-label="{label}">'
    "<table class='jl-table'><thead><tr><th></th>{headings}</tr></thead><tbody>{facts}"
    "{skills}{changes}{texts}</tbody></table></div>"
)


def format_table(jobs: Sequence[ComparedJob], now: datetime, zone: tzinfo) -> Markup:
    """Return the comparison as HTML."""
    shared_skills = set.intersection(*(set(job.card.skills) for job in jobs)) if len(jobs) > 1 else set()
    return _TABLE_HTML.format(
        label=_("Jobs side by side"),
        headings=Markup("").join(Markup("<th scope='col'>{}</th>").format(_format_heading(job)) for job in jobs),
        facts=Markup("").join(_format_comparison_row(fact) for fact in list_comparison_rows(jobs, now)),
        skills=_format_row(_("Skills"), [_format_skills(job, shared_skills) for job in jobs]),
        changes=_format_row(_("Since you added it"), [_format_changes(job, now, zone) for job in jobs]),
        texts=_format_row(_("Text"), [_format_text(job) for job in jobs]),
    )


def create_picture(jobs: Sequence[ComparedJob], title: str, now: datetime) -> dict[str, object]:
    """Return what the browser draws the picture from: plain text, and which rows differ."""
    rows = [[fact.name, list(fact.values), fact.is_different, fact.best] for fact in list_comparison_rows(jobs, now)]
    rows.append([_("Skills"), [", ".join(job.card.skills[:10]) for job in jobs], False, None])
    return {"title": title, "jobs": [job.card.title for job in jobs], "rows": rows, "made": f"{now:%Y-%m-%d}"}


def _format_heading(job: ComparedJob) -> Markup:
    badge = widgets.badge(_("Closed"), "closed") if job.card.closed_at else ""
    link = Markup('<a href="/listing?id={}" target="_self">{}</a><div class="jl-badges">{}</div>')
    return link.format(job.card.id, job.card.title, badge)


def _format_row(name: str, contents: Sequence[Markup]) -> Markup:
    cells = Markup("").join(Markup("<td>{}</td>").format(content) for content in contents)
    return Markup("<tr><th scope='row'>{}</th>{}</tr>").format(name, cells)


def _format_comparison_row(row: ComparisonRow) -> Markup:
    best, other = Markup('<td class="jl-best">{}</td>'), Markup("<td>{}</td>")
    unknown = _QUIET_HTML.format(_("not stated"))
    cells = Markup("").join(
        (best if number == row.best else other).format(value or unknown) for number, value in enumerate(row.values)
    )
    note = Markup(' <span class="jl-differs" title="{}">{}</span>').format(_("The jobs differ here"), _("differs"))
    return Markup("<tr><th scope='row'>{}{}</th>{}</tr>").format(row.name, note if row.is_different else "", cells)


def _format_skills(job: ComparedJob, shared_skills: set[str]) -> Markup:
    """Return the job's skills; those that all jobs have are drawn paler."""
    if not job.card.skills:
        return _QUIET_HTML.format(_("none named"))
    chip = Markup('<span class="jl-chip{}">{}</span>')
    chips = (chip.format(" jl-chip-shared" if name in shared_skills else "", name) for name in job.card.skills)
    return Markup('<div class="jl-badges">{}</div>').format(Markup("").join(chips))


def _format_text(job: ComparedJob) -> Markup:
    plain = " ".join(job.text.split())
    if not plain:
        return _QUIET_HTML.format(_("No description"))
    if len(plain) <= _EXCERPT_LENGTH:
        return Markup("<p>{}</p>").format(plain)
    details = Markup('<details><summary>{} … <b>{}</b></summary><p class="jl-plain">{}</p></details>')
    return details.format(plain[:_EXCERPT_LENGTH].rsplit(" ", 1)[0], _("More"), job.text)


def _format_changes(job: ComparedJob, now: datetime, zone: tzinfo) -> Markup:
    lines = [_QUIET_HTML.format(Markup(_("Added {time}")).format(time=widgets.time_ago(job.added_at, now, zone)))]
    if job.card.closed_at and job.card.closed_at > job.added_at:
        badge = widgets.badge(_("Closed"), "closed")
        lines.append(Markup("{} {}").format(badge, widgets.time_ago(job.card.closed_at, now, zone)))
    if job.changes:
        line = Markup('{badge} {summary}. <a href="/listing?id={id}&amp;view=history" target="_self">{link}</a>')
        lines.append(
            line.format(
                badge=widgets.badge(_("Changed"), "warn"),
                summary=changes_since.summarise_changes(*job.changes, zone),
                id=job.card.id,
                link=_("See changes"),
            )
        )
    return Markup("<br>").join(lines)
