"""How the command line speaks: tables for people, JSON for programs, one-line reasons and exit statuses."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import typer


def fail(reason: str, status: int = 1) -> NoReturn:
    """End with `status` and a one-line reason on standard error."""
    print(f"jobledger: {' '.join(reason.split())}", file=sys.stderr)
    raise typer.Exit(status)


def as_json(value: Any) -> None:
    """Print `value` as JSON; times and ids as text."""
    print(json.dumps(value, default=str, ensure_ascii=False, indent=2))


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as aligned columns under their names."""
    cells = [[_cell(row.get(name)) for name in columns] for row in rows]
    widths = [max(len(name), *(len(row[at]) for row in cells), 0) for at, name in enumerate(columns)]
    for line in ([name.replace("_", " ") for name in columns], *cells):
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    if hasattr(value, "isoformat"):
        return str(value.isoformat(timespec="seconds"))
    return str(value)


@contextmanager
def reasons() -> Iterator[None]:
    """Turn the errors a person can do something about into a one-line reason and the contract's exit status."""
    import psycopg
    from pydantic import ValidationError
    from sqlalchemy.exc import DBAPIError

    from database.roles import RolesError
    from database.secrets import UndecipherableError
    from database.server_account import ServerError
    from ingestion.admin import SettingError, UnknownNameError

    try:
        yield
    except UnknownNameError as error:
        fail(str(error), 2)
    except (SettingError, ServerError, RolesError, UndecipherableError) as error:
        fail(str(error))
    except ValidationError as error:
        # What was set is left out: it may be a secret.
        wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        fail(f"a setting cannot be taken ({wrong}); docs/settings.md says what each may be")
    except (psycopg.Error, DBAPIError) as error:
        cause = getattr(error, "orig", None) or error
        reason = str(cause).partition("\n")[0]
        if isinstance(cause, psycopg.OperationalError):
            fail(f"the database cannot be used: {reason}; does it run, and is DATABASE_URL right?")
        fail(f"the database refused: {reason}; has `jobledger db migrate` run?")
