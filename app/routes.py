"""Join the routes of all features, and say which addresses exist. What answers them: each feature's `routes`."""

from __future__ import annotations

from starlette.routing import Route

from app.accounts import confirmation
from app.accounts import routes as accounts_routes
from app.accounts.factors import passkey_routes, sign_in_routes, totp_routes
from app.accounts.identities import routes as identity_routes
from app.accounts.operators import routes as operators_routes
from app.alerts import routes as alerts_routes
from app.analytics import routes as analytics_routes
from app.api import routes as api_routes
from app.applications import routes as applications_routes
from app.comparisons import routes as comparisons_routes
from app.router import SCREENS
from app.search import routes as search_routes
from app.settings import key_routes
from app.settings import routes as settings_routes
from app.sources import routes as sources_routes

ROUTES: tuple[Route, ...] = (
    *accounts_routes.ROUTES,
    *sign_in_routes.ROUTES,
    *totp_routes.ROUTES,
    *passkey_routes.ROUTES,
    *confirmation.ROUTES,
    *identity_routes.ROUTES,
    *operators_routes.ROUTES,
    *settings_routes.ROUTES,
    *key_routes.ROUTES,
    *alerts_routes.ROUTES,
    *applications_routes.ROUTES,
    *comparisons_routes.ROUTES,
    *analytics_routes.ROUTES,
    *search_routes.ROUTES,
    *sources_routes.ROUTES,
    *api_routes.ROUTES,
)
# First parts of the paths, ours and Streamlit's, that are not screens.
_SERVED_NAMES = frozenset({"healthz", "suggest", "static", "media", "component", "app", "calendar", "api"})
# Those of Streamlit's own routes that a page requests; its metrics and its sign-in are not served.
_STREAMLIT_NAMES = frozenset({"health", "host-config", "stream", "bidi-components", "upload_file"})
_ROUTE_PATHS = frozenset(route.path for route in ROUTES)
_FILE_NAMES = frozenset({"index.html", "favicon.png", "manifest.json"})
_SCREEN_PATHS = frozenset(screen.path for screen in SCREENS)


def is_known(path: str) -> bool:
    """Return whether an address belongs to a screen, a route or a file that is served."""
    if path in _ROUTE_PATHS:
        return True
    first, _, rest = path.strip("/").partition("/")
    if first == "auth":
        return rest.startswith("static/")
    # A screen requests Streamlit's routes relative to its own path first: /feed/_stcore/health.
    if first in _SCREEN_PATHS and rest:
        first, _, rest = rest.partition("/")
        return first == "_stcore" and rest.partition("/")[0] in _STREAMLIT_NAMES
    if first == "_stcore":
        return rest.partition("/")[0] in _STREAMLIT_NAMES
    return first in _SERVED_NAMES or first in _SCREEN_PATHS or (first in _FILE_NAMES and not rest)
