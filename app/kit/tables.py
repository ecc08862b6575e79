"""Give the database's tables short names, and describe the marts, which have no model, by their columns. No queries."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Double,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    column,
    table,
)
from sqlalchemy.sql.expression import TableClause

from database.models import (
    AlertDelivery,
    AlertSchedule,
    ApplicationDetails,
    ApplicationEvent,
    ApplicationFile,
    ApplicationStage,
    AtsOrganization,
    Base,
    Company,
    DemoItem,
    FollowedCompany,
    FollowUpReminder,
    IngestRun,
    JobAlert,
    JobAlertRun,
    JobApplication,
    JobComparisonItem,
    JobComparisonSet,
    JobListing,
    JobListingTag,
    JobSource,
    JobTag,
    LifecycleEvent,
    ListingArchive,
    ListingDocument,
    Location,
    ParsedListing,
    SavedJob,
    SavedSearch,
    SavedSearchExtra,
    SearchHistory,
    SearchHistoryExtra,
    StageStatus,
)


def _get_table(model: type[Base]) -> Table:
    model_table = model.__table__
    if not isinstance(model_table, Table):
        raise TypeError(f"{model.__name__} is not a table")
    return model_table


def _declare_mart(name: str, /, **columns: Any) -> TableClause:
    return table(
        name, *(column(column_name, column_type) for column_name, column_type in columns.items()), schema="marts"
    )


job_listings = _get_table(JobListing)
job_sources = _get_table(JobSource)
job_tags = _get_table(JobTag)
listing_tags = _get_table(JobListingTag)
listing_archives = _get_table(ListingArchive)
boards = _get_table(AtsOrganization)
companies = _get_table(Company)
locations = _get_table(Location)
ingest_runs = _get_table(IngestRun)
documents = _get_table(ListingDocument)
events = _get_table(LifecycleEvent)
versions = _get_table(ParsedListing)

# A user's rows, read and written only in a session of that user (database.sessions).
saved_jobs = _get_table(SavedJob)
followed_companies = _get_table(FollowedCompany)
search_history = _get_table(SearchHistory)
search_history_extras = _get_table(SearchHistoryExtra)
saved_searches = _get_table(SavedSearch)
saved_search_extras = _get_table(SavedSearchExtra)
job_alerts = _get_table(JobAlert)
alert_schedules = _get_table(AlertSchedule)
# A view: the only place that says how often an alert of each frequency reports.
alert_frequencies = table(
    "alert_frequencies",
    column("frequency", Text),
    column("interval_days", Integer),
    column("has_weekday", Boolean),
    schema="ops",
)
alert_runs = _get_table(JobAlertRun)
alert_deliveries = _get_table(AlertDelivery)
comparison_sets = _get_table(JobComparisonSet)
comparison_items = _get_table(JobComparisonItem)
applications = _get_table(JobApplication)
application_details = _get_table(ApplicationDetails)
application_events = _get_table(ApplicationEvent)
stages = _get_table(ApplicationStage)
stage_statuses = _get_table(StageStatus)
application_files = _get_table(ApplicationFile)
follow_up_reminders = _get_table(FollowUpReminder)
demo_items = _get_table(DemoItem)

market_by_day = _declare_mart(
    "mart_listings_by_day",
    day=Date,
    source=Text,
    country=Text,
    open_listings=BigInteger,
    new_listings=BigInteger,
    closed_listings=BigInteger,
    reopened_listings=BigInteger,
)
overview = _declare_mart(
    "mart_market_overview",
    source=Text,
    country=Text,
    workplace_type=Text,
    experience_level=Text,
    open_listings=BigInteger,
    open_with_stated_pay=BigInteger,
    new_listings_30d=BigInteger,
)
_PAY_COLUMNS = {
    "country": Text,
    "currency": Text,
    "is_estimated": Boolean,
    "p25": Numeric,
    "p50": Numeric,
    "p75": Numeric,
    "n": BigInteger,
}
pay = _declare_mart("mart_pay", experience_level=Text, **_PAY_COLUMNS)
pay_by_title = _declare_mart("mart_pay_by_title", title_group=Text, **_PAY_COLUMNS)
skill_demand = _declare_mart("mart_skill_demand", skill=Text, open_listings=BigInteger, new_listings_30d=BigInteger)
skill_weekly = _declare_mart(
    "mart_skill_weekly", skill=Text, week=Date, new_listings=BigInteger, opened_in_week=BigInteger
)
time_to_fill = _declare_mart(
    "mart_time_to_fill",
    grouped_by=Text,
    name=Text,
    day=Integer,
    at_risk=BigInteger,
    closings=BigInteger,
    still_open=BigInteger,
    survival=Double,
)
time_to_fill_quartiles = _declare_mart(
    "mart_time_to_fill_quartiles",
    grouped_by=Text,
    name=Text,
    listings=BigInteger,
    filled=BigInteger,
    p25=Integer,
    p50=Integer,
    p75=Integer,
)
long_open_jobs = _declare_mart(
    "mart_lasting_jobs",
    ats_organization_id=Uuid,
    job=Text,
    source=Text,
    company=Text,
    country=Text,
    postings=BigInteger,
    reopenings=BigInteger,
    is_open=Boolean,
    days_since_first=Numeric,
    is_reposted=Boolean,
    is_long_open=Boolean,
)
duplicates = _declare_mart("mart_duplicates", rule=Text, source=Text, open_listings=BigInteger, duplicates=BigInteger)
alert_latency = _declare_mart(
    "mart_alert_latency", day=Date, frequency=Text, p50_seconds=Numeric, p95_seconds=Numeric, n=BigInteger
)
source_health = _declare_mart(
    "mart_source_health",
    source=Text,
    source_name=Text,
    is_active=Boolean,
    may_aggregate=Boolean,
    last_complete_fetch_at=DateTime(timezone=True),
    sync_status=Text,
    open_listings=BigInteger,
    rejected_records=BigInteger,
)
MARTS = (
    market_by_day,
    overview,
    pay,
    pay_by_title,
    skill_demand,
    skill_weekly,
    time_to_fill,
    time_to_fill_quartiles,
    long_open_jobs,
    duplicates,
    alert_latency,
    source_health,
)
