"""Assemble the `jobledger` command. What a command does is in its room."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import stamina
import typer

from app.kit.i18n import _
from cli import boards, database, mail, operators, sessions, sources
from cli.down import down
from cli.output import explain_errors, fail, print_json
from cli.up import up

app = typer.Typer(
    name="jobledger",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(database.app, name="db")
app.add_typer(sources.app, name="sources")
app.add_typer(boards.app, name="boards")
app.add_typer(operators.app, name="operators")
app.add_typer(sessions.app, name="sessions")
app.add_typer(mail.app, name="mail")
app.command(
    help=_(
        "Start the database, the sandbox market, Dagster and the app; the first start also fills them.\n\n"
        "APP_PORT, DAGSTER_PORT and MARKET_PORT choose other ports."
    )
)(up)
app.command(help=_("Stop the app, Dagster, the sandbox market and the embedded database."))(down)

JsonOption = Annotated[bool, typer.Option("--json", help=_("Print JSON for a program to read."))]


@app.callback(help=_("JobLedger: a ledger of the job market and of your own job search."))
def configure_logging() -> None:
    """Log the retries of requests."""
    # By default stamina reports retries through structlog on standard output, which would mix with --json.
    stamina.instrumentation.set_on_retry_hooks([stamina.instrumentation.LoggingOnRetryHook])


@app.command(help=_("Fetch boards, land what is new, changed, closed or reopened, and parse it."))
def ingest(
    source: Annotated[list[str] | None, typer.Option(help=_("Only this source; repeatable."))] = None,
    board: Annotated[list[str] | None, typer.Option(help=_("Only this board; repeatable."))] = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch boards, land what is new, changed, closed or reopened, and parse it."""
    from cli.pipeline_passes import ingest_providers, print_reports

    with explain_errors():
        reports = ingest_providers(source, board)
    if as_json:
        print_json([report.as_dict() for report in reports])
    else:
        print_reports(reports)
    errors = [report.error for report in reports if report.error]
    if errors:
        fail("; ".join(errors))


@app.command(help=_("Update tables, marts, search documents and the archive with what has landed."))
def build(
    full_refresh: Annotated[bool, typer.Option(help=_("Rebuild dbt's own tables; the ledger's tables stay."))] = False,
    reparse: Annotated[bool, typer.Option(help=_("Parse archived responses again that an older parser read."))] = False,
) -> None:
    """Update tables, marts, search documents and the archive with what has landed."""
    from cli.pipeline_passes import build_all

    with explain_errors():
        reason = build_all(full_refresh=full_refresh, reparse=reparse)
    if reason:
        fail(reason)


@app.command(help=_("Run the whole pipeline once: ingest every active source, build, archive."))
def run(as_json: JsonOption = False) -> None:
    """Run the whole pipeline once: ingest every active source, build, archive."""
    from cli.pipeline_passes import build_all, ingest_providers, print_reports

    with explain_errors():
        reports = ingest_providers(None, None)
        reason = build_all()
    if as_json:
        print_json([report.as_dict() for report in reports])
    else:
        print_reports(reports)
    failures = [reason] if reason else []
    failures += [report.error for report in reports if report.error]
    if failures:
        fail("; ".join(failures))


@app.command(help=_("Trace a listing back to the stored responses it came from."))
def explain(
    listing_id: Annotated[UUID, typer.Argument(help=_("The listing's id, as in its URL."))],
    payload: Annotated[bool, typer.Option(help=_("Also print the stored responses."))] = False,
    as_json: JsonOption = False,
) -> None:
    """Trace a listing back to the stored responses it came from."""
    from cli.listing_trace import print_listing_trace
    from ingestion.explain import ListingNotFound, explain_listing

    with explain_errors():
        try:
            trace = explain_listing(listing_id)
        except ListingNotFound as error:
            fail(str(error))
    if as_json:
        print_json(trace)
    else:
        print_listing_trace(trace, payload=payload)


@app.command(help=_("Serve the app."))
def serve(
    host: Annotated[str, typer.Option(help=_("Address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="APP_PORT", help=_("Port to listen on."))] = 8501,
) -> None:
    """Serve the app."""
    from app.server import run as serve_app

    serve_app(host, port)
