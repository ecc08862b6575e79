"""The way back from a listing, as lines a person reads from top to bottom."""

from __future__ import annotations

import json
from typing import Any


def print_way_back(found: dict[str, Any], *, payload: bool) -> None:
    """Print listing, history, stored answers and runs; with `payload` the answers themselves."""
    listing = found["listing"]
    state = "open" if listing["is_open"] else f"closed {listing['closed_at']} ({listing['close_reason']})"
    print(f"{listing['title']}, {listing['company'] or 'company not stated'}: {state}")
    print(f"  listing       {listing['id']}")
    print(f"  posting       {listing['source']} / {listing['board']} / {listing['external_id']}")
    print(f"  address       {listing['url'] or '-'}")
    print(f"  payload hash  {listing['payload_hash']} (the version shown)")
    print("\nHistory")
    for event in found["events"]:
        reason = f" ({event['reason']})" if event["reason"] else ""
        origin = f"payload {event['payload_hash']}  run {event['ingest_run_id']}"
        print(f"  {event['occurred_at']}  {event['event']}{reason}  {origin}")
    print("\nStored answers")
    for version in found["versions"]:
        place = f"archive {version['archive_id']}" if version["archive_id"] else "inbox, archived at the next build"
        parser = "not parsed" if version["parser_version"] is None else f"parser {version['parser_version']}"
        origin = f"payload {version['payload_hash']}  run {version['ingest_run_id']}"
        print(f"  {version['captured_at']}  {origin}  {parser}  {place}")
        if payload:
            print(json.dumps(version["payload"], ensure_ascii=False, indent=2))
    print("\nRuns")
    for run in found["runs"]:
        counts = f"{run['result_count']} fetched, {run['new_count']} new, {run['updated_count']} changed"
        print(f"  {run['id']}  {run['started_at']} to {run['finished_at']}  {run['status']}  {counts}")
