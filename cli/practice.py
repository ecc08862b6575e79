"""Where a ledger's listings come from, the practice market or the real providers: settled at first start and kept.

The market itself is the room sandbox/; nothing here knows how it is made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from cli.processes import StartError
from database import clock
from database.engine import libpq
from database.settings import settings
from ingestion import admin, pipeline
from ingestion.registry import SOURCES

STARTER_BOARDS = Path(__file__).with_name("starter_boards.csv")
# Days before today at which a new practice ledger looks at the market, so that it opens with openings, edits and
# closings of more than a month.
HISTORY_DAYS = (35, 28, 21, 14, 7, 2)
_NEEDS_KEYS = [code for code, source in SOURCES.items() if source.credentials]


@dataclass(frozen=True, slots=True)
class Mode:
    """`market`: the practice market is where this ledger's listings come from. `new`: it has no boards yet."""

    market: bool
    new: bool


def mode(*, live: bool) -> Mode:
    """What this ledger is, or is to become. Raises StartError when real and practice listings would mix."""
    new = not admin.list_boards()
    root = _kept_root()
    practises = root is not None and any(row["base_url"].startswith(root) for row in admin.list_sources())
    if live and practises:
        raise StartError(
            "this ledger holds the practice market's listings; keep the real ones apart: "
            "make down, then make up LIVE=1 JOBLEDGER_HOME=.jobledger-live"
        )
    return Mode(market=not live if new else practises, new=new)


def register(chosen: Mode, root: str, say: Callable[[str], None]) -> None:
    """Give a new ledger its sources and boards; lead one that practises to where the market is now."""
    if chosen.market:
        _register_market(root, new=chosen.new)
    elif chosen.new:
        admin.import_boards(STARTER_BOARDS)
        for code in _NEEDS_KEYS:
            admin.set_source(code, active=False)
            say(f"{SOURCES[code].name} needs its key; to use it: {key_command(code)}")


def key_command(code: str) -> str:
    """The command that sets a source's credentials and switches it on."""
    wanted = " ".join(f"--credential {name}=…" for name in SOURCES[code].credentials)
    return f"jobledger sources set {code} {wanted} --active, then jobledger boards add {code} NAME"


def make_history(root: str, say: Callable[[str], None]) -> None:
    """Let the ledger look at the market at earlier dates; goes on where an interrupted first start ended."""
    present = clock.now()
    last = _last_look()
    moments = [present - timedelta(days=days) for days in HISTORY_DAYS]
    due = [moment for moment in moments if last is None or moment - last > timedelta(hours=12)]
    if not due:
        return
    with _market_clock(root) as move:
        for moment in due:
            move(moment)
            seen = sum(pipeline.ingest(code).fetched for code in SOURCES)
            say(f"Looked at the market of {moment:%-d %B}: {seen:,} open listings.")


def _register_market(root: str, *, new: bool) -> None:
    before = _kept_root()
    moved = {row["code"] for row in admin.list_sources() if before and row["base_url"].startswith(before)}
    for code, source in SOURCES.items():
        if new or code in moved:
            given = dict.fromkeys(source.credentials, "practice@jobledger.example")
            admin.set_source(code, base_url=f"{root}/{code}{urlsplit(source.base_url).path}", credentials=given)
        if new:
            admin.add_named_boards(code, _ask(f"{root}/_names/{code}"))
    (settings().home / "market_root").write_text(root, encoding="utf-8")


def _kept_root() -> str | None:
    kept = settings().home / "market_root"
    return kept.read_text(encoding="utf-8") if kept.exists() else None


def _last_look() -> datetime | None:
    with psycopg.connect(libpq("pipeline")) as connection:
        row = connection.execute("select max(started_at) from ingest_runs").fetchone()
    return row[0] if row else None


def _ask(address: str) -> dict[str, str | None]:
    answer = httpx.get(address, timeout=120, trust_env=False)
    answer.raise_for_status()
    names: dict[str, str | None] = answer.json()
    return names


@contextmanager
def _market_clock(root: str) -> Iterator[Callable[[datetime], None]]:
    """Move the market's clock and ours together; both show the present (JOBLEDGER_NOW where set) again afterwards."""
    before = os.environ.pop("JOBLEDGER_NOW", None)

    def move(moment: datetime) -> None:
        at = {"at": moment.isoformat(timespec="seconds")}
        httpx.post(f"{root}/_clock", json=at, timeout=300, trust_env=False).raise_for_status()

    def move_both(moment: datetime) -> None:
        move(moment)
        os.environ["JOBLEDGER_NOW"] = moment.isoformat(timespec="seconds")

    try:
        yield move_both
    finally:
        os.environ.pop("JOBLEDGER_NOW", None)
        if before is not None:
            os.environ["JOBLEDGER_NOW"] = before
        move(clock.now())
