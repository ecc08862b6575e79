"""Answer GET /suggest?field=title&typed=data with the search form's suggestions, as JSON. It is public."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from app.search.suggestions import SUGGESTED_FIELDS, suggest
from database.sessions import public_session

# The same letters are typed again and again: the browser may cache the answer for five minutes.
_CACHE_HEADERS = {"Cache-Control": "public, max-age=300"}


def list_suggestions(request: Request) -> JSONResponse:
    """Return a list of texts, or 404 for a field without suggestions."""
    field = next((name for name in SUGGESTED_FIELDS if name == request.query_params.get("field")), None)
    if field is None:
        return JSONResponse([], status_code=404)
    with public_session() as session:
        return JSONResponse(suggest(session, field, request.query_params.get("typed", "")), headers=_CACHE_HEADERS)


ROUTES: tuple[Route, ...] = (Route("/suggest", list_suggestions, methods=["GET"]),)
