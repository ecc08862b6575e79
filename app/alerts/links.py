"""The addresses an alert's letter carries: its search, the alerts screen, and the one click that ends it."""

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


def of_alert(alert_id: UUID, criteria: Criteria) -> Links:
    """The links of an alert's letter."""
    query = urlencode(criteria.address(), doseq=True)
    return Links(
        search=absolute("/feed") + (f"?{query}" if query else ""),
        alerts=absolute("/alerts"),
        unsubscribe=absolute(UNSUBSCRIBE, alert=str(alert_id), key=keyed(_PURPOSE, str(alert_id))),
    )


def of_listing(listing_id: UUID) -> str:
    """The listing's own page."""
    return absolute("/listing", id=str(listing_id))


def alert_named(alert: str, key: str) -> UUID | None:
    """The alert an unsubscribe link names, None where the link is not ours. It is good for as long as the alert is."""
    try:
        alert_id = UUID(alert)
    except ValueError:
        return None
    return alert_id if hmac.compare_digest(key.encode(), keyed(_PURPOSE, str(alert_id)).encode()) else None
