"""Print the trace of a listing from top to bottom. The data comes from ingestion.explain."""

from __future__ import annotations

import json
from typing import Any

from app.kit.i18n import _


def print_listing_trace(trace: dict[str, Any], *, payload: bool) -> None:
    """Print listing, history, stored responses and runs; with `payload` the responses themselves."""
    listing = trace["listing"]
    state = "open" if listing["is_open"] else f"closed {listing['closed_at']} ({listing['close_reason']})"
    print(f"{listing['title']}, {listing['company'] or _('company not stated')}: {state}")
    print(f"  listing       {listing['id']}")
    print(f"  posting       {listing['source']} / {listing['board']} / {listing['external_id']}")
    print(f"  address       {listing['url'] or '-'}")
    print(f"  payload hash  {listing['payload_hash']} (version shown)")
    print("\n" + _("History"))
    for event in trace["events"]:
        reason = f" ({event['reason']})" if event["reason"] else ""
        origin = f"payload {event['payload_hash']}  run {event['ingest_run_id']}"
        print(f"  {event['occurred_at']}  {event['event']}{reason}  {origin}")
    print("\n" + _("Stored responses"))
    for version in trace["versions"]:
        location = (
            f"archive {version['archive_id']}" if version["archive_id"] else _("inbox, archived at the next build")
        )
        parser = _("not parsed") if version["parser_version"] is None else f"parser {version['parser_version']}"
        origin = f"payload {version['payload_hash']}  run {version['ingest_run_id']}"
        print(f"  {version['captured_at']}  {origin}  {parser}  {location}")
        if payload:
            print(json.dumps(version["payload"], ensure_ascii=False, indent=2))
    print("\n" + _("Runs"))
    for run in trace["runs"]:
        counts = f"{run['result_count']} fetched, {run['new_count']} new, {run['updated_count']} changed"
        print(f"  {run['id']}  {run['started_at']} to {run['finished_at']}  {run['status']}  {counts}")
