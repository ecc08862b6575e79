"""Run `jobledger operators …`: list, add and remove operators. The rules are in app.accounts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from app.kit.i18n import _
from cli.output import explain_errors, fail, print_json, print_table

app = typer.Typer(help=_("Who can manage sources in the app."), no_args_is_help=True)

EmailArgument = Annotated[str, typer.Argument(help=_("The account's email address."))]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]


@app.command("list", help=_("List the operators. One with an unconfirmed address or a deleted account cannot act."))
def list_all(as_json: JsonOption = False) -> None:
    """List the operators. One with an unconfirmed address or a deleted account cannot act."""
    from app.accounts.operators import roles
    from database.sessions import auth_session

    with explain_errors(), auth_session() as session:
        rows = [asdict(operator) for operator in roles.list_operators(session)]
    if as_json:
        print_json(rows)
    else:
        print_table(rows, ["email", "name", "granted_at", "is_able"])


@app.command(help=_("Make an account an operator."))
def add(email: EmailArgument, as_json: JsonOption = False) -> None:
    """Make an account an operator."""
    _change_operator(
        email, "add", (_("{email} is an operator now."), _("{email} is an operator already.")), as_json=as_json
    )


@app.command(help=_("Remove an operator's rights."))
def remove(email: EmailArgument, as_json: JsonOption = False) -> None:
    """Remove an operator's rights."""
    _change_operator(
        email, "remove", (_("{email} is no longer an operator."), _("{email} is not an operator.")), as_json=as_json
    )


@app.command(help=_("Print a link that makes whoever opens it first an operator, once, within half an hour."))
def link() -> None:
    """Print a link that makes whoever opens it first an operator, once, within half an hour."""
    from app.accounts.operators import one_time_links
    from database.sessions import auth_session

    with explain_errors(), auth_session() as session:
        address = one_time_links.create_link(session)
    print(address)


def _change_operator(email: str, action: str, messages: tuple[str, str], *, as_json: bool) -> None:
    from app.accounts.operators import roles
    from database.sessions import auth_session

    try:
        with explain_errors(), auth_session() as session:
            is_changed = {"add": roles.add, "remove": roles.remove}[action](session, email)
    except roles.NoSuchAccount as error:
        fail(str(error))
    if as_json:
        print_json({"email": email, "changed": is_changed})
    else:
        print((messages[0] if is_changed else messages[1]).format(email=email))
