"""Answer GET /analytics/csv?table=…: a table of the Analytics screen, for the choices in the screen's address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import Route

from app.accounts.personal_downloads import CSV_TYPE, Download, build_download_route
from app.accounts.sessions import SignedInUser
from app.analytics.address import parse_address
from app.analytics.application_facts import load_user_facts
from app.analytics.csv_tables import AnalyticsView, build_csv
from app.analytics.periods import to_local_day
from app.kit.local_time import parse_zone
from database.clock import now
from database.sessions import user_session


def build_table(request: Request, user: SignedInUser) -> Download | None:
    """Return the table as a CSV file; days are those of the person's time zone."""
    zone, moment = parse_zone(user.timezone), now()
    address = parse_address(request.query_params, to_local_day(moment, zone))
    with user_session(user.user_id) as session:
        facts = load_user_facts(session)
    table = request.query_params.get("table", "")
    content = build_csv(table, AnalyticsView(facts, address, moment, zone))
    name = f"by-{address.breakdown}" if table == "groups" else table
    return None if content is None else Download(f"jobledger-{name}.csv", CSV_TYPE, content)


ROUTES: tuple[Route, ...] = (build_download_route("/analytics/csv", build_table, screen="/analytics"),)
