"""Print for the command line: tables for people, JSON for programs, one-line reasons and exit statuses. No commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import typer

from app.kit.i18n import _


def fail(reason: str, status: int = 1) -> NoReturn:
    """Exit with `status` and a one-line reason on standard error."""
    print(f"jobledger: {' '.join(reason.split())}", file=sys.stderr)
    raise typer.Exit(status)


def print_json(value: Any) -> None:
    """Print `value` as JSON; times and ids as text."""
    print(json.dumps(value, default=str, ensure_ascii=False, indent=2))


def print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as aligned columns under their names."""
    cells = [[_format_cell(row.get(name)) for name in columns] for row in rows]
    widths = [max(len(name), *(len(row[column]) for row in cells), 0) for column, name in enumerate(columns)]
    for row_cells in ([name.replace("_", " ") for name in columns], *cells):
        print("  ".join(text.ljust(width) for text, width in zip(row_cells, widths, strict=True)).rstrip())


def _format_cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    if hasattr(value, "isoformat"):
        return str(value.isoformat(timespec="seconds"))
    return str(value)


@contextmanager
def explain_errors() -> Iterator[None]:
    """Turn errors a person can fix into a one-line reason and the contract's exit status."""
    import psycopg
    from pydantic import ValidationError
    from sqlalchemy.exc import DBAPIError

    from database.embedded.server_account import ServerError
    from database.migrate import MigrationError
    from database.roles import RolesError
    from database.secrets import UndecipherableError
    from ingestion.admin import SettingError, UnknownNameError

    try:
        yield
    except UnknownNameError as error:
        fail(str(error), 2)
    except (SettingError, ServerError, MigrationError, RolesError, UndecipherableError) as error:
        fail(str(error))
    except ValidationError as error:
        # The value itself is not shown: it may be a secret.
        problems = "; ".join(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors())
        fail(
            _("a setting is not valid ({problems}); docs/settings.md describes each setting").format(problems=problems)
        )
    except (psycopg.Error, DBAPIError) as error:
        cause = getattr(error, "orig", None) or error
        reason = str(cause).partition("\n")[0]
        if isinstance(cause, psycopg.OperationalError):
            message = _("cannot use the database: {reason}; does it run, and is DATABASE_URL right?")
            fail(message.format(reason=reason))
        fail(_("the database rejected it: {reason}; has `jobledger db migrate` run?").format(reason=reason))
