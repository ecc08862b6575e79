"""Draw the preview of an import: how many rows will be added, and the first accepted and rejected ones."""

from __future__ import annotations

from datetime import datetime, tzinfo

import streamlit as st
from markupsafe import Markup

from app.applications.imports.compare import Comparison
from app.applications.imports.preview import AcceptedRow, ImportPreview, RejectedRow
from app.kit import formats
from app.kit.i18n import _, ngettext
from app.kit.ui import widgets

_MAX_ROWS = 10
_MAX_TEXT_LENGTH = 120
_TABLE_HTML = Markup(
    '<div style="overflow-x:auto" role="region" aria-label="{label}" tabindex="0"><table class="jl-table">'
    "<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
)


def render_preview(preview: ImportPreview, comparison: Comparison, zone: tzinfo) -> None:
    """Draw the counts as sentences, then a table of the first rows."""
    st.html(Markup('<h2 class="jl-section">{}</h2>').format(_("Preview")))
    st.html(Markup('<p class="jl-says">{}</p>').format(" ".join(_count_sentences(preview, comparison))))
    rows = {row.number: _format_accepted_cells(row, zone) for row in preview.accepted[:_MAX_ROWS]}
    rows |= {row.number: _format_rejected_cells(row) for row in preview.rejected[:_MAX_ROWS]}
    heads = (_("Row"), _("Title"), _("Company"), _("Stage"), _("Applied"), _("Also"))
    head = Markup('<th scope="col">{}</th>')
    row_html = Markup("<tr><td>{}</td>{}</tr>")
    st.html(
        _TABLE_HTML.format(
            label=_("Preview"),
            heads=Markup().join(head.format(name) for name in heads),
            rows=Markup().join(row_html.format(number, cells) for number, cells in sorted(rows.items())),
        )
    )


def _count_sentences(preview: ImportPreview, comparison: Comparison) -> list[str]:
    added = len(comparison.new)
    text = ngettext("{count} application will be added.", "{count} applications will be added.", added)
    sentences = [text.format(count=formats.count(added))]
    if unchanged := comparison.unchanged:
        text = ngettext(
            "{count} row is already here, or twice in the file.",
            "{count} rows are already here, or twice in the file.",
            unchanged,
        )
        sentences.append(text.format(count=formats.count(unchanged)))
    if differing := len(comparison.differing):
        text = ngettext(
            "{count} row is already here, but different: see below.",
            "{count} rows are already here, but different: see below.",
            differing,
        )
        sentences.append(text.format(count=formats.count(differing)))
    if rejected := len(preview.rejected):
        text = ngettext(
            "{count} row cannot be imported; you can download it with the reason afterwards.",
            "{count} rows cannot be imported; you can download them with the reasons afterwards.",
            rejected,
        )
        sentences.append(text.format(count=formats.count(rejected)))
    return sentences


def _format_accepted_cells(row: AcceptedRow, zone: tzinfo) -> Markup:
    new = row.application
    applied = formats.day(new.applied_at, zone) if new.applied_at else ""
    texts = (new.title, new.company, row.stage, applied, ", ".join(_list_further_contents(row, zone)))
    return Markup().join(Markup("<td>{}</td>").format(text[:_MAX_TEXT_LENGTH]) for text in texts)


def _list_further_contents(row: AcceptedRow, zone: tzinfo) -> list[str]:
    new = row.application
    interviews = [event.occurred_at for event in row.further_events if event.event_type == "interview"]
    dates: list[tuple[str, datetime | None]] = [
        (_("answered {day}"), new.response_at),
        (_("follow up {day}"), new.follow_up_at),
        (_("created {day}"), new.created_at),
        *((_("interview {day}"), interview) for interview in interviews),
    ]
    contents = [text.format(day=formats.day(at, zone)) for text, at in dates if at]
    contents += [_("notes")] * bool(new.notes) + [_("link")] * bool(new.url)
    if new.history:
        count = len(new.history)
        contents.append(ngettext("{count} event", "{count} events", count).format(count=formats.count(count)))
    if row.files:
        count = len(row.files)
        contents.append(ngettext("{count} file", "{count} files", count).format(count=formats.count(count)))
    return contents


def _format_rejected_cells(row: RejectedRow) -> Markup:
    content = " · ".join(cell for cell in row.cells if cell.strip())[:_MAX_TEXT_LENGTH]
    badge = widgets.badge(_("Rejected"), "warn")
    return Markup('<td colspan="4">{}</td><td>{} {}</td>').format(content, badge, row.reason)
