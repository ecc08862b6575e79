"""Write the sentences about the market's data quality. Names are escaped by Markup."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.market.data_quality import AlertLatency, DuplicateCount, SourceHealth
from app.market.openings import MIN_GROUP_SIZE

# Each rule's name in a sentence, and its label in a table.
_RULE_LABELS = {
    "requisition": (
        N_("<b>{duplicates} of {all}</b> by requisition"),
        N_("Same requisition: the employer's own number, on one board"),
    ),
    "signature": (
        N_("<b>{duplicates} of {all}</b> by title, company and place"),
        N_("Same title, company and place: on any board"),
    ),
}
_MINUTE, _HOUR = 60, 3600


def format_rule(rule: str) -> str:
    """Return the label of a rule that finds duplicates."""
    return _(_RULE_LABELS[rule][1])


def describe_fetches(sources: Sequence[SourceHealth]) -> Markup:
    """Say how many boards are fresh, how many failed and how many records could not be read."""
    boards, fresh = sum(source.boards for source in sources), sum(source.fresh for source in sources)
    failed, rejected = sum(source.failed for source in sources), sum(source.rejected for source in sources)
    complete = Markup(
        ngettext(
            "<b>{fresh} of {count} board</b> had a complete fetch within a day.",
            "<b>{fresh} of {count} boards</b> had a complete fetch within a day.",
            boards,
        )
    ).format(fresh=formats.count(fresh), count=formats.count(boards))
    if failed:
        failures = ngettext(
            "{count} board failed at its last fetch. Its jobs stay as they were.",
            "{count} boards failed at their last fetch. Their jobs stay as they were.",
            failed,
        ).format(count=formats.count(failed))
    else:
        failures = _("No board failed at its last fetch.")
    if rejected:
        records = ngettext("{count} record could not be read.", "{count} records could not be read.", rejected)
    else:
        records = _("Every record could be read.")
    return Markup("{} {} {}").format(complete, failures, records.format(count=formats.count(rejected)))


def describe_duplicates(counts: Sequence[DuplicateCount]) -> Markup:
    """Say how many open listings repeat a job that is already counted."""
    parts = [
        Markup(_(_RULE_LABELS[count.rule][0])).format(
            duplicates=formats.count(count.duplicates), all=formats.count(count.open)
        )
        for count in counts
        if count.open
    ]
    if not parts:
        return Markup(_("No open listing can be compared with another."))
    note = _("Open jobs are counted by listing. For pay, the listings of one requisition count once.")
    text = Markup(_("Open listings that repeat a job already counted: {parts}."))
    return Markup("{} {}").format(text.format(parts=Markup("; ").join(parts)), note)


def describe_latencies(latencies: Sequence[AlertLatency]) -> Markup:
    """Say how long the newest immediate alerts took."""
    if not latencies:
        return Markup(_("No alerts sent yet."))
    immediate = [latency for latency in latencies if latency.median is not None and latency.frequency == "immediate"]
    if not immediate:
        text = Markup(_("On no day were {count} immediate alerts sent, which a median needs."))
        return text.format(count=MIN_GROUP_SIZE)
    newest = immediate[0]
    text = Markup(
        ngettext(
            "On {day}, half of {count} immediate alert went out within <b>{median}</b> of the fetch that found the "
            "job, and 95 % within {p95}.",
            "On {day}, half of {count} immediate alerts went out within <b>{median}</b> of the fetch that found the "
            "job, and 95 % within {p95}.",
            newest.n,
        )
    ).format(
        day=f"{newest.day.day} {newest.day:%b %Y}",
        count=formats.count(newest.n),
        median=format_seconds(newest.median),
        p95=format_seconds(newest.p95),
    )
    return Markup("{} {}").format(text, _("Daily and weekly alerts wait for their scheduled hour."))


def format_seconds(seconds: float | None) -> str:
    """Return a duration in its largest sensible unit."""
    if seconds is None:
        return _("too few to say")
    if seconds < 2 * _MINUTE:
        return ngettext("{count} second", "{count} seconds", round(seconds)).format(count=round(seconds))
    if seconds < 2 * _HOUR:
        minutes = round(seconds / _MINUTE)
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    hours = round(seconds / _HOUR)
    return ngettext("{count} hour", "{count} hours", hours).format(count=formats.count(hours))
