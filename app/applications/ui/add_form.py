"""Draw the dialog that adds an application by hand, with a warning about earlier applications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.accounts.ui import current_user
from app.applications.application_field import ApplicationField
from app.applications.fields import DETAIL_FIELDS
from app.applications.new_application import NewApplication
from app.applications.stages import Stage, Status
from app.applications.ui import actions, loaders
from app.applications.ui.dates import to_moment
from app.applications.ui.earlier_list import render_earlier_applications
from app.applications.ui.field_inputs import draw_input, draw_rows
from app.kit.i18n import _
from app.kit.text import escape_markdown
from app.kit.ui import widgets
from database.clock import now

_STAGE_KEY = "add-stage"
_TEXT_HEIGHT = 90


def open_add_dialog(stages: Sequence[Stage]) -> None:
    """Open the form. Nothing is added before its button is pressed."""
    st.dialog(_("Add an application"))(_draw_form)(stages)


def _draw_form(stages: Sequence[Stage]) -> None:
    user = current_user.get_current_user()
    if user is None:
        st.html(widgets.banner("warn", _("You are signed out."), _("Reload the page and sign in.")))
        return
    zone = current_user.get_zone(user)

    def draw(field: ApplicationField, container: DeltaGenerator) -> Any:
        if field.name == "stage":
            return _draw_stage(field, container, stages)
        if field.name == "applied_at":
            return to_moment(_draw_applied_on(field, container, stages), zone)
        return draw_input(field, container, None, zone, text_height=_TEXT_HEIGHT)

    def warn(values: Mapping[str, Any]) -> None:
        if list(values)[-1] == "company" and values["company"].strip():
            earlier = loaders.load_earlier(user, values["title"], values["company"])
            if earlier:
                st.html(render_earlier_applications(earlier, zone))

    values = draw_rows("add", draw, warn)
    if st.button(_("Add application"), type="primary", icon=":material/add:") and actions.add(
        _create_application(values)
    ):
        st.rerun()


def _create_application(values: Mapping[str, Any]) -> NewApplication:
    applied_at = values["applied_at"]
    return NewApplication(
        title=values["title"],
        company=values["company"],
        location=values["location"] or None,
        url=values["url"] or None,
        stage_id=values["stage"],
        applied_at=min(applied_at, now()) if applied_at else None,
        notes=values["notes"] or None,
        details={field.name: values.get(field.name) or None for field in DETAIL_FIELDS},
    )


def _draw_stage(field: ApplicationField, container: DeltaGenerator, stages: Sequence[Stage]) -> Any:
    names = {stage.id: escape_markdown(stage.name) for stage in stages}
    applied = next((number for number, stage in enumerate(stages) if stage.status == Status.APPLIED), 0)
    return container.selectbox(
        _(field.label), list(names), index=applied, format_func=names.__getitem__, key=_STAGE_KEY
    )


def _draw_applied_on(field: ApplicationField, container: DeltaGenerator, stages: Sequence[Stage]) -> Any:
    stage = next(stage for stage in stages if stage.id == st.session_state[_STAGE_KEY])
    is_planned = stage.status == Status.PLANNED
    user = current_user.get_current_user()
    today = now().astimezone(current_user.get_zone(user)).date()
    return container.date_input(
        _(field.label),
        None if is_planned else today,
        max_value=today,
        format="DD.MM.YYYY",
        key=f"add-applied-{is_planned}",
    )
