"""The `jobledger` command: thin entry points over the rooms. What a command does lives in its room."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import stamina
import typer

from cli import boards, database, mail, operators, sessions, sources
from cli.down import down
from cli.output import as_json, fail, reasons
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
app.command()(up)
app.command()(down)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


@app.callback()
def quietly() -> None:
    """A ledger of the job market and of one's own search in it."""
    # stamina would report retries through structlog, which writes to standard output, where --json belongs.
    stamina.instrumentation.set_on_retry_hooks([stamina.instrumentation.LoggingOnRetryHook])


@app.command()
def ingest(
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be repeated.")] = None,
    board: Annotated[list[str] | None, typer.Option(help="Only this board; may be repeated.")] = None,
    json: Json = False,
) -> None:
    """Fetch boards, land what is new, changed, closed or re-opened, and parse it."""
    from cli.passes import ingest_sources, report_sources

    with reasons():
        reports = ingest_sources(source, board)
    if json:
        as_json([report.as_dict() for report in reports])
    else:
        report_sources(reports)
    errors = [report.error for report in reports if report.error]
    if errors:
        fail("; ".join(errors))


@app.command()
def build(
    full_refresh: Annotated[bool, typer.Option(help="Rebuild dbt's own tables; the ledger's tables stay.")] = False,
    reparse: Annotated[bool, typer.Option(help="Read stored answers again that an older parser read.")] = False,
) -> None:
    """Bring the tables, marts, search documents and archive up to what has landed."""
    from cli.passes import build_all

    with reasons():
        reason = build_all(full_refresh=full_refresh, reparse=reparse)
    if reason:
        fail(reason)


@app.command()
def run(json: Json = False) -> None:
    """One pass of the whole line: ingest every active source, build, archive."""
    from cli.passes import build_all, ingest_sources, report_sources

    with reasons():
        reports = ingest_sources(None, None)
        reason = build_all()
    if json:
        as_json([report.as_dict() for report in reports])
    else:
        report_sources(reports)
    failures = [reason] if reason else []
    failures += [report.error for report in reports if report.error]
    if failures:
        fail("; ".join(failures))


@app.command()
def explain(
    listing_id: Annotated[UUID, typer.Argument(help="The listing's id, as in its address.")],
    payload: Annotated[bool, typer.Option(help="Also print the stored answers.")] = False,
    json: Json = False,
) -> None:
    """Show the way back from a listing to the stored answers it came from."""
    from cli.explaining import print_way_back
    from ingestion.explain import ListingNotFound
    from ingestion.explain import explain_listing as way_back

    with reasons():
        try:
            found = way_back(listing_id)
        except ListingNotFound as error:
            fail(str(error))
    if json:
        as_json(found)
    else:
        print_way_back(found, payload=payload)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="APP_PORT", help="Port to listen on.")] = 8501,
) -> None:
    """Serve the app."""
    from app.server import run as serve_app

    serve_app(host, port)
