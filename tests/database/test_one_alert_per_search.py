"""A search that has several alerts when the database is migrated keeps one, with what all of them told and did."""

from __future__ import annotations

from importlib import import_module

import psycopg
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

from database.engine import engine
from tests.database.servers import TestDatabase

_ROWS = """
insert into users (id, email) values (ops.mint('person'), 'ada@example.org');
insert into saved_searches (id, user_id) select ops.mint('search', n::text), ops.mint('person')
from generate_series(1, 2) as n;
insert into job_alerts (id, saved_search_id, frequency, is_active, created_at)
select ops.mint('alert', n::text), ops.mint('search', (1 + n / 3)::text), 'daily', n = 2, now() + n * interval '1 day'
from generate_series(1, 3) as n;
insert into job_sources (id, code, name, type) values (ops.mint('source', 'x'), 'x', 'X', 'ats');
insert into ats_organizations (id, job_source_id, slug) values (ops.mint('board'), ops.mint('source', 'x'), 'x');
insert into job_listings (id, external_id, job_source_id, ats_organization_id, title, cluster_id, raw_payload)
values (ops.mint('job'), '1', ops.mint('source', 'x'), ops.mint('board'), 'Nurse', ops.mint('job'), '{}');
insert into ops.alert_deliveries (job_alert_id, cluster_id, job_listing_id, matched_at)
select ops.mint('alert', n::text), ops.mint('cluster', c::text), ops.mint('job'), now()
from (values (1, 1), (2, 1), (2, 2), (3, 1)) as told (n, c);
insert into job_alert_runs (job_alert_id, result_count) select id, 1 from job_alerts;
"""


def _merge(connection: Connection) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        import_module("database.migrations.versions.0016_languages").one_alert_per_search()


def test_several_alerts_of_a_search_become_one(database: TestDatabase) -> None:
    with engine("owner").begin() as connection:
        connection.exec_driver_sql("drop index ix_job_alerts_saved_search_id")
        connection.exec_driver_sql("create index ix_job_alerts_saved_search_id on job_alerts (saved_search_id)")
        connection.exec_driver_sql(_ROWS)
        _merge(connection)
    with psycopg.connect(database.libpq("owner")) as owner:
        alerts = owner.execute(
            "select a.id = ops.mint('alert', n::text), is_active,"
            " (select count(*) from ops.alert_deliveries as d where d.job_alert_id = a.id),"
            " (select count(*) from job_alert_runs as r where r.job_alert_id = a.id)"
            " from (values (1, 1), (2, 3)) as one (search, n)"
            " join job_alerts as a on a.saved_search_id = ops.mint('search', search::text) order by search"
        ).fetchall()
    assert alerts == [(True, True, 2, 2), (True, False, 1, 1)]
