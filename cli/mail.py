"""`jobledger mail …`: the letters that wait to be sent."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from cli.output import as_json, fail, reasons, table

app = typer.Typer(help="The letters that wait to be sent.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def send(
    limit: Annotated[int, typer.Option(min=1, help="At most so many letters.")] = 1000,
    again: Annotated[bool, typer.Option("--again", help="First make those that were given up due again.")] = False,
    json: Json = False,
) -> None:
    """Send the letters that are due, once each. The app does the same all the time."""
    from app.mail.addresses import MailSettingError
    from app.mail.outbox import try_again
    from app.mail.sender import send_due
    from app.mail.smtp import configured
    from database.sessions import auth_session

    with reasons():
        try:
            server = configured()
            if again:
                with auth_session() as session:
                    try_again(session)
            done = send_due(limit, server=server)
        except MailSettingError as error:
            fail(str(error))
    if json:
        as_json(asdict(done))
    else:
        print(f"{done.sent} sent, {done.failed} failed, {done.given_up} given up, {done.waiting} waiting.")
    if server is None and done.waiting:
        fail("SMTP_URL is not set, so nothing is sent")
    if done.reason and not done.sent:
        fail(f"nothing was sent: {done.reason}")


@app.command("list")
def list_all(
    limit: Annotated[int, typer.Option(min=1, help="At most so many letters.")] = 50, json: Json = False
) -> None:
    """List the letters not sent yet or given up, the newest first, addresses hidden."""
    from app.mail.addresses import masked
    from app.mail.outbox import waiting
    from database.sessions import auth_session

    with reasons(), auth_session() as session:
        found = waiting(session, limit, given_up=True)
    rows = [
        {
            "id": letter.id,
            "to": masked(letter.recipient) if letter.recipient else None,
            "subject": letter.subject,
            "created_at": letter.created_at,
            "next_try": None if letter.given_up else letter.not_before,
            "attempts": letter.attempts,
            "last_error": letter.last_error,
        }
        for letter in found
    ]
    if json:
        as_json(rows)
    else:
        table(rows, ["created_at", "to", "subject", "attempts", "next_try", "last_error"])
