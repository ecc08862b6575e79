"""What figures are counted from: a title's group, what an application's facts are, and what was counted of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

PIPELINE = "jobledger_pipeline"
# Levels in English, German and French; numerals of a grade. What a person heads ("head of") is another job and stays.
_LEVELS = (
    "junior|senior|jr|sr|mid|entry|level|lead|principal|staff|intern|interns|internship|trainee|graduate|apprentice|"
    "working student|werkstudent|werkstudentin|praktikum|praktikant|praktikantin|azubi|stagiaire|stage|alternance|"
    "confirmé|débutant|i|ii|iii|iv|v|[1-5]"
)
# Punctuation is named, not "what is no letter": which characters are letters depends on the server's locale.
_PUNCTUATION = r"[][\s!\"$%''()*,./:;<=>?@\\^_`{|}~·•–—-]+"  # noqa: RUF001 - dashes are meant
# The rule is told in docs/analytics.md. Materialized, or each step would be worked out again wherever it is named.
_TITLE_GROUP = rf"""
create function ops.title_group(title text) returns text
language sql immutable strict parallel safe
begin atomic
    with cut as materialized (
        select regexp_replace(regexp_replace(regexp_replace(
            lower(normalize(title, nfkc)),
            '[:*_/]-?in(nen)?\M|[({{[][^])}}]*[])}}]', ' ', 'g'),
            '(^|\s)([mwfdxh]\s?[/|]\s?){{1,3}}[mwfdxh](\s|$)', ' ', 'g'),
            '[,|:;@/]|\s[-–—]+\s', chr(31), 'g') as parts
    ), named as materialized (
        select parts, regexp_replace(regexp_replace(parts, '\m({_LEVELS})\M', ' ', 'g'), '{_PUNCTUATION}', ' ', 'g')
            as words
        from cut
    ), chosen as materialized (
        select btrim(split_part(words, chr(31), 1)) as head,
            btrim(regexp_replace(words, '[ \x1f]+', ' ', 'g')) as words,
            btrim(regexp_replace(replace(parts, chr(31), ' '), '{_PUNCTUATION}', ' ', 'g')) as whole
        from named
    )
    select coalesce(case when head like '% %' then head end, nullif(words, ''), nullif(whole, ''),
        nullif(btrim(lower(title)), ''))
    from chosen;
end
"""  # noqa: RUF001, S608 - dashes are meant; the parts are our own
# Title, company and workplace are what the application itself keeps, so that a listing that changes later changes no
# figure. A card moved to Interviewing or Offer counts like the interview or offer; without either, the answer does.
_FACTS = """
create view ops.application_facts as
select a.id as application_id, a.user_id, coalesce(u.timezone, 'UTC') as timezone, a.status, a.applied_at,
    a.response_at,
    coalesce(s.interview_at, case when a.status = 'interviewing' or s.was_interviewing then answer.at end)
        as first_interview_at,
    coalesce(s.offer_at, case when a.status = 'offer' or s.was_offered then answer.at end) as first_offer_at,
    case when a.status = 'rejected' then coalesce(s.rejected_at, answer.at, a.applied_at) end as rejected_at,
    a.job_listing_id,
    a.listing_snapshot ->> 'title' as title,
    a.listing_snapshot ->> 'company' as company,
    a.listing_snapshot ->> 'workplace_type' as workplace_type,
    coalesce(j.code, a.source) as source,
    coalesce(j.may_aggregate, true) as may_aggregate,
    a.created_at, a.updated_at
from job_applications as a
join users as u on u.id = a.user_id and u.deleted_at is null
left join job_listings as l on l.id = a.job_listing_id
left join job_sources as j on j.id = l.job_source_id
cross join lateral (select case when a.response_at >= a.applied_at then a.response_at end as at) as answer
left join lateral (
    select
        min(e.occurred_at) filter (
            where e.event_type = 'interview' or e.payload ->> 'status_to' = 'interviewing') as interview_at,
        min(e.occurred_at) filter (where e.event_type = 'offer' or e.payload ->> 'status_to' = 'offer') as offer_at,
        max(e.occurred_at) filter (where e.payload ->> 'status_to' = 'rejected') as rejected_at,
        bool_or(e.payload ->> 'status_from' = 'interviewing') as was_interviewing,
        bool_or(e.payload ->> 'status_from' = 'offer') as was_offered
    from application_events as e
    where e.job_application_id = a.id and e.occurred_at >= a.applied_at
) as s on true
where a.deleted_at is null
"""


def upgrade() -> None:
    """Create the function, the view anew, and the table of what was counted."""
    op.execute(_TITLE_GROUP)
    op.execute("comment on function ops.title_group is 'What titles are grouped by: without level, place and team.'")
    op.execute("drop view ops.application_facts")
    op.execute(_FACTS)
    op.execute(f"grant select on ops.application_facts to {PIPELINE}")
    stamp = sa.DateTime(timezone=True)
    op.create_table(
        "counted_applications",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title_group", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("workplace", sa.Text(), nullable=False),
        sa.Column("may_aggregate", sa.Boolean(), nullable=False),
        sa.Column("applied_at", stamp, nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("applied_on_utc", sa.Date(), nullable=False),
        sa.Column("responded_at", stamp, nullable=True),
        sa.Column("interviewed_at", stamp, nullable=True),
        sa.Column("offered_at", stamp, nullable=True),
        sa.Column("rejected_at", stamp, nullable=True),
        sa.PrimaryKeyConstraint("application_id", name="pk_counted_applications"),
        schema="staging",
    )
    op.create_table(
        "counted_until",
        sa.Column("until", stamp, nullable=False),
        sa.PrimaryKeyConstraint("until", name="pk_counted_until"),
        schema="staging",
    )
    # Has no title group yet. The next build makes it anew, with the two views that read it.
    op.execute("drop table if exists staging.int_listing_facts cascade")
    for table in ("counted_applications", "counted_until"):
        op.execute(f"alter table staging.{table} owner to {PIPELINE}")
