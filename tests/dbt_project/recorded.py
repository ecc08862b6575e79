"""The queries whose answers the story records after each chapter."""

from __future__ import annotations

COUNT_TABLES = (
    "event_counts",
    "title_group_counts",
    "company_counts",
    "workplace_counts",
    "skill_counts",
    "listing_counts",
)
RECORDED = {
    "listings": "select l.*, s.code as source from job_listings l join job_sources s on s.id = l.job_source_id",
    "locations": "select * from locations",
    "companies": "select * from companies",
    "tags": "select l.external_id, t.name, t.type, lt.confidence from job_listing_tags lt"
    " join job_tags t on t.id = lt.job_tag_id join job_listings l on l.id = lt.job_listing_id",
    "signatures": "select * from dedupe_signatures",
    "snapshots": "select * from analytics_snapshots",
    "by_day": "select * from marts.mart_listings_by_day",
    "life": "select * from marts.mart_listing_life",
    "overview": "select * from marts.mart_market_overview",
    "pay": "select * from marts.mart_pay",
    "skills": "select * from marts.mart_skill_demand",
    "counts": " union all ".join(
        f"select '{table}' as of, to_jsonb(counts) as row from staging.{table} as counts" for table in COUNT_TABLES
    ),
    "health": "select * from marts.mart_source_health",
    "as_of": "select v.*, l.external_id from marts.mart_listing_as_of v join job_listings l on l.id = v.listing_id",
    "time_to_fill": "select * from marts.mart_time_to_fill",
    "time_to_fill_quartiles": "select * from marts.mart_time_to_fill_quartiles",
    "pay_by_title": "select * from marts.mart_pay_by_title",
    "skill_weekly": "select * from marts.mart_skill_weekly",
    "lasting": "select * from marts.mart_lasting_jobs",
    "duplicates": "select * from marts.mart_duplicates",
    "latency": "select * from marts.mart_alert_latency",
    "pending": "select * from landing.pending",
    "application_facts": "select * from staging.int_application_facts",
    "application_changes": "select * from ops.application_changes",
    "stale_names": "select dimension, name, since from staging.int_stale_names",
    "changes": "select * from staging.market_changes",
    "published_weeks": "select period_end, dimension from staging.int_market_openings where period_start < period_end"
    " and not dimension ? 'source' and dimension - 'n' != '{}'",
    "constraints": "select conrelid::regclass::text as of, conname, pg_get_constraintdef(oid) as says"
    " from pg_constraint where connamespace = 'public'::regnamespace",
    "known": "select c.oid::regclass::text as of, a.attname as name from pg_attribute a join pg_class c"
    " on c.oid = a.attrelid where a.attnotnull and a.attnum > 0 and c.relkind = 'r'"
    " and c.relnamespace in ('staging'::regnamespace, 'marts'::regnamespace)",
    "views": "select oid::regclass::text as of, oid from pg_class where relkind = 'v'"
    " and relnamespace in ('staging'::regnamespace, 'marts'::regnamespace)",
    "spine": "select count(*) as days, count(distinct day) as different, min(day), max(day) from staging.time_spine",
    "room": "select relname, reloptions from pg_class where relname in ('int_listing_facts', 'int_listing_versions')"
    " and relkind = 'r'",
    "physical": " union all ".join(
        f"select '{table}' as of, xmin::text || ctid::text as place from {table}"
        for table in (
            "job_listings",
            "locations",
            "companies",
            "job_tags",
            "job_listing_tags",
            "dedupe_signatures",
            "analytics_snapshots",
        )
    ),
}
