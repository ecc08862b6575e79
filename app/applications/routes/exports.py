"""Answer GET /applications/export?format=… with all applications, and GET /applications/rejected-rows?import=….

Not here: the archive with files (app.applications.routes.files).
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import Route

from app.accounts.personal_downloads import CSV_TYPE, Download, build_download_route
from app.accounts.sessions import SignedInUser
from app.applications.exports.formats import EXPORT_FORMATS
from app.applications.imports import history
from app.kit.identifiers import parse_uuid
from database.clock import now
from database.sessions import user_session


def build_export(request: Request, user: SignedInUser) -> Download | None:
    """Return the person's applications in the format; None for an unknown one."""
    name = request.query_params.get("format")
    export_format = next((option for option in EXPORT_FORMATS if option.name == name), None)
    if export_format is None:
        return None
    with user_session(user.user_id) as session:
        content = export_format.build(session)
    return Download(f"applications-{now():%Y-%m-%d}.{export_format.ending}", export_format.media_type, content)


def build_rejected_rows(request: Request, user: SignedInUser) -> Download | None:
    """Return the rejected rows of an import; None for an import that is not the person's."""
    import_id = parse_uuid(request.query_params.get("import"))
    with user_session(user.user_id) as session:
        content = history.build_rejected_rows_csv(session, import_id) if import_id else None
    return None if content is None else Download("not-imported.csv", CSV_TYPE, content)


ROUTES: tuple[Route, ...] = (
    build_download_route("/applications/export", build_export, screen="/applications?do=export"),
    build_download_route("/applications/rejected-rows", build_rejected_rows, screen="/applications?do=import"),
)
