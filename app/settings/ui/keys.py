"""Draw the calendar address and the API keys. The pages that change them: app.settings.key_routes."""

from __future__ import annotations

from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.api import keys
from app.applications import calendar
from app.kit.formats import day
from app.kit.i18n import _, ngettext
from app.kit.ui.rows import render_section, render_setting
from database.clock import now
from database.sessions import auth_session


def render_keys(user: SignedInUser) -> None:
    """Draw whether there is a calendar address and how many API keys, each with a link to change them."""
    render_section(
        _("Calendar and API"), _("Let a calendar read your dates, and your own programs your data, without signing in.")
    )
    with auth_session() as session:
        feed = calendar.find_feed(session, user.user_id)
        since = feed.created_at if feed else None
        live_keys = [key for key in keys.list_keys(session, user.user_id) if key.ends_at > now()]
    if since is None:
        render_setting(_("Calendar"), _("Off"), link=(_("Create calendar address"), "/auth/calendar"))
    else:
        text = _("Address created on {day}").format(day=day(since, current_user.get_zone(user)))
        render_setting(_("Calendar"), text, link=(_("Change calendar address"), "/auth/calendar"))
    count = len(live_keys)
    text = ngettext("{count} key", "{count} keys", count).format(count=count) if count else _("None")
    note = _("The API is described at /api/v1/openapi.json.")
    link = (_("Manage API keys") if count else _("Create API key"), "/auth/keys")
    render_setting(_("API keys"), text, note=note, link=link)
