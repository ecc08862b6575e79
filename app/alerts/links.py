"""Build the links in an alert's email: its search, the alerts screen, and unsubscribing."""

from __future__ import annotations

import hmac
from urllib.parse import urlencode
from uuid import UUID

from app.alerts.emails import Links
from app.search.criteria import Criteria
from app.web.links import absolute
from app.web.tokens import keyed

UNSUBSCRIBE = "/auth/unsubscribe"
_PURPOSE = "end alert"


def build_alert_links(alert_id: UUID, criteria: Criteria) -> Links:
    """Return the links of an alert's email."""
    query = urlencode(criteria.address(), doseq=True)
    return Links(
        search=absolute("/feed") + (f"?{query}" if query else ""),
        alerts=absolute("/alerts"),
        unsubscribe=absolute(UNSUBSCRIBE, alert=str(alert_id), key=keyed(_PURPOSE, str(alert_id))),
    )


def build_listing_link(listing_id: UUID) -> str:
    """Return the link to a listing's page."""
    return absolute("/listing", id=str(listing_id))


def read_unsubscribe_link(alert: str, key: str) -> UUID | None:
    """Return the alert of an unsubscribe link, None when the link is not ours. It works as long as the alert exists."""
    try:
        alert_id = UUID(alert)
    except ValueError:
        return None
    return alert_id if hmac.compare_digest(key.encode(), keyed(_PURPOSE, str(alert_id)).encode()) else None
