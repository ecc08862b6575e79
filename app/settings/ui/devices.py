"""Draw the signed-in devices, each with a button that signs it out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup
from starlette.requests import HTTPConnection

from app.accounts import profile
from app.accounts.sessions import Device, SignedInUser
from app.accounts.ui import current_user
from app.kit.i18n import _, ngettext
from app.kit.ui.rows import confirm, render_section, rerun_with_notice
from app.settings.ui import labels
from app.web.client import Client, read_client
from database.clock import now

_SIGN_OUT_LINK_HTML = Markup('<a class="jl-act" href="/auth/sign-out" target="_self">{}</a>')


def render_devices(user: SignedInUser, devices: Sequence[Device]) -> None:
    """Draw where the account is signed in, this device first."""
    render_section(_("Devices"), _("Where you are signed in. Signing out a device takes effect at once."))
    zone = current_user.get_zone(user)
    for device in sorted(devices, key=lambda device: device.session_id != user.session_id):
        is_current = device.session_id == user.session_id
        with st.container(key=f"device-{device.session_id}", horizontal=True, vertical_alignment="center"):
            st.html(labels.format_device(device, zone, now(), is_current=is_current), width="stretch")
            if is_current:
                st.html(_SIGN_OUT_LINK_HTML.format(_("Sign out")), width="content")
            elif st.button(_("Sign out"), key=f"out-{device.session_id}"):
                profile.sign_out(user.user_id, device.session_id, _read_current_client())
                rerun_with_notice(_("Device signed out"))
    _render_sign_out_others(user, len(devices) - 1)


def _render_sign_out_others(user: SignedInUser, others: int) -> None:
    if not others:
        return
    question = ngettext(
        "{count} other device will be signed out. This device stays signed in.",
        "{count} other devices will be signed out. This device stays signed in.",
        others,
    ).format(count=others)
    if confirm("out-others", _("Sign out all other devices"), question, _("Sign out other devices")):
        ended = profile.sign_out_others(user.user_id, user.session_id, _read_current_client())
        rerun_with_notice(
            ngettext("{count} device signed out", "{count} devices signed out", ended).format(count=ended)
        )


def _read_current_client() -> Client:
    """Return the client of this page's connection. Streamlit gives no address for a loopback connection."""
    headers = [
        (name.lower().encode(), value.encode("latin-1", "replace")) for name, value in st.context.headers.items()
    ]
    peer = (st.context.ip_address or "127.0.0.1", 0)
    return read_client(HTTPConnection({"type": "websocket", "headers": headers, "client": peer}))
