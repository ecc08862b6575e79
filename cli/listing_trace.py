"""Print the trace of a listing from top to bottom. The data comes from ingestion.explain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.kit.i18n import _


def print_listing_trace(trace: dict[str, Any], *, payload: bool) -> None:
    """Print listing, history, stored responses and runs; with `payload` the responses themselves."""
    _print_listing(trace["listing"])
    print("\n" + _("History"))
    for event in trace["events"]:
        reason = f" ({event['reason']})" if event["reason"] else ""
        print(f"  {event['occurred_at']}  {event['event']}{reason}  {_format_origin(event)}")
    print("\n" + _("Stored responses"))
    for version in trace["versions"]:
        print(f"  {version['captured_at']}  {_format_origin(version)}  {_format_storage(version)}")
        if payload:
            print(json.dumps(version["payload"], ensure_ascii=False, indent=2))
    print("\n" + _("Runs"))
    for run in trace["runs"]:
        print(f"  {run['id']}  {_format_run(run)}")


def _print_listing(listing: Mapping[str, Any]) -> None:
    if listing["is_open"]:
        state = _("open")
    else:
        state = _("closed {time} ({reason})").format(time=listing["closed_at"], reason=listing["close_reason"])
    print(f"{listing['title']}, {listing['company'] or _('company not stated')}: {state}")
    facts = {
        _("listing"): listing["id"],
        _("posting"): f"{listing['source']} / {listing['board']} / {listing['external_id']}",
        _("address"): listing["url"] or "-",
        _("payload hash"): _("{hash} (version shown)").format(hash=listing["payload_hash"]),
    }
    width = max(map(len, facts))
    for label, value in facts.items():
        print(f"  {label.ljust(width)}  {value}")


def _format_origin(entry: Mapping[str, Any]) -> str:
    return _("payload {hash}  run {run}").format(hash=entry["payload_hash"], run=entry["ingest_run_id"])


def _format_storage(version: Mapping[str, Any]) -> str:
    """Return which parser read the response, and where it is stored."""
    if version["parser_version"] is None:
        parser = _("not parsed")
    else:
        parser = _("parser {version}").format(version=version["parser_version"])
    if version["archive_id"]:
        location = _("archive {id}").format(id=version["archive_id"])
    else:
        location = _("inbox, archived at the next build")
    return f"{parser}  {location}"


def _format_run(run: Mapping[str, Any]) -> str:
    return _("{start} to {end}  {status}  {fetched} fetched, {new} new, {changed} changed").format(
        start=run["started_at"],
        end=run["finished_at"],
        status=run["status"],
        fetched=run["result_count"],
        new=run["new_count"],
        changed=run["updated_count"],
    )
