"""Run `jobledger mail …`: send and list the emails in the outbox. Sending itself is in app.mail."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from app.kit.i18n import _
from cli.output import explain_errors, fail, print_json, print_table

app = typer.Typer(help=_("Emails waiting to be sent."), no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]


@app.command(help=_("Send the emails that are due, once each. The running app does this by itself."))
def send(
    limit: Annotated[int, typer.Option(min=1, help=_("Maximum number of emails."))] = 1000,
    retry: Annotated[bool, typer.Option("--again", help=_("Retry abandoned emails first."))] = False,
    as_json: JsonOption = False,
) -> None:
    """Send the emails that are due, once each. The running app does this by itself."""
    from app.mail.addresses import MailSettingError
    from app.mail.outbox import retry_given_up
    from app.mail.sender import send_due
    from app.mail.smtp import read_configured_server
    from database.sessions import auth_session

    with explain_errors():
        try:
            server = read_configured_server()
            if retry:
                with auth_session() as session:
                    retry_given_up(session)
            result = send_due(limit, server=server)
        except MailSettingError as error:
            fail(str(error))
    if as_json:
        print_json(asdict(result))
    else:
        summary = _("{sent} sent, {failed} failed, {abandoned} abandoned, {waiting} waiting.")
        print(summary.format(sent=result.sent, failed=result.failed, abandoned=result.given_up, waiting=result.waiting))
    if server is None and result.waiting:
        fail(_("SMTP_URL is not set, so no email is sent"))
    if result.reason and not result.sent:
        fail(_("no email was sent: {reason}").format(reason=result.reason))


@app.command("list", help=_("List unsent and abandoned emails, newest first, with hidden addresses."))
def list_all(
    limit: Annotated[int, typer.Option(min=1, help=_("Maximum number of emails."))] = 50, as_json: JsonOption = False
) -> None:
    """List unsent and abandoned emails, newest first, with hidden addresses."""
    from app.mail.addresses import mask_address
    from app.mail.outbox import list_queued
    from database.sessions import auth_session

    with explain_errors(), auth_session() as session:
        emails = list_queued(session, limit, given_up=True)
    rows = [
        {
            "id": email.id,
            "to": mask_address(email.recipient) if email.recipient else None,
            "subject": email.subject,
            "created_at": email.created_at,
            "next_try": None if email.given_up else email.not_before,
            "attempts": email.attempts,
            "last_error": email.last_error,
        }
        for email in emails
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(rows, ["created_at", "to", "subject", "attempts", "next_try", "last_error"])
