"""GET /suggest?field=title&typed=data: what the search form proposes while someone types. Nobody's own; JSON."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from app.search.suggestions import FIELDS, suggest
from database.sessions import public_session

# The same letters are asked for again and again: the browser may keep the answer for five minutes.
_KEPT = {"Cache-Control": "public, max-age=300"}


def suggestions(request: Request) -> JSONResponse:
    """A list of texts; 404 for a field there are no suggestions for."""
    field = next((one for one in FIELDS if one == request.query_params.get("field")), None)
    if field is None:
        return JSONResponse([], status_code=404)
    with public_session() as session:
        return JSONResponse(suggest(session, field, request.query_params.get("typed", "")), headers=_KEPT)


ROUTES: tuple[Route, ...] = (Route("/suggest", suggestions, methods=["GET"]),)
