"""`jobledger operators …`: who may see and change how the sources are run."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cli.output import as_json, fail, reasons, table

app = typer.Typer(help="Who may run the sources in the app.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="The account's e-mail address.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_all(json: Json = False) -> None:
    """List the operators; one whose address is not confirmed or whose account is deleted cannot act."""
    from app.accounts import operators
    from database.sessions import auth_session

    with reasons(), auth_session() as session:
        rows = [asdict(one) for one in operators.all_of_them(session)]
    if json:
        as_json(rows)
    else:
        table(rows, ["email", "name", "granted_at", "is_able"])


@app.command()
def add(email: Email, json: Json = False) -> None:
    """Make an account an operator."""
    _change(email, "add", ("is an operator now", "is an operator already"), json=json)


@app.command()
def remove(email: Email, json: Json = False) -> None:
    """Take it back from an account."""
    _change(email, "remove", ("is no operator any more", "is no operator"), json=json)


def _change(email: str, how: str, said: tuple[str, str], *, json: bool) -> None:
    from app.accounts import operators
    from database.sessions import auth_session

    try:
        with reasons(), auth_session() as session:
            is_changed = {"add": operators.add, "remove": operators.remove}[how](session, email)
    except operators.NoSuchAccount as error:
        fail(str(error))
    if json:
        as_json({"email": email, "changed": is_changed})
    else:
        print(f"{email} {said[0] if is_changed else said[1]}.")
