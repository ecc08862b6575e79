"""Format security events, devices and time zones. Markup escapes all values; nothing here calls Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup

from app.accounts.identities.providers import get_label, is_provider_key
from app.accounts.profile import SecurityEvent, list_known_timezones
from app.accounts.sessions import Device
from app.accounts.user_agents import describe_browser
from app.kit import formats
from app.kit.i18n import N_, _, ngettext
from app.kit.ui import widgets

_EVENT_LABELS = {
    "sign_up": N_("Account created"),
    "login_success": N_("Signed in"),
    "login_failure": N_("Sign-in failed: wrong password"),
    "login_limited": N_("Sign-in blocked: too many attempts"),
    "logout": N_("Signed out"),
    "email_verified": N_("Email confirmed"),
    "email_changed": N_("Email changed"),
    "password_reset": N_("Password reset by email"),
    "password_changed": N_("Password changed"),
    "session_revoked": N_("Devices signed out from settings"),
    "account_deleted": N_("Account deleted"),
    "account_restored": N_("Account restored"),
    "data_exported": N_("Data downloaded"),
    "totp_enabled": N_("Authenticator app set up"),
    "totp_disabled": N_("Authenticator app turned off"),
    "recovery_codes_created": N_("New recovery codes created"),
    "recovery_code_used": N_("Recovery code used"),
    "passkey_added": N_("Passkey added"),
    "passkey_removed": N_("Passkey removed"),
    "api_key_created": N_("API key created"),
    "api_key_revoked": N_("API keys revoked"),
    "calendar_address_created": N_("Calendar address created"),
    "calendar_address_removed": N_("Calendar address ended"),
}
# Of a provider such as GitHub, which the phrase names.
_PROVIDER_EVENT_LABELS = {
    "oauth_linked": N_("{provider} linked"),
    "oauth_unlinked": N_("{provider} unlinked"),
    "login_success": N_("Signed in with {provider}"),
    "login_failure": N_("Sign-in with {provider} failed"),
}
_FACTOR_EVENT_LABELS = {
    ("login_failure", "totp"): N_("Sign-in failed: right password, wrong code"),
    ("login_failure", "passkey"): N_("Sign-in with a passkey failed"),
    ("login_success", "passkey"): N_("Signed in with a passkey"),
}
_WARNING_EVENTS = frozenset({"login_failure", "login_limited", "recovery_code_used"})
# Technical zone names that no person picks.
_LEGACY_ZONE_PREFIXES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")
_JUST_NOW = timedelta(minutes=2)
_ONE_HOUR = timedelta(hours=1)


def describe_event(event: SecurityEvent) -> str:
    """Return a security event as a phrase."""
    factor_label = _FACTOR_EVENT_LABELS.get((event.event, event.provider or ""))
    if factor_label:
        return _(factor_label)
    if event.provider and is_provider_key(event.provider) and event.event in _PROVIDER_EVENT_LABELS:
        return formats.translate_value(event.event, _PROVIDER_EVENT_LABELS).format(provider=get_label(event.provider))
    return (
        formats.translate_value(event.event, _EVENT_LABELS)
        if event.event in _EVENT_LABELS
        else event.event.replace("_", " ").capitalize()
    )


def format_security_log(events: Sequence[SecurityEvent], zone: tzinfo) -> Markup:
    """Return the security log as a table."""
    headings = Markup("").join(
        Markup("<th>{}</th>").format(heading) for heading in (_("Event"), _("Time"), _("Browser"), _("IP address"))
    )
    rows = Markup("").join(
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            _emphasise_warning(event),
            formats.moment(event.at, zone),
            describe_browser(event.agent),
            event.address or _("unknown"),
        )
        for event in events
    )
    return Markup(
        '<div class="jl-scroll"><table class="jl-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(headings, rows)


def format_device(device: Device, zone: tzinfo, now: datetime, *, is_current: bool) -> Markup:
    """Return a signed-in device with its address and its last use."""
    badge = widgets.badge(_("This device"), "good") if is_current else ""
    last_used = _format_time_ago(device.last_used_at, now)
    usage = _("Active now") if is_current else _("Last used {time}").format(time=last_used)
    address = _("from {address}").format(address=device.address) if device.address else _("from an unknown address")
    signed_in = _("signed in {time}").format(time=formats.moment(device.created_at, zone))
    return Markup(
        '<div class="jl-badges"><b>{}</b>{}</div><div class="jl-quiet jl-small" title="{}">{}, {} · {}</div>'
    ).format(describe_browser(device.agent), badge, device.agent or "", usage, address, signed_in)


@lru_cache(maxsize=8)
def list_timezones(current: str | None) -> tuple[str, ...]:
    """Return the time zones to choose from, by name; a legacy name only where the user has it already."""
    names = {name for name in list_known_timezones() if "/" in name and not name.startswith(_LEGACY_ZONE_PREFIXES)}
    return tuple(sorted(names | {"UTC"} | ({current} if current else set())))


def format_timezone(name: str, at: datetime) -> str:
    """Return a time zone with its offset: "Europe/Berlin (UTC+01:00)"."""
    offset = at.astimezone(ZoneInfo(name)).strftime("%z")
    return f"{name.replace('_', ' ')} (UTC{offset[:3]}:{offset[3:5]})"


def _format_time_ago(moment: datetime, now: datetime) -> str:
    if now - moment < _JUST_NOW:
        return _("just now")
    if now - moment < _ONE_HOUR:
        minutes = (now - moment) // timedelta(minutes=1)
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    return formats.age(moment, now)


def _emphasise_warning(event: SecurityEvent) -> Markup:
    text = describe_event(event)
    return Markup("<b>{}</b>").format(text) if event.event in _WARNING_EVENTS else Markup("{}").format(text)
