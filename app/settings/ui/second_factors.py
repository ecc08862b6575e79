"""Draw how the account is protected beyond its password. The pages that change it: app.accounts.factors."""

from __future__ import annotations

from app.accounts.factors.overview import load_factors
from app.accounts.sessions import SignedInUser
from app.accounts.ui import current_user
from app.kit.formats import day
from app.kit.i18n import _, ngettext
from app.kit.ui.rows import render_setting


def render_second_factors(user: SignedInUser) -> None:
    """Draw passkeys and the authenticator app, each with a link to change it."""
    factors = load_factors(user.user_id)
    count = factors.passkey_count
    text = ngettext("{count} passkey", "{count} passkeys", count).format(count=count) if count else _("None")
    render_setting(_("Passkeys"), text, link=(_("Manage passkeys") if count else _("Add a passkey"), "/auth/passkeys"))
    if factors.totp_since is None:
        text = _("Not set up. With it, signing in also needs a code from your phone.")
        render_setting(_("Authenticator app"), text, link=(_("Set up authenticator app"), "/auth/totp"))
        return
    text = _("Set up on {day}").format(day=day(factors.totp_since, current_user.get_zone(user)))
    note = ngettext("{count} recovery code left", "{count} recovery codes left", factors.recovery_code_count).format(
        count=factors.recovery_code_count
    )
    render_setting(_("Authenticator app"), text, note=note, link=(_("Change authenticator app"), "/auth/totp"))
