"""What matching alerts needs: names and places as words, a note of every changed alert, and when letters went out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PIPELINE, APP = "jobledger_pipeline", "jobledger_app"
DOCUMENT_WORDS = {"company_words": "ops.name_words(company_name)", "location_words": "ops.place_words(location_text)"}
# What a search asks for; other columns, such as when it last ran, change nothing for its alerts.
ASKED = (
    "query", "location_text", "remote_flag", "salary_min", "salary_max", "experience_level", "workplace_type",
    "employment_type", "company_exclude", "keyword_exclude", "country",
)  # fmt: skip


def upgrade() -> None:
    """Create functions and columns, then the notes, then what tells how alerts do."""
    _words()
    _changes()
    _letters()
    _health()


def _words() -> None:
    """Texts as words between single blanks, so that "meta" is found in "Meta Platforms" and not in "Metabase"."""
    op.execute(r"""
        create function ops.name_words(name text) returns text language sql immutable parallel safe as $$
            select ' ' || coalesce(nullif(btrim(regexp_replace(lower(name), '\W+', ' ', 'g')), '') || ' ', '')
        $$
    """)
    op.execute(r"""
        create function ops.place_words(place text) returns text language sql immutable parallel safe as $$
            select replace(replace(replace(replace(replace(replace(ops.name_words(place),
                ' uk ', ' united kingdom '), ' gb ', ' united kingdom '), ' great britain ', ' united kingdom '),
                ' us ', ' united states '), ' usa ', ' united states '), ' uae ', ' united arab emirates ')
        $$
    """)
    # What a name or place asked for must be like; what has no word in it asks for nothing.
    op.execute(r"""
        create function ops.name_patterns(names text[]) returns text[] language sql immutable parallel safe as $$
            select coalesce(array_agg('%' || replace(words, '_', '\_') || '%'), '{}')
            from (select ops.name_words(name) as words from unnest(names) as name) as named
            where words <> ' '
        $$
    """)
    op.execute(r"""
        create function ops.place_patterns(place text) returns text[] language sql immutable parallel safe as $$
            select coalesce(array_agg('%' || replace(words, '_', '\_') || '%'), '{}')
            from (
                select ops.place_words(regexp_replace(part, '^\s*america\s*$', 'united states', 'i')) as words
                from unnest(string_to_array(place, ',')) as part
            ) as named
            where words <> ' '
        $$
    """)
    # A list of phrases as one wording for websearch_to_tsquery.
    op.execute("""
        create function ops.any_phrase(phrases text[]) returns text language sql immutable parallel safe as $$
            select string_agg('"' || translate(left(phrase, 80), '"', ' ') || '"', ' or ')
            from unnest(phrases) as phrase
        $$
    """)
    op.execute("""
        create function ops.texts(list jsonb) returns text[] language sql immutable parallel safe as $$
            select case when jsonb_typeof(list) = 'array' then array(select jsonb_array_elements_text(list)) end
        $$
    """)
    for name, expression in DOCUMENT_WORDS.items():
        op.add_column(
            "listing_documents",
            sa.Column(name, sa.Text(), sa.Computed(f"coalesce({expression}, ' ')", persisted=True), nullable=False),
            schema="ops",
        )


def _changes() -> None:
    """Whoever writes an alert or its search, a row says that its anchors are to be made anew."""
    op.create_table(
        "alert_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alert_changes"),
        schema="ops",
    )
    op.execute(f"grant select, delete on ops.alert_changes to {PIPELINE}")
    new, old = (", ".join(f"{rows}.{name}" for name in ASKED) for rows in ("new_rows", "old_rows"))
    _note(
        "search_changed",
        "saved_searches",
        "select a.id from new_rows join old_rows using (id) join job_alerts as a on a.saved_search_id = new_rows.id"  # noqa: S608 - names of columns, constants above
        f" where ({new}) is distinct from ({old})",
        {"update": "old table as old_rows new table as new_rows"},
    )
    _note(
        "search_extras_changed",
        "ops.saved_search_extras",
        "select a.id from job_alerts as a where a.saved_search_id in (select saved_search_id from changed)",
        {
            "insert": "new table as changed",
            "update": "new table as changed",
            "delete": "old table as changed",
        },
    )
    _note("alert_made", "job_alerts", "select id from changed", {"insert": "new table as changed"})
    op.execute("insert into ops.alert_changes (job_alert_id) select id from job_alerts")


def _note(name: str, table: str, changed: str, events: dict[str, str]) -> None:
    # Its owner's rights: who changes a search has none on these notes.
    op.execute(
        f"create function ops.{name}() returns trigger language plpgsql security definer set search_path = public as $$"
        f" begin insert into ops.alert_changes (job_alert_id) {changed}; return null; end $$"
    )
    for event, tables in events.items():
        op.execute(
            f"create trigger {name}_{event} after {event} on {table} referencing {tables}"
            f" for each statement execute function ops.{name}()"
        )


def _letters() -> None:
    """A match keeps the id of its letter for good, also when the letter is forgotten, and learns when it went out."""
    op.drop_constraint("fk_alert_deliveries_email_id", "alert_deliveries", schema="ops", type_="foreignkey")
    op.execute("""
        create function ops.letter_sent() returns trigger language plpgsql security definer set search_path = public
        as $$ begin
            update ops.alert_deliveries set sent_at = new.sent_at where email_id = new.id; return null;
        end $$
    """)
    op.execute("""
        create trigger letter_sent after update of sent_at on ops.email_outbox for each row
        when (old.sent_at is null and new.sent_at is not null) execute function ops.letter_sent()
    """)
    # The last time at or before `moment` that a report was due; never for immediate. An hour that a day lacks counts
    # as the one after it; one that a day has twice counts once. Unknown time zones count as UTC.
    op.execute("""
        create function ops.last_report_time(
            frequency text, hour int, weekday int, timezone text, moment timestamptz
        ) returns timestamptz language plpgsql stable as $$
        declare
            zone text := coalesce(timezone, 'UTC');
            step int := case frequency when 'daily' then 1 when 'weekly' then 7 end;
            day date;
            due timestamptz;
        begin
            begin
                day := (moment at time zone zone)::date;
            exception when invalid_parameter_value then
                zone := 'UTC';
                day := (moment at time zone zone)::date;
            end;
            if step = 7 then
                day := day - (extract(isodow from day)::int - weekday + 7) % 7;
            end if;
            due := (day + make_time(hour, 0, 0)) at time zone zone;
            if due > moment then
                due := (day - step + make_time(hour, 0, 0)) at time zone zone;
            end if;
            return due;
        end $$
    """)
    op.execute("""
        create function ops.next_report_time(
            frequency text, hour int, weekday int, timezone text, moment timestamptz
        ) returns timestamptz language sql stable as $$
            select min(due) from (
                select ops.last_report_time(frequency, hour, weekday, timezone, moment + days * interval '1 day') as due
                from generate_series(1, case frequency when 'weekly' then 8 else 2 end) as days
            ) as coming
            where due > moment
        $$
    """)
    # When an alert next reports is worked out anew after its hour, day or frequency changed.
    op.execute("""
        create function ops.schedule_changed() returns trigger language plpgsql as $$ begin
            new.next_report_at := null; return new;
        end $$
    """)
    op.execute("""
        create trigger schedule_changed before update of hour, weekday on ops.alert_schedules for each row
        when ((old.hour, old.weekday) is distinct from (new.hour, new.weekday))
        execute function ops.schedule_changed()
    """)
    op.execute("""
        create function ops.frequency_changed() returns trigger language plpgsql security definer
        set search_path = public as $$ begin
            update ops.alert_schedules set next_report_at = null where job_alert_id = new.id; return null;
        end $$
    """)
    op.execute("""
        create trigger frequency_changed after update of frequency on job_alerts for each row
        when (old.frequency is distinct from new.frequency) execute function ops.frequency_changed()
    """)
    op.create_index(
        "ix_job_alerts_last_checked_at", "job_alerts", ["last_checked_at"], postgresql_where=sa.text("is_active")
    )


def _health() -> None:
    """How long people wait, for operators and the pipeline: figures only, nobody's rows."""
    op.execute(f"""
        create function ops.alert_health(moment timestamptz, since timestamptz)
        returns table (frequency text, sent bigint, p50_seconds float8, p95_seconds float8, waiting bigint,
            oldest_due timestamptz)
        language sql stable security definer set search_path = public as $$
            with told as (
                select a.frequency::text as frequency, d.*, m.created_at as written_at, m.not_before,
                    coalesce(s.hour, 8) as hour, coalesce(s.weekday, 1) as weekday, c.timezone,
                    a.is_active and c.user_id is not null as is_wanted
                from ops.alert_deliveries as d
                join job_alerts as a on a.id = d.job_alert_id
                left join ops.alert_accounts as c on c.job_alert_id = a.id
                left join ops.alert_schedules as s on s.job_alert_id = a.id
                left join ops.email_outbox as m on m.id = d.email_id
                where d.sent_at >= since or d.sent_at is null
            ),
            due as (
                select told.frequency, case
                    when sent_at is not null then null
                    when email_id is not null then
                        case when not_before < '9999-01-01' then
                            case told.frequency when 'immediate' then seen_at else written_at end
                        end
                    when not is_wanted then null
                    when told.frequency = 'immediate' then seen_at
                    when matched_at < ops.last_report_time(told.frequency, hour, weekday, timezone, moment) then
                        ops.last_report_time(told.frequency, hour, weekday, timezone, moment)
                end as due_since, extract(epoch from sent_at - seen_at) as seconds, sent_at
                from told
            )
            select due.frequency, count(sent_at),
                percentile_cont(0.5) within group (order by seconds) filter (where sent_at is not null),
                percentile_cont(0.95) within group (order by seconds) filter (where sent_at is not null),
                count(due_since), min(due_since)
            from due
            where session_user = '{PIPELINE}' or ops.is_operator()
            group by due.frequency
        $$
    """)  # noqa: S608 - a role's name, a constant above
    op.execute(f"""
        create function ops.alert_queue_health() returns table (waiting bigint, oldest timestamptz)
        language sql stable security definer set search_path = public as $$
            select count(*), min(seen_at) from ops.alert_queue
            where session_user = '{PIPELINE}' or ops.is_operator()
        $$
    """)  # noqa: S608 - a role's name, a constant above
    for function in ("ops.alert_health(timestamptz, timestamptz)", "ops.alert_queue_health()"):
        op.execute(f"revoke execute on function {function} from public")
        op.execute(f"grant execute on function {function} to {PIPELINE}, {APP}")
