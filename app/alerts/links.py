"""Build the links in an alert's email: its search, the alerts screen, and unsubscribing."""

from __future__ import annotations

import hmac
from urllib.parse import urlencode
from uuid import UUID

from app.alerts.emails import Links
from app.search.criteria import Criteria
from app.web.links import build_url
from app.web.tokens import hash_with_key

UNSUBSCRIBE = "/auth/unsubscribe"
_PURPOSE = "end alert"


def build_alert_links(alert_id: UUID, criteria: Criteria) -> Links:
    """Return the links of an alert's email."""
    query = urlencode(criteria.address(), doseq=True)
    return Links(
        search=build_url("/feed") + (f"?{query}" if query else ""),
        alerts=build_url("/alerts"),
        unsubscribe=build_url(UNSUBSCRIBE, alert=str(alert_id), key=hash_with_key(_PURPOSE, str(alert_id))),
    )


def build_listing_link(listing_id: UUID) -> str:
    """Return the link to a listing's page."""
    return build_url("/listing", id=str(listing_id))


def read_unsubscribe_link(alert: str, key: str) -> UUID | None:
    """Return the alert of an unsubscribe link, None when the link is not ours. It works as long as the alert exists."""
    try:
        alert_id = UUID(alert)
    except ValueError:
        return None
    return alert_id if hmac.compare_digest(key.encode(), hash_with_key(_PURPOSE, str(alert_id)).encode()) else None
