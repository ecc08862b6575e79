"""Format the history of a listing: timeline, differences between versions, origin. Text is escaped by Markup."""

from __future__ import annotations

from datetime import tzinfo

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.listings import differences
from app.listings.history import FetchRun, ListingEvent, ListingVersion
from app.listings.queries import Listing, ListingBoard

_EVENT_LABELS = {"opened": N_("Opened"), "changed": N_("Changed"), "closed": N_("Closed"), "reopened": N_("Reopened")}
CLOSE_REASONS = {
    "absent": N_("No longer listed by the source."),
    "provider_closed": N_("Closed by the source."),
}
_FACT_NAMES = (
    N_("Title"),
    N_("Company"),
    N_("Place"),
    N_("Pay"),
    N_("Workplace"),
    N_("Employment"),
    N_("Level"),
    N_("Department"),
    N_("Posted"),
    N_("Expires"),
    N_("URL"),
    N_("Skills"),
)
_DIFFERENCE_HTML = {
    "same": Markup("<span>{}</span>"),
    "added": Markup("<ins>{}</ins>"),
    "removed": Markup("<del>{}</del>"),
}
_MONO_HTML = Markup('<span class="jl-mono">{}</span>')
_QUIET_HTML = Markup('<p class="jl-quiet">{}</p>')


def format_timeline(events: tuple[ListingEvent, ...], versions: tuple[ListingVersion, ...], zone: tzinfo) -> Markup:
    """Return the events as a list, newest first."""
    numbers = {version.payload_hash: version.number for version in versions}
    items = Markup("").join(_format_event(event, numbers, zone) for event in reversed(events))
    return Markup('<ol class="jl-timeline">{}</ol>').format(items)


def _format_event(event: ListingEvent, numbers: dict[str, int], zone: tzinfo) -> Markup:
    number = numbers.get(event.payload_hash)
    detail = _(CLOSE_REASONS[event.reason]) if event.reason in CLOSE_REASONS else ""
    if event.kind in {"opened", "changed"} and number:
        detail = _("Version {number}").format(number=number)
    title = formats.translate_value(event.kind, _EVENT_LABELS)
    return Markup('<li class="jl-{kind}"><b>{title}</b>{separator}{detail}<time>{time}</time></li>').format(
        kind=event.kind,
        title=title,
        separator=": " if detail else "",
        detail=detail,
        time=formats.moment(event.at, zone),
    )


def describe_version(version: ListingVersion, zone: tzinfo) -> dict[str, str | None]:
    """Return the facts of a version as text, by their untranslated names, so that two versions can be compared."""
    pay = version.pay
    values = (
        version.title,
        version.company,
        version.location,
        formats.money(pay.low, pay.high, pay.currency, pay.period, estimated=pay.is_estimated) or None,
        formats.translate_value(version.workplace_type, formats.WORKPLACE_LABELS) or None,
        formats.translate_value(version.employment_type, formats.EMPLOYMENT_LABELS) or None,
        formats.translate_value(version.experience_level, formats.LEVEL_LABELS) or None,
        version.department,
        formats.moment(version.posted_at, zone) if version.posted_at else None,
        formats.day(version.expires_at, zone) if version.expires_at else None,
        version.url,
        ", ".join(version.skills) or None,
    )
    return dict(zip(_FACT_NAMES, values, strict=True))


def format_changes(old: ListingVersion, new: ListingVersion, zone: tzinfo) -> Markup:
    """Return the differences between two versions: facts as a list, then the text with additions and removals."""
    fact_changes = differences.compare_facts(describe_version(old, zone), describe_version(new, zone))
    paragraphs = differences.compare_texts(old.text, new.text)
    if not fact_changes and not paragraphs:
        return _QUIET_HTML.format(_("No visible change. Compare the stored payloads to see what differs."))
    html = Markup("")
    if fact_changes:
        items = Markup("").join(_format_fact_change(change) for change in fact_changes)
        html += Markup('<dl class="jl-facts jl-changes">{}</dl>').format(items)
    if not paragraphs:
        return html + _QUIET_HTML.format(_("The text did not change."))
    text = Markup("").join(_format_paragraph(paragraph) for paragraph in paragraphs)
    return html + Markup('<div class="jl-diff">{}</div>').format(text)


def _format_fact_change(change: differences.FactChange) -> Markup:
    old = Markup("<del>{}</del> ").format(change.old) if change.old else ""
    if change.new:
        new = Markup("<ins>{}</ins>").format(change.new)
    else:
        new = Markup('<span class="jl-quiet">{}</span>').format(_("no longer stated"))
    return Markup("<div><dt>{}</dt><dd>{}{}</dd></div>").format(_(change.name), old, new)


def _format_paragraph(paragraph: differences.Paragraph) -> Markup:
    first = paragraph.pieces[0] if paragraph.pieces else None
    if first and first.kind == "skipped":
        count = int(first.text)
        text = ngettext("{count} unchanged paragraph", "{count} unchanged paragraphs", count)
        return Markup('<p class="jl-skipped">{}</p>').format(text.format(count=formats.count(count)))
    return Markup("<p>{}</p>").format(
        Markup("").join(_DIFFERENCE_HTML[piece.kind].format(piece.text) for piece in paragraph.pieces)
    )


def format_origin(listing: Listing, version: ListingVersion, zone: tzinfo) -> Markup:
    """Return the steps from the listing to the stored payload: version, run, board and source."""
    captured_text = _("captured {time}, parser version {parser}").format(
        time=formats.moment(version.captured_at, zone), parser=version.parser_version
    )
    lines = Markup("{}<br>{}")
    steps = (
        (_("This listing"), lines.format(listing.card.title, _MONO_HTML.format(listing.card.id))),
        (
            _("Version {number}, payload hash").format(number=version.number),
            lines.format(_MONO_HTML.format(version.payload_hash), captured_text),
        ),
        (_("Fetched by run"), _format_run(version.run, zone)),
        (_("On board"), _format_board(listing.board)),
    )
    items = Markup("").join(Markup("<li><b>{}</b>{}</li>").format(*step) for step in steps)
    return Markup('<ol class="jl-chain">{}</ol>').format(items)


def _format_run(run: FetchRun | None, zone: tzinfo) -> Markup:
    if run is None:
        return Markup(_("This run is no longer recorded."))
    text = ngettext(
        "started {time}, {status}, {count} posting", "started {time}, {status}, {count} postings", run.result_count
    )
    detail = text.format(
        time=formats.moment(run.started_at, zone), status=run.status, count=formats.count(run.result_count)
    )
    return Markup("{}<br>{}").format(_MONO_HTML.format(run.id), detail)


def _format_board(board: ListingBoard) -> Markup:
    name = f"{board.name} ({board.slug})" if board.name else f"({board.slug})"
    text = Markup(_("{board} at {source}")).format(board=name, source=board.source_name)
    return Markup("{}<br>{}").format(text, _MONO_HTML.format(board.base_url)) if board.base_url else text


def format_version_label(version: ListingVersion, zone: tzinfo, *, is_newest: bool) -> str:
    """Return the number and the time of a version."""
    text = _("Version {number} (newest): {time}") if is_newest else _("Version {number}: {time}")
    return text.format(number=version.number, time=formats.moment(version.captured_at, zone))
