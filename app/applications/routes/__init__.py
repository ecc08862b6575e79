"""Answer the applications' addresses: calendar feed, exports, files and the printed list."""

from starlette.routing import Route

from app.applications.routes import calendar, exports, files, printing

ROUTES: tuple[Route, ...] = (*calendar.ROUTES, *exports.ROUTES, *files.ROUTES, *printing.ROUTES)
