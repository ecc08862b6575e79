"""Draw how the account is protected beyond its password. The pages that change it: app.accounts.factors."""

from __future__ import annotations

from app.accounts.factors.overview import load_factors
from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.kit.formats import day
from app.kit.i18n import _, ngettext
from app.kit.ui.rows import render_setting


def render_second_factors(user: SignedInUser) -> None:
    """Draw the authenticator app with a link to set it up or to change it."""
    factors, zone = load_factors(user.user_id), current_user.get_zone(user)
    if factors.totp_since is None:
        text = _("Not set up. With it, signing in also needs a code from your phone.")
        render_setting(_("Authenticator app"), text, link=(_("Set up authenticator app"), "/auth/totp"))
        return
    text = _("Set up on {day}").format(day=day(factors.totp_since, zone))
    note = ngettext("{count} recovery code left", "{count} recovery codes left", factors.recovery_code_count).format(
        count=factors.recovery_code_count
    )
    render_setting(_("Authenticator app"), text, note=note, link=(_("Change authenticator app"), "/auth/totp"))
