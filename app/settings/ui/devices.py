"""The signed-in devices, each with its way out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from starlette.requests import HTTPConnection

from app.accounts import profile
from app.accounts.sessions import Device, SignedIn
from app.accounts.ui import current_user
from app.kit.formats import counted
from app.kit.ui.rows import asked, say, section
from app.settings.ui import labels
from app.web.client import Client, client_of
from database.clock import now


def devices(person: SignedIn, live: Sequence[Device]) -> None:
    """Where the account is signed in, this device first."""
    section(
        "Devices", "Where you are signed in. Signing a device out works at once, even on a page that is open there."
    )
    zone = current_user.zone(person)
    for one in sorted(live, key=lambda device: device.session_id != person.session_id):
        is_this = one.session_id == person.session_id
        with st.container(key=f"device-{one.session_id}", horizontal=True, vertical_alignment="center"):
            st.html(labels.device(one, zone, now(), is_this=is_this), width="stretch")
            if is_this:
                st.html('<a class="jl-act" href="/auth/sign-out" target="_self">Sign out</a>', width="content")
            elif st.button("Sign out", key=f"out-{one.session_id}"):
                profile.sign_out(person.user_id, one.session_id, client())
                say("The device is signed out")
    others = len(live) - 1
    if others and asked(
        "out-others",
        "Sign out all other devices",
        f"{counted(others, 'device')} will be signed out; this one stays signed in.",
        "Sign them out",
    ):
        ended = profile.sign_out_others(person.user_id, person.session_id, client())
        say(f"{counted(ended, 'device')} signed out")


def client() -> Client:
    """Who asks, as the page's connection tells; a loopback connection has no address in Streamlit's words."""
    headers = [
        (name.lower().encode(), value.encode("latin-1", "replace")) for name, value in st.context.headers.items()
    ]
    peer = (st.context.ip_address or "127.0.0.1", 0)
    return client_of(HTTPConnection({"type": "websocket", "headers": headers, "client": peer}))
