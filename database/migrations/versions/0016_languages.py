"""Search in the listing's own language, pages that cost the same however far on, and alerts that tell only what is new.

A document is read with the English dictionary and with that of its own language. Lexemes of the latter begin with the
language and a blank ("de entwickl"), those of the title with "t " once more; no text has a blank within a lexeme.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

PIPELINE = "jobledger_pipeline"
DICTIONARIES = {
    "en": "english", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "fi": "finnish", "fr": "french",
    "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
# What deciding whether a search matches reads of a document.
REQUIRED = ("listing_id", "document", "is_open", "posted_at", "job_source_id", "company_words", "location_words")
SEARCHED = (
    *REQUIRED, "country", "workplace_type", "employment_type", "experience_level", "salary_year_min",
    "salary_year_max", "currency",
)  # fmt: skip


def upgrade() -> None:
    """Create the functions, then the columns and indexes, then what alerts need."""
    _dictionaries()
    _queries()
    _titles_and_snippets()
    _documents()
    _indexes()
    _alerts()
    one_alert_per_search()


def _dictionaries() -> None:
    values = ", ".join(f"('{language}', 'pg_catalog.{name}'::regconfig)" for language, name in DICTIONARIES.items())
    op.execute(f"""
        create function ops.dictionaries() returns table (language text, dictionary regconfig)
        language sql immutable parallel safe as $$ values {values} $$
    """)
    op.execute("""
        create function ops.dictionary_of(wanted text) returns regconfig language sql immutable parallel safe as $$
            select coalesce(
                (select dictionary from ops.dictionaries() where language = wanted), 'pg_catalog.english'::regconfig
            )
        $$
    """)
    op.execute("create aggregate ops.all_of(tsquery) (sfunc = tsquery_and, stype = tsquery, parallel = safe)")
    op.execute("create aggregate ops.any_of(tsquery) (sfunc = tsquery_or, stype = tsquery, parallel = safe)")
    for kind in ("tsquery", "tsvector"):
        op.execute(rf"""
            create function ops.marked(words {kind}, mark text) returns {kind}
            language sql immutable parallel safe as $$
                select case when mark = '' then words
                    else regexp_replace(words::text, $r$'((?:[^']|'')*)'$r$, '''' || mark || '\1''', 'g')::{kind} end
            $$
        """)


def _queries() -> None:
    """Keywords as terms, a term as its readings, and all of them as one query."""
    # A term is a word or a "phrase", with a minus before it or not; `or` between terms begins another branch. A word
    # with a star is a beginning. What English has as stop words only asks for nothing.
    op.execute(r"""
        create function ops.search_terms(keywords text)
        returns table (branch int, term int, is_unwanted boolean, words text, beginning text)
        language sql immutable parallel safe as $$
            select branch, term, is_unwanted, words, beginning
            from (
                select (count(*) filter (where is_or) over (order by place))::int as branch, place::int as term, is_or,
                    is_unwanted, words, case
                        when words ~ '^[[:alnum:]]{3,}[*]$' and not is_quoted then lower(rtrim(words, '*'))
                    end as beginning
                from (
                    select place, found[1] = '-' as is_unwanted, coalesce(found[2], found[3]) as words,
                        found[2] is not null as is_quoted,
                        found[1] = '' and lower(found[3]) is not distinct from 'or' as is_or
                    from regexp_matches(keywords, '(-?)(?:"([^"]*)"?|([^\s"]+))', 'g')
                        with ordinality as parted (found, place)
                ) as parted
            ) as numbered
            where not is_or
                and (beginning is not null or numnode(phraseto_tsquery('pg_catalog.english', words)) > 0)
        $$
    """)
    op.execute("""
        create function ops.term_query(words text, beginning text, dictionary regconfig) returns tsquery
        language sql immutable parallel safe as $$
            select case when beginning is null then phraseto_tsquery(dictionary, words)
                else phraseto_tsquery(dictionary, words) || ('''' || beginning || ''':*')::tsquery end
        $$
    """)
    op.execute("""
        create function ops.search_readings(keywords text, place text)
        returns table (branch int, term int, is_unwanted boolean, is_beginning boolean, language text, words tsquery)
        language sql immutable parallel safe as $$
            select branch, term, is_unwanted, beginning is not null, language, ops.marked(
                ops.term_query(words, beginning, dictionary),
                place || case when language = 'en' then '' else language || ' ' end
            )
            from ops.search_terms(keywords) cross join ops.dictionaries()
        $$
    """)
    # A term is there when one of its readings is: its English one, or that of the listing's own language.
    op.execute("""
        create function ops.search_query(keywords text) returns tsquery
        language sql immutable strict parallel safe as $$
            select coalesce(ops.any_of(found order by branch), '')
            from (
                select branch, ops.all_of(case when is_unwanted then !!found else found end order by term) as found
                from (
                    select branch, term, is_unwanted, ops.any_of(words order by language) as found
                    from ops.search_readings(keywords, '')
                    group by branch, term, is_unwanted
                ) as terms
                group by branch
            ) as branches
        $$
    """)


def _titles_and_snippets() -> None:
    """What puts a listing before others, and what is marked in a snippet; neither decides what matches."""
    # What is wanted, in the title: all of it, or any of it.
    op.execute("""
        create function ops.title_query(keywords text, is_any boolean) returns tsquery
        language sql immutable strict parallel safe as $$
            select coalesce(ops.any_of(found order by branch), '')
            from (
                select branch, case when is_any then ops.any_of(found) else ops.all_of(found order by term) end as found
                from (
                    select branch, term, ops.any_of(words order by language) as found
                    from ops.search_readings(keywords, 't ')
                    where not is_unwanted
                    group by branch, term
                ) as terms
                group by branch
            ) as branches
        $$
    """)
    op.execute("""
        create function ops.headline_query(keywords text, dictionary regconfig) returns tsquery
        language sql immutable strict parallel safe as $$
            select coalesce(ops.any_of(found order by branch), '')
            from (
                select branch, ops.all_of(ops.term_query(words, beginning, dictionary) order by term) as found
                from ops.search_terms(keywords)
                where not is_unwanted
                group by branch
            ) as branches
        $$
    """)


def _documents() -> None:
    op.execute("""
        create function ops.words_of(
            title text, company text, tags text, description text, dictionary regconfig
        ) returns tsvector language sql immutable parallel safe as $$
            select to_tsvector(dictionary, coalesce(title, '')) || to_tsvector(dictionary, coalesce(company, ''))
                || to_tsvector(dictionary, coalesce(tags, '')) || to_tsvector(dictionary, coalesce(description, ''))
        $$
    """)
    # Words so long that a mark takes them beyond PostgreSQL's bounds leave the plain English reading.
    op.execute("""
        create function ops.search_document(
            title text, company text, tags text, description text, language text
        ) returns tsvector language plpgsql immutable as $$
        declare
            english constant regconfig := 'pg_catalog.english';
            own constant regconfig := ops.dictionary_of(language);
            plain constant tsvector := ops.words_of(title, company, tags, description, english);
            found tsvector;
        begin
            found := ops.marked(to_tsvector(english, coalesce(title, '')), 't ') || plain;
            if own <> english then
                found := found || ops.marked(to_tsvector(own, coalesce(title, '')), 't ' || language || ' ')
                    || ops.marked(ops.words_of(title, company, tags, description, own), language || ' ');
            end if;
            return found;
        exception when program_limit_exceeded then
            return plain;
        end $$
    """)
    op.add_column(
        "listing_documents",
        sa.Column("language", sa.Text(), server_default=sa.text("'en'"), nullable=False),
        schema="ops",
    )
    # Those that are there were made the first way; ingestion makes them anew.
    op.add_column(
        "listing_documents",
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        schema="ops",
    )


def _indexes() -> None:
    """All columns of an order in one direction: a page begins where a comparison of rows finds it, at any depth."""
    newest = [sa.text("posted_at"), sa.text("listing_id")]
    pay = [sa.text("(coalesce(salary_year_max, -1)::double precision)"), *newest]
    for name, order in (("ix_listing_documents_newest", newest), ("ix_listing_documents_pay", pay)):
        op.drop_index(name, "listing_documents", schema="ops")
        op.create_index(name, "listing_documents", order, schema="ops", postgresql_where=sa.text("is_open"))
    op.execute("""
        create function ops.facets(country text, workplace text, employment text, level text) returns text[]
        language sql immutable parallel safe as $$
            select array['c ' || country, 'w ' || workplace, 'e ' || employment, 'l ' || level]
        $$
    """)
    one_or_several = {
        "text": "array[kind || ' ' || wanted]", "text[]": "array(select kind || ' ' || one from unnest(wanted) as one)"
    }  # fmt: skip
    for kind, wanted in one_or_several.items():
        op.execute(
            f"create function ops.facet(kind text, wanted {kind}) returns text[]"
            f" language sql immutable parallel safe as $$ select {wanted} $$"
        )
    # The words of patterns for words between blanks.
    op.execute(r"""
        create function ops.words_in(patterns text[]) returns text[] language sql immutable parallel safe as $$
            select coalesce(array_agg(word), '{}')
            from unnest(patterns) as pattern,
                unnest(string_to_array(btrim(replace(pattern, '\_', '_'), ' %'), ' ')) as word
        $$
    """)
    arrays = {
        "company_words": "string_to_array(btrim(company_words), ' ')",
        "location_words": "string_to_array(btrim(location_words), ' ')",
        "facets": "ops.facets(country, workplace_type, employment_type, experience_level)",
    }
    for name, words in arrays.items():
        op.create_index(
            f"ix_listing_documents_{name}", "listing_documents", [sa.text(words)], schema="ops", postgresql_using="gin"
        )
    for name in ("version", "updated_at"):
        op.create_index(f"ix_listing_documents_{name}", "listing_documents", [name], schema="ops")


def _alerts() -> None:
    """What alerts ask for in words, worked out once; and documents as alerts last saw them, while a change waits."""
    op.create_table(
        "alert_queries",
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.Column("words", postgresql.TSQUERY(), nullable=True),
        sa.Column("without", postgresql.TSQUERY(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name="fk_alert_queries_job_alert_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_alert_id", name="pk_alert_queries"),
        schema="ops",
    )
    op.execute(
        f"create table ops.earlier_documents as select {', '.join(SEARCHED)} from ops.listing_documents with no data"  # noqa: S608 - names of columns, constants above
    )
    for name in REQUIRED:
        op.alter_column("earlier_documents", name, nullable=False, schema="ops")
    op.create_primary_key("pk_earlier_documents", "earlier_documents", ["listing_id"], schema="ops")
    op.create_foreign_key(
        "fk_earlier_documents_listing_id",
        "earlier_documents",
        "job_listings",
        ["listing_id"],
        ["id"],
        source_schema="ops",
        ondelete="CASCADE",
    )
    op.execute(f"grant select, insert, update, delete on ops.alert_queries, ops.earlier_documents to {PIPELINE}")
    # Words are found by more readings from now on.
    op.execute("insert into ops.alert_changes (job_alert_id) select id from job_alerts")


def one_alert_per_search() -> None:
    """Where a search has several alerts, the oldest stays, and what the others told and did becomes its own."""
    kept = "(select distinct on (saved_search_id) id, saved_search_id from job_alerts order by 2, created_at, id)"
    doubles = f"job_alerts as a join {kept} as k on k.saved_search_id = a.saved_search_id and k.id <> a.id"
    columns = "cluster_id, job_listing_id, matched_at, sent_at, seen_at, email_id"
    told = ", ".join(f"d.{name}" for name in columns.split(", "))
    op.execute(
        f"insert into ops.alert_deliveries (job_alert_id, {columns})"  # noqa: S608 - names, constants above
        f" select distinct on (k.id, d.cluster_id) k.id, {told}"
        f" from {doubles} join ops.alert_deliveries as d on d.job_alert_id = a.id"
        " order by k.id, d.cluster_id, d.sent_at nulls last on conflict do nothing"
    )
    op.execute(
        f"update job_alert_runs set job_alert_id = k.id from {doubles} where job_alert_runs.job_alert_id = a.id"  # noqa: S608
    )
    op.execute(
        f"update job_alerts set is_active = true from {doubles} where job_alerts.id = k.id and a.is_active"  # noqa: S608
    )
    op.execute(f"delete from job_alerts where id in (select a.id from {doubles})")  # noqa: S608
    op.drop_index("ix_job_alerts_saved_search_id", "job_alerts")
    op.create_index("ix_job_alerts_saved_search_id", "job_alerts", ["saved_search_id"], unique=True)
