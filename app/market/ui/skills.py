"""Draw Market, Skills: the skills that jobs name now, and how their share changes from week to week."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app.kit.i18n import _
from app.kit.ui import widgets
from app.market.openings import MarketOverview, Scope
from app.market.skills import TREND_WEEKS, SkillTrend
from app.market.ui import bars, labels, loaders, skill_labels, tables
from app.market.ui.panel import render_heading
from app.market.ui.tables import Column

_MAX_SKILLS = 12
_MAX_TRENDS = 8
_MAX_COMPARED_SKILLS = 6


def render(overview: MarketOverview, scope: Scope) -> None:
    """Draw the skills in demand, then their trends by week."""
    skills = loaders.load_skills()
    if not skills:
        advice = _("Skills are recognised by name in job posts. No open job post names one.")
        st.html(widgets.empty(_("No skills yet"), advice))
        return
    scope_note = labels.note_wider_scope(scope)
    visible_skills = skills[:_MAX_SKILLS]
    with st.container(key="part-skills"):
        rows = [(skill.name, skill.open, skill.new_30d) for skill in skills]
        columns = (_("Skill"), _("Open jobs"), _("Opened in 30 days"))
        description = skill_labels.describe_demand(visible_skills) + scope_note
        render_heading("skills", _("Skills in demand"), description, columns, rows)
        st.html(bars.render_bars([(skill.name, skill.open) for skill in visible_skills]))
    with st.container(key="part-weeks"):
        above_weeks_container = st.container(key="above-weeks")
        names = st.multiselect(
            _("Skills to compare"),
            [skill.name for skill in skills],
            key="skill",
            bind="query-params",
            max_selections=_MAX_COMPARED_SKILLS,
            placeholder=_("Leading skills. Choose up to six to compare"),
            width=420,
        )
        trends = loaders.load_skill_trends(tuple(names), _MAX_TRENDS)
        with above_weeks_container:
            description = skill_labels.describe_trends(trends)
            description += skill_labels.note_earlier_weeks(overview.days, trends) + scope_note
            render_heading(
                "skills-by-week", _("Skills by week"), description, _list_file_columns(), _list_file_rows(trends)
            )
        if trends and trends[0].weeks:
            st.html(_render_trend_table(trends))


def _list_file_columns() -> tuple[str, ...]:
    return (_("Skill"), _("Week from (Monday, UTC)"), _("Opened naming it"), _("Opened in the week"), _("Share"))


def _list_file_rows(trends: Sequence[SkillTrend]) -> list[tuple[object, ...]]:
    return [
        (
            trend.name,
            week.isoformat(),
            share.mentions,
            share.listings,
            None if share.share is None else round(share.share, 6),
        )
        for trend in trends
        for week, share in trend.weeks.items()
    ]


def _render_trend_table(trends: Sequence[SkillTrend]) -> Markup:
    columns = (
        Column(_("Skill"), is_number=False),
        Column(_("By week"), is_number=False),
        Column(_("Previous {count} weeks").format(count=TREND_WEEKS)),
        Column(_("Last {count} weeks").format(count=TREND_WEEKS)),
        Column(_("Change"), is_number=False),
    )
    rows = [
        (
            trend.name,
            tables.render_weeks(trend),
            skill_labels.format_share(trend.previous),
            skill_labels.format_share(trend.latest),
            skill_labels.format_change(trend),
        )
        for trend in trends
    ]
    note = _(
        "Bars: {weeks}. Shares are of the jobs that opened in those weeks. Each row has its own scale, so compare rows "
        "by their numbers."
    ).format(weeks=skill_labels.format_weeks(list(trends[0].weeks)))
    table = tables.render_table(_("Skills by week"), columns, rows)
    return table + Markup('<p class="jl-quiet jl-small">{}</p>').format(note)
