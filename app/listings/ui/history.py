"""The lower part of a listing's page as HTML: timeline, differences between versions, the way back. All escaped."""

from __future__ import annotations

from datetime import tzinfo

from app.kit import formats
from app.kit.text import escaped
from app.listings import differences
from app.listings.history import Event, Run, Version
from app.listings.queries import Board, Listing

_HAPPENED = {"opened": "Opened", "changed": "Changed", "closed": "Closed", "reopened": "Opened again"}
WHY_CLOSED = {
    "absent": "no longer in the complete list the source answered with",
    "provider_closed": "the source itself said so",
}


def timeline(events: tuple[Event, ...], versions: tuple[Version, ...], zone: tzinfo) -> str:
    """What happened when, newest first."""
    numbers = {version.payload_hash: version.number for version in versions}
    return f'<ol class="jl-timeline">{"".join(_event(event, numbers, zone) for event in reversed(events))}</ol>'


def _event(event: Event, numbers: dict[str, int], zone: tzinfo) -> str:
    title = _HAPPENED.get(event.kind, event.kind)
    number = numbers.get(event.payload_hash)
    detail = WHY_CLOSED.get(event.reason or "", "")
    if event.kind in {"opened", "changed"} and number:
        detail = f"version {number}"
    return (
        f'<li class="jl-{escaped(event.kind)}"><b>{escaped(title)}</b>{": " if detail else ""}{escaped(detail)}'
        f"<time>{escaped(formats.moment(event.at, zone))}</time></li>"
    )


def version_facts(version: Version, zone: tzinfo) -> dict[str, str | None]:
    """A version's facts in words, by name, for comparing."""
    pay = version.pay
    return {
        "Title": version.title,
        "Company": version.company,
        "Place": version.location,
        "Pay": formats.money(pay.low, pay.high, pay.currency, pay.period, estimated=pay.is_estimated) or None,
        "Workplace": formats.word(version.workplace_type, formats.WORKPLACES) or None,
        "Employment": formats.word(version.employment_type, formats.EMPLOYMENTS) or None,
        "Level": formats.word(version.experience_level, formats.LEVELS) or None,
        "Department": version.department,
        "Posted": formats.moment(version.posted_at, zone) if version.posted_at else None,
        "Expires": formats.day(version.expires_at, zone) if version.expires_at else None,
        "Address": version.url,
        "Skills": ", ".join(version.skills) or None,
    }


def changes(before: Version, after: Version, zone: tzinfo) -> str:
    """What differs between two versions: facts as a list, then the text with what came and went marked."""
    facts_changed = differences.facts(version_facts(before, zone), version_facts(after, zone))
    text_changed = differences.text(before.text, after.text)
    if not facts_changed and not text_changed:
        return (
            '<p class="jl-quiet">Nothing a reader would see: the answer differs in parts that are not shown here. '
            "Compare the stored answers to see them.</p>"
        )
    listed = "".join(_fact_change(change) for change in facts_changed)
    text = "".join(_paragraph(paragraph) for paragraph in text_changed)
    return (f'<dl class="jl-facts jl-changes">{listed}</dl>' if listed else "") + (
        f'<div class="jl-diff">{text}</div>' if text else '<p class="jl-quiet">The text stayed the same.</p>'
    )


def _fact_change(change: differences.FactChange) -> str:
    gone = f"<del>{escaped(change.before)}</del> " if change.before else ""
    came = f"<ins>{escaped(change.after)}</ins>" if change.after else '<span class="jl-quiet">no longer stated</span>'
    return f"<div><dt>{escaped(change.name)}</dt><dd>{gone}{came}</dd></div>"


def _paragraph(paragraph: differences.Paragraph) -> str:
    tags = {"same": "span", "added": "ins", "removed": "del"}
    first = paragraph.pieces[0] if paragraph.pieces else None
    if first and first.kind == "skipped":
        return f'<p class="jl-skipped">{formats.counted(int(first.text), "paragraph")} unchanged</p>'
    inner = "".join(f"<{tags[one.kind]}>{escaped(one.text)}</{tags[one.kind]}>" for one in paragraph.pieces)
    return f"<p>{inner}</p>"


def way_back(listing: Listing, version: Version, zone: tzinfo) -> str:
    """From the listing to the stored answer: version, run, board and source."""
    board = listing.board
    steps = [
        (
            "This listing",
            f'{escaped(listing.card.title)}<br><span class="jl-mono">{listing.card.id}</span>',
        ),
        (
            f"Version {version.number}, payload hash",
            f'<span class="jl-mono">{escaped(version.payload_hash)}</span><br>'
            f"captured {escaped(formats.moment(version.captured_at, zone))}, read by parser version "
            f"{version.parser_version}",
        ),
        ("The run that fetched it", _run(version.run, zone)),
        ("The board it was on", _board(board)),
    ]
    return f'<ol class="jl-chain">{"".join(f"<li><b>{title}</b>{detail}</li>" for title, detail in steps)}</ol>'


def _run(run: Run | None, zone: tzinfo) -> str:
    if run is None:
        return "This run is no longer recorded."
    return (
        f'<span class="jl-mono">{run.id}</span><br>started {escaped(formats.moment(run.started_at, zone))}, '
        f"{escaped(run.status)}, {formats.counted(run.result_count, 'posting')} in its answer"
    )


def _board(board: Board) -> str:
    name = f"{escaped(board.name)} " if board.name else ""
    address = f'<br><span class="jl-mono">{escaped(board.base_url)}</span>' if board.base_url else ""
    return f"{name}({escaped(board.slug)}) at {escaped(board.source_name)}{address}"


def version_label(version: Version, zone: tzinfo, *, newest: bool) -> str:
    """A version's one line: number and time."""
    mark = ", the newest" if newest else ""
    return f"Version {version.number}{mark}: {formats.moment(version.captured_at, zone)}"
