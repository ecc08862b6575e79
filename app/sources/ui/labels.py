"""Format sources, boards and the outbox as HTML. Markup escapes all values; nothing here calls Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.ui import widgets
from app.sources.queries import STALE_PERIOD, BoardRun, BoardStatus, CallBudgetUsage, OutboxStatus, SourceStatus

_PERIOD_LABELS = {"minute": N_("this minute"), "day": N_("today"), "week": N_("this week"), "month": N_("this month")}
_RUN_STATUS_LABELS = {
    "running": N_("running"),
    "success": N_("complete"),
    "partial": N_("incomplete"),
    "error": N_("failed"),
}
_MAX_ERROR_LENGTH = 400
# Emails are sent within seconds, so a longer wait means that something is wrong.
_LATE_PERIOD = timedelta(minutes=15)
_SMALL_HTML = Markup('<div class="jl-quiet jl-small">{}</div>')
_HEADING_HTML, _NUMBER_HEADING_HTML = Markup("<th>{}</th>"), Markup('<th class="jl-number">{}</th>')
_NUMBER_CELL_HTML = Markup('<td class="jl-number">{}</td>')


def format_metrics(sources: Sequence[SourceStatus], outbox: OutboxStatus) -> Markup:
    """Return the four metric cards at the top of the screen."""
    active = [source for source in sources if source.is_active]
    boards = sum(source.boards for source in sources)
    failing = formats.count(sum(source.failing_boards for source in active))
    listings = formats.count(sum(source.listings for source in sources))
    cards = (
        (
            _("Active sources"),
            _("{count} of {total}").format(count=len(active), total=len(sources)),
            _("{count} paused").format(count=len(sources) - len(active)),
        ),
        (_("Boards"), formats.count(boards), _("{count} failed at the last fetch").format(count=failing)),
        (_("Open listings"), listings, _("as of each board's last complete fetch")),
        (
            _("Queued emails"),
            formats.count(outbox.queued),
            _("{count} given up").format(count=formats.count(outbox.given_up)),
        ),
    )
    html = Markup("").join(
        Markup('<div class="jl-figure"><dt>{}</dt><dd>{}</dd><dd class="jl-meaning">{}</dd></div>').format(*card)
        for card in cards
    )
    return Markup('<dl class="jl-figures">{}</dl>').format(html)


def format_source(source: SourceStatus, now: datetime, zone: tzinfo) -> Markup:
    """Return a source with its state, boards, newest complete fetch, open listings and call budgets."""
    parts = [ngettext("{count} board", "{count} boards", source.boards).format(count=formats.count(source.boards))]
    if source.failing_boards:
        parts.append(Markup(_("<b>{count} failed</b>")).format(count=formats.count(source.failing_boards)))
    if source.newest_fetch_at:
        parts.append(
            Markup(_("last complete fetch {time}")).format(time=_format_time_ago(source.newest_fetch_at, now, zone))
        )
    else:
        parts.append(_("never fetched"))
    parts.append(_("{count} open").format(count=formats.count(source.listings)))
    if source.records:
        text = ngettext("{count} rejected record", "{count} rejected records", source.records)
        parts.append(text.format(count=formats.count(source.records)))
    budgets = Markup("").join(Markup("<div>{}</div>").format(_format_budget(budget)) for budget in source.budgets)
    title = Markup('<div class="jl-badges"><b>{}</b>{}</div>').format(source.name, _format_source_badge(source, now))
    return title + _SMALL_HTML.format(Markup(" · ").join(parts)) + _SMALL_HTML.format(budgets)


def format_boards(boards: Sequence[BoardStatus], now: datetime, zone: tzinfo) -> Markup:
    """Return a page of boards as a table."""
    columns = (
        (_("Board"), False),
        (_("State"), False),
        (_("Last complete fetch"), False),
        (_("Open"), True),
        (_("Last run"), False),
        (_("New"), True),
        (_("Changed"), True),
        (_("Closed"), True),
    )
    head = Markup("").join(
        (_NUMBER_HEADING_HTML if is_number else _HEADING_HTML).format(name) for name, is_number in columns
    )
    rows = Markup("").join(_format_board(board, now, zone) for board in boards)
    return Markup(
        '<div class="jl-scroll"><table class="jl-table jl-boards"><thead>'
        "<tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(head, rows)


def format_outbox(outbox: OutboxStatus, now: datetime, zone: tzinfo) -> Markup:
    """Return a sentence on the emails that wait, with the last error."""
    if not outbox.queued and not outbox.given_up:
        return Markup("{} {}").format(_format_badge(_("All sent"), "good"), _("No emails are waiting."))
    is_late = outbox.oldest is not None and now - outbox.oldest > _LATE_PERIOD
    has_problem = is_late or outbox.failing or outbox.given_up
    badge = _format_badge(_("Delayed"), "warn") if has_problem else _format_badge(_("Sending"))
    queued = ngettext("{count} email is queued", "{count} emails are queued", outbox.queued)
    text: str = queued.format(count=formats.count(outbox.queued))
    if outbox.oldest:
        text = Markup(_("{queued}, the oldest from {time}")).format(
            queued=text, time=_format_time_ago(outbox.oldest, now, zone)
        )
    failures = _("{failing} failed at least once, {given_up} given up.").format(
        failing=formats.count(outbox.failing), given_up=formats.count(outbox.given_up)
    )
    html = Markup("{} {}; {}").format(badge, text, failures)
    return html + _format_error(outbox.last_error)


def _format_badge(text: str, kind: str = "plain") -> Markup:
    return widgets.badge(text, kind)


def _format_time_ago(value: datetime, now: datetime, zone: tzinfo) -> Markup:
    return widgets.time_ago(value, now, zone)


def _format_source_badge(source: SourceStatus, now: datetime) -> Markup:
    if not source.is_active:
        return _format_badge(_("Paused"))
    if not source.boards:
        return _format_badge(_("No boards"), "warn")
    if source.failing_boards == source.boards:
        return _format_badge(_("Failing"), "closed")
    if source.newest_fetch_at is None or now - source.newest_fetch_at > STALE_PERIOD:
        return _format_badge(_("Stale"), "warn")
    return (
        _format_badge(_("Some boards failing"), "warn")
        if source.failing_boards
        else _format_badge(_("Up to date"), "good")
    )


def _format_budget(budget: CallBudgetUsage) -> str:
    period = formats.translate_value(budget.period, _PERIOD_LABELS)
    if budget.allowed is None:
        text = ngettext("{calls} call {period}", "{calls} calls {period}", budget.calls)
        return text.format(calls=formats.count(budget.calls), period=period)
    text = _("{calls} of {allowed} calls {period}")
    if budget.calls >= budget.allowed:
        text = Markup(_("<b>{calls} of {allowed} calls {period}: used up</b>"))
    return text.format(calls=formats.count(budget.calls), allowed=formats.count(budget.allowed), period=period)


def _format_board(board: BoardStatus, now: datetime, zone: tzinfo) -> Markup:
    last_complete = _format_time_ago(board.last_complete, now, zone) if board.last_complete else _("never")
    address = _SMALL_HTML.format(f"{board.source_name}: {board.slug}")
    return Markup("<tr><td><b>{}</b>{}{}</td><td>{}</td><td>{}</td>{}{}</tr>").format(
        board.name or board.slug,
        address,
        _format_error(_shorten(board.error)),
        _format_board_badge(board, now),
        last_complete,
        _NUMBER_CELL_HTML.format(formats.count(board.listings)),
        _format_run(board.run, now, zone),
    )


def _format_board_badge(board: BoardStatus, now: datetime) -> Markup:
    if not board.is_active:
        return _format_badge(_("Paused"))
    if board.status == "failed":
        return _format_badge(_("Failed"), "closed")
    if board.last_complete is None:
        return _format_badge(_("Waiting"), "warn")
    return (
        _format_badge(_("Stale"), "warn")
        if now - board.last_complete > STALE_PERIOD
        else _format_badge(_("Up to date"), "good")
    )


def _format_run(run: BoardRun | None, now: datetime, zone: tzinfo) -> Markup:
    if run is None:
        return Markup("<td>{}</td>").format(_("none yet")) + _NUMBER_CELL_HTML.format("-") * 3
    status = formats.translate_value(run.status, _RUN_STATUS_LABELS)
    cells = Markup("").join(
        _NUMBER_CELL_HTML.format(formats.count(number)) for number in (run.new, run.changed, run.closed)
    )
    return Markup("<td>{}, {}</td>{}").format(_format_time_ago(run.started_at, now, zone), status, cells)


def _format_error(error: str | None) -> Markup:
    return Markup('<div class="jl-errors">{}</div>').format(error) if error else Markup("")


def _shorten(error: str | None) -> str | None:
    return error if error is None or len(error) <= _MAX_ERROR_LENGTH else f"{error[:_MAX_ERROR_LENGTH]} …"
