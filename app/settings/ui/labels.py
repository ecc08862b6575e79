"""How settings read: security events, devices and time zones in words. Nothing here calls Streamlit."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.accounts.profile import Happened, known_timezones
from app.accounts.sessions import Device
from app.accounts.user_agents import readable
from app.kit import formats
from app.kit.text import escaped
from app.kit.ui import widgets

_HAPPENED = {
    "sign_up": "Account made",
    "login_success": "Signed in",
    "login_failure": "Sign-in failed: wrong password",
    "login_limited": "Sign-in held back: too many tries",
    "logout": "Signed out",
    "email_verified": "Address confirmed",
    "email_changed": "Address changed",
    "password_reset": "New password set through a letter",
    "password_changed": "Password changed",
    "oauth_linked": "GitHub linked",
    "oauth_unlinked": "GitHub unlinked",
    "session_revoked": "Devices signed out from settings",
    "account_deleted": "Account deleted",
    "account_restored": "Account brought back",
    "data_exported": "Data downloaded",
}
_TROUBLE = {"login_failure", "login_limited"}
_OTHER_NAMES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")
_JUST_NOW = timedelta(minutes=2)
_HOUR = timedelta(hours=1)


def happened(one: Happened) -> str:
    """What happened, as a sentence for the person it happened to."""
    words = _HAPPENED.get(one.event, one.event.replace("_", " ").capitalize())
    if one.provider == "github" and one.event.startswith("login"):
        return words.replace("Signed in", "Signed in with GitHub").replace(": wrong password", " at GitHub")
    return words


def log(entries: list[Happened], zone: tzinfo) -> str:
    """The security log as a table."""
    rows = "".join(
        f"<tr><td>{_marked(one)}</td><td>{escaped(formats.moment(one.at, zone))}</td>"
        f"<td>{escaped(readable(one.agent))}</td><td>{escaped(one.address or 'unknown')}</td></tr>"
        for one in entries
    )
    return (
        '<div class="jl-scroll"><table class="jl-table"><thead><tr><th>What</th><th>When</th><th>Browser</th>'
        f"<th>Network address</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def device(one: Device, zone: tzinfo, now: datetime, *, is_this: bool) -> str:
    """A signed-in device: what it is, whether it is this one, where and when it was last used."""
    here = widgets.badge("This device", "good") if is_this else ""
    used = "in use now" if is_this else f"last used {_used(one.last_used_at, now)}"
    place = f"from {escaped(one.address)}" if one.address else "from an unknown address"
    return (
        f'<div class="jl-badges"><b>{escaped(readable(one.agent))}</b>{here}</div>'
        f'<div class="jl-quiet jl-small" title="{escaped(one.agent or "")}">{escaped(used)}, {place} · '
        f"signed in {escaped(formats.moment(one.created_at, zone))}</div>"
    )


def _used(moment: datetime, now: datetime) -> str:
    if now - moment < _JUST_NOW:
        return "just now"
    if now - moment < _HOUR:
        return f"{(now - moment) // timedelta(minutes=1)} minutes ago"
    return formats.age(moment, now)


def _marked(one: Happened) -> str:
    words = escaped(happened(one))
    return f"<b>{words}</b>" if one.event in _TROUBLE else words


@lru_cache(maxsize=8)
def timezones(kept: str | None) -> tuple[str, ...]:
    """The zones to choose from, by name; old and technical names only where one is what the person has."""
    usual = {name for name in known_timezones() if "/" in name and not name.startswith(_OTHER_NAMES)}
    return tuple(sorted(usual | {"UTC"} | ({kept} if kept else set())))


def timezone(name: str, at: datetime) -> str:
    """A zone with how far it is from UTC now: "Europe/Berlin (UTC+01:00)"."""
    offset = at.astimezone(ZoneInfo(name)).strftime("%z")
    return f"{name.replace('_', ' ')} (UTC{offset[:3]}:{offset[3:5]})"
