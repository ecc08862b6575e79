"""Answer the applications' addresses: calendar feed, files and the printed list."""

from starlette.routing import Route

from app.applications.routes import calendar, files, printing

ROUTES: tuple[Route, ...] = (*calendar.ROUTES, *files.ROUTES, *printing.ROUTES)
