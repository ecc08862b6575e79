"""Answer GET /comparisons/csv?set=…: a person's comparison for a spreadsheet."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import Route

from app.accounts.personal_downloads import CSV_TYPE, Download, build_download_route
from app.accounts.sessions import SignedInUser
from app.comparisons import queries
from app.comparisons.comparison_rows import create_csv
from app.kit.identifiers import parse_uuid
from database.clock import now
from database.sessions import user_session


def build_comparison(request: Request, user: SignedInUser) -> Download | None:
    """Return the comparison set as a CSV file; None for one that is not the person's."""
    set_id = parse_uuid(request.query_params.get("set"))
    with user_session(user.user_id) as session:
        comparison = next((option for option in queries.list_sets(session) if option.id == set_id), None)
        jobs = queries.list_jobs(session, comparison.id) if comparison else ()
    if comparison is None:
        return None
    return Download(f"{comparison.file_name}.csv", CSV_TYPE, create_csv(jobs, now()))


ROUTES: tuple[Route, ...] = (build_download_route("/comparisons/csv", build_comparison, screen="/comparisons"),)
