"""Connect a ledger to the source of its listings: the sandbox market or the real providers.

The choice is made at the first start and stays. The market itself is made in sandbox/.
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

from app.kit.i18n import _
from cli.processes import StartError
from database import clock
from database.engine import libpq_url
from database.settings import settings
from ingestion import admin, pipeline
from ingestion.registry import PROVIDERS

STARTER_BOARDS = Path(__file__).with_name("starter_boards.csv")
# A new ledger fetches the market as it was these days ago, so that it starts with openings, edits and closings of more
# than a month.
HISTORY_DAYS = (35, 28, 21, 14, 7, 2)
_PROVIDERS_WITH_KEYS = [code for code, source in PROVIDERS.items() if source.credential_names]


@dataclass(frozen=True, slots=True)
class ListingOrigin:
    """The origin of a ledger's listings. A new ledger has no boards yet."""

    is_sandbox: bool
    is_new_ledger: bool


def choose_origin(*, live: bool) -> ListingOrigin:
    """Return the origin of this ledger's listings; raise StartError if sandbox and real listings would mix."""
    is_new_ledger = not admin.list_boards()
    root = _read_market_root()
    is_sandbox = root is not None and any(row["base_url"].startswith(root) for row in admin.list_providers())
    if live and is_sandbox:
        raise StartError(
            _(
                "This ledger holds listings of the sandbox market. To keep real listings apart, run "
                "make down, then make up LIVE=1 JOBLEDGER_HOME=.jobledger-live"
            )
        )
    return ListingOrigin(is_sandbox=not live if is_new_ledger else is_sandbox, is_new_ledger=is_new_ledger)


def register_boards(origin: ListingOrigin, root: str, report_progress: Callable[[str], None]) -> None:
    """Give a new ledger its providers and boards, and tell one with a sandbox market the market's address."""
    if origin.is_sandbox:
        _register_market(root, is_new_ledger=origin.is_new_ledger)
    elif origin.is_new_ledger:
        admin.import_boards(STARTER_BOARDS)
        for code in _PROVIDERS_WITH_KEYS:
            admin.update_provider_settings(code, active=False)
            report_progress(
                _("{provider} needs a key. To use it, run {command}").format(
                    provider=PROVIDERS[code].name, command=build_key_command(code)
                )
            )


def build_key_command(code: str) -> str:
    """Return the commands that set a provider's credentials and add a board."""
    credentials = " ".join(f"--credential {name}" for name in PROVIDERS[code].credential_names)
    return _("jobledger sources set {code} {credentials} --active, then jobledger boards add {code} NAME").format(
        code=code, credentials=credentials
    )


def fetch_history(root: str, report_progress: Callable[[str], None]) -> None:
    """Fetch the market as it was at earlier dates. After an interrupted first start this continues where it stopped."""
    now = clock.now()
    last_fetch = _find_last_fetch()
    history_dates = [now - timedelta(days=days) for days in HISTORY_DAYS]
    missing_dates = [date for date in history_dates if last_fetch is None or date - last_fetch > timedelta(hours=12)]
    if not missing_dates:
        return
    with _control_clocks(root) as move_clocks:
        for date in missing_dates:
            move_clocks(date)
            count = sum(pipeline.ingest(code).fetched for code in PROVIDERS)
            report_progress(
                _("Fetched the market as of {date}: {count} open listings.").format(
                    date=f"{date:%-d %B}", count=f"{count:,}"
                )
            )


def _register_market(root: str, *, is_new_ledger: bool) -> None:
    old_root = _read_market_root()
    market_codes = {row["code"] for row in admin.list_providers() if old_root and row["base_url"].startswith(old_root)}
    for code, source in PROVIDERS.items():
        if is_new_ledger or code in market_codes:
            credentials = dict.fromkeys(source.credential_names, "sandbox@jobledger.example")
            base_url = f"{root}/{code}{urlsplit(source.base_url).path}"
            admin.update_provider_settings(code, base_url=base_url, credentials=credentials)
        if is_new_ledger:
            admin.add_named_boards(code, _fetch_board_names(root, code))
    (settings().home / "market_root").write_text(root, encoding="utf-8")


def _read_market_root() -> str | None:
    path = settings().home / "market_root"
    return path.read_text(encoding="utf-8") if path.exists() else None


def _find_last_fetch() -> datetime | None:
    with psycopg.connect(libpq_url("pipeline")) as connection:
        row = connection.execute("select max(started_at) from ingest_runs").fetchone()
    return row[0] if row else None


def _fetch_board_names(root: str, code: str) -> dict[str, str | None]:
    response = httpx.get(f"{root}/_names/{code}", timeout=120, trust_env=False)
    response.raise_for_status()
    names: dict[str, str | None] = response.json()
    return names


@contextmanager
def _control_clocks(root: str) -> Iterator[Callable[[datetime], None]]:
    """Move the market's clock and JOBLEDGER_NOW together, and set both to the present again at the end."""
    original_jobledger_now = os.environ.pop("JOBLEDGER_NOW", None)

    def move_market(date: datetime) -> None:
        body = {"at": date.isoformat(timespec="seconds")}
        httpx.post(f"{root}/_clock", json=body, timeout=300, trust_env=False).raise_for_status()

    def move_clocks(date: datetime) -> None:
        move_market(date)
        os.environ["JOBLEDGER_NOW"] = date.isoformat(timespec="seconds")

    try:
        yield move_clocks
    finally:
        os.environ.pop("JOBLEDGER_NOW", None)
        if original_jobledger_now is not None:
            os.environ["JOBLEDGER_NOW"] = original_jobledger_now
        move_market(clock.now())
