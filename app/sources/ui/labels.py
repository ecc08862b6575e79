"""How sources and boards read: states, budgets, tables. What is from outside is escaped; nothing calls Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets
from app.sources.queries import STALE, Board, Outbox, Run, Source, Spent

_PERIODS = {"minute": "this minute", "day": "today", "week": "this week", "month": "this month"}
_RUNS = {"running": "under way", "success": "complete", "partial": "not complete", "error": "failed"}
_LONGEST_ERROR = 400
# Letters are sent within seconds; one that waits this long says that something is wrong.
_LATE = timedelta(minutes=15)


def figures(sources: Sequence[Source], outbox: Outbox) -> str:
    """The four figures on top: what runs, what is in trouble, what is open, what waits."""
    active = [source for source in sources if source.is_active]
    failing = sum(source.failing for source in active)
    shown = (
        ("Sources asked", f"{len(active)} of {len(sources)}", f"{len(sources) - len(active)} paused"),
        ("Boards", formats.count(sum(one.boards for one in sources)), f"{formats.count(failing)} failed last time"),
        ("Open listings", formats.count(sum(source.listings for source in sources)), "at each last complete fetch"),
        ("Letters waiting", formats.count(outbox.queued), f"{formats.count(outbox.given_up)} given up"),
    )
    cards = "".join(
        f'<div class="jl-figure"><dt>{name}</dt><dd>{value}</dd><dd class="jl-meaning">{meaning}</dd></div>'
        for name, value, meaning in shown
    )
    return f'<dl class="jl-figures">{cards}</dl>'


def source(one: Source, now: datetime, zone: tzinfo) -> str:
    """A source: its state, boards, newest complete fetch, open listings and budget."""
    fetched = f"newest complete fetch {widgets.when(one.newest, now, zone)}" if one.newest else "never fetched"
    facts = [
        formats.counted(one.boards, "board"),
        *([f"<b>{formats.count(one.failing)} failed</b>"] if one.failing else []),
        fetched,
        f"{formats.count(one.listings)} open",
        *([f"{formats.counted(one.records, 'rejected record')}"] if one.records else []),
    ]
    budget = "".join(f"<div>{_spent(spent)}</div>" for spent in one.spent)
    return (
        f'<div class="jl-badges"><b>{escaped(one.name)}</b>{_state(one, now)}</div>'
        f'<div class="jl-quiet jl-small">{" · ".join(facts)}</div><div class="jl-quiet jl-small">{budget}</div>'
    )


def boards(shown: Sequence[Board], now: datetime, zone: tzinfo) -> str:
    """A page of boards as a table."""
    head = (
        '<th>Board</th><th>State</th><th>Last complete fetch</th><th class="jl-number">Open</th>'
        '<th>Last run</th><th class="jl-number">New</th><th class="jl-number">Changed</th>'
        '<th class="jl-number">Closed</th>'
    )
    rows = "".join(_board(one, now, zone) for one in shown)
    return (
        '<div class="jl-scroll"><table class="jl-table jl-boards"><thead>'
        f"<tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def outbox(health: Outbox, now: datetime, zone: tzinfo) -> str:
    """The state of the letters in a sentence, with the last error."""
    if not health.queued and not health.given_up:
        return f"{widgets.badge('All sent', 'good')} No letter waits."
    late = health.oldest is not None and now - health.oldest > _LATE
    mark = widgets.badge("Waiting", "warn") if late or health.failing or health.given_up else widgets.badge("In work")
    oldest = f", the oldest written {widgets.when(health.oldest, now, zone)}" if health.oldest else ""
    words = (
        f"{mark} {formats.counted(health.queued, 'letter')} waiting{oldest}; "
        f"{formats.count(health.failing)} failed before, {formats.count(health.given_up)} given up."
    )
    return words + (f'<div class="jl-errors">{escaped(health.last_error)}</div>' if health.last_error else "")


def _state(one: Source, now: datetime) -> str:
    if not one.is_active:
        return widgets.badge("Paused")
    if not one.boards:
        return widgets.badge("No boards", "warn")
    if one.failing == one.boards:
        return widgets.badge("Failing", "closed")
    if one.newest is None or now - one.newest > STALE:
        return widgets.badge("Not fetched lately", "warn")
    return widgets.badge("Some boards fail", "warn") if one.failing else widgets.badge("Up to date", "good")


def _spent(spent: Spent) -> str:
    period = _PERIODS.get(spent.period, spent.period)
    limit = f" of {formats.count(spent.allowed)}" if spent.allowed is not None else ""
    words = f"{formats.count(spent.calls)}{limit} calls {period}"
    return f"<b>{words}: used up</b>" if spent.allowed is not None and spent.calls >= spent.allowed else words


def _board(one: Board, now: datetime, zone: tzinfo) -> str:
    fetched = widgets.when(one.last_complete, now, zone) if one.last_complete else "never"
    slug = f'<div class="jl-quiet jl-small">{escaped(one.source_name)}: {escaped(one.slug)}</div>'
    error = f'<div class="jl-errors">{escaped(_short(one.error))}</div>' if one.error else ""
    return (
        f"<tr><td><b>{escaped(one.name or one.slug)}</b>{slug}{error}</td><td>{_board_state(one, now)}</td>"
        f'<td>{fetched}</td><td class="jl-number">{formats.count(one.listings)}</td>{_run(one.run, now, zone)}</tr>'
    )


def _board_state(one: Board, now: datetime) -> str:
    if not one.is_active:
        return widgets.badge("Paused")
    if one.status == "failed":
        return widgets.badge("Failed", "closed")
    if one.last_complete is None:
        return widgets.badge("Waiting", "warn")
    return widgets.badge("Stale", "warn") if now - one.last_complete > STALE else widgets.badge("Good", "good")


def _run(run: Run | None, now: datetime, zone: tzinfo) -> str:
    if run is None:
        return '<td>none yet</td><td class="jl-number">-</td><td class="jl-number">-</td><td class="jl-number">-</td>'
    numbers = "".join(
        f'<td class="jl-number">{formats.count(number)}</td>' for number in (run.new, run.changed, run.closed)
    )
    words = _RUNS.get(run.status, run.status)
    return f"<td>{widgets.when(run.started_at, now, zone)}, {escaped(words)}</td>{numbers}"


def _short(error: str | None) -> str:
    words = error or ""
    return words if len(words) <= _LONGEST_ERROR else f"{words[:_LONGEST_ERROR]} …"
