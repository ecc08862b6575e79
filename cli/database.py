"""`jobledger db …`: addresses, migrations and a psql session."""

from __future__ import annotations

import os
import shutil
from typing import Annotated, Literal

import typer

from cli.output import reasons

app = typer.Typer(help="The database.", no_args_is_help=True)

Role = Annotated[
    Literal["owner", "pipeline", "auth", "app", "analyst"],
    typer.Option(help="The server role to connect as."),
]


@app.command()
def url(role: Role = "owner") -> None:
    """Print the address of the database for a role, starting the embedded server when it is the default."""
    from database.engine import libpq

    with reasons():
        print(libpq(role))


@app.command()
def migrate() -> None:
    """Bring the schema, the roles and the list of sources up to date."""
    from database.migrate import migrate as migrate_schema
    from ingestion.admin import sync_providers

    with reasons():
        migrate_schema()
        added = sync_providers()
    print(f"The schema is up to date; {added} sources added." if added else "The schema is up to date.")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(context: typer.Context, role: Role = "owner") -> None:
    """Open psql (or hand it the arguments after `--`) on the database."""
    from database import server
    from database.engine import libpq

    with reasons():
        address = libpq(role)
        program = shutil.which("psql") or str(server.binaries() / "psql")
    os.execv(program, [program, address, *context.args])  # noqa: S606 the person asked for this program
