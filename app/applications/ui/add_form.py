"""Adding an application by hand, with a warning where the person applied before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

import streamlit as st

from app.accounts.sessions import SignedIn
from app.accounts.ui import current_user
from app.applications.records import Entry
from app.applications.stages import Stage, Status
from app.applications.ui import actions, loaders
from app.applications.ui.dates import moment
from app.applications.ui.earlier_list import before_html
from app.kit.text import literal
from app.kit.ui import widgets
from database.clock import now


@st.dialog("Add an application")
def add_dialog(stages: Sequence[Stage]) -> None:
    """The form. Nothing is added before its button is pressed."""
    person = current_user.current()
    if person is None:
        st.html(widgets.banner("warn", "You are signed out.", "Load the page again and sign in."))
        return
    zone = current_user.zone(person)
    title = st.text_input("Job title", max_chars=300, placeholder="Data Engineer")
    company = st.text_input("Company", max_chars=300)
    _warned(person, title, company, zone)
    left, right = st.columns(2)
    location = left.text_input("Place", max_chars=300)
    url = right.text_input("Address of the advertisement", max_chars=2000, placeholder="https://")
    names = {one.id: literal(one.name) for one in stages}
    usual = next((number for number, one in enumerate(stages) if one.status == Status.APPLIED), 0)
    stage_id = left.selectbox("Stage", list(names), index=usual, format_func=names.__getitem__)
    stage = next(one for one in stages if one.id == stage_id)
    today = now().astimezone(zone).date()
    applied = right.date_input(
        "Applied on", None if stage.status == Status.PLANNED else today, max_value=today, format="DD.MM.YYYY",
        key=f"add-applied-{stage.status == Status.PLANNED}",
    )  # fmt: skip
    notes = st.text_area("Notes", max_chars=10_000, height=90)
    if st.button("Add application", type="primary", icon=":material/add:"):
        at = moment(applied, zone)
        entry = Entry(
            title=title, company=company, location=location or None, url=url or None, stage_id=stage_id,
            applied_at=min(at, now()) if at else None, notes=notes or None,
        )  # fmt: skip
        if actions.add(entry):
            st.rerun()


def _warned(person: SignedIn, title: str, company: str, zone: tzinfo) -> None:
    if company.strip() and (found := loaders.applied_before(person, title, company)):
        st.html(before_html(found, zone))
