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


def _model(model: type[Base]) -> Table:
    model_table = model.__table__
    if not isinstance(model_table, Table):
        raise TypeError(f"{model.__name__} is not a table")
    return model_table


def _mart(name: str, /, **columns: Any) -> TableClause:
    return table(
        name, *(column(column_name, column_type) for column_name, column_type in columns.items()), schema="marts"
    )


job_listings = _model(JobListing)
job_sources = _model(JobSource)
job_tags = _model(JobTag)
listing_tags = _model(JobListingTag)
listing_archives = _model(ListingArchive)
boards = _model(AtsOrganization)
companies = _model(Company)
locations = _model(Location)
ingest_runs = _model(IngestRun)
documents = _model(ListingDocument)
events = _model(LifecycleEvent)
versions = _model(ParsedListing)

# A user's rows, read and written only in a session of that user (database.sessions).
saved_jobs = _model(SavedJob)
followed = _model(FollowedCompany)
search_history = _model(SearchHistory)
search_history_extras = _model(SearchHistoryExtra)
saved_searches = _model(SavedSearch)
saved_search_extras = _model(SavedSearchExtra)
job_alerts = _model(JobAlert)
alert_schedules = _model(AlertSchedule)
# A view: the only place that says how often an alert of each frequency reports.
alert_frequencies = table(
    "alert_frequencies",
    column("frequency", Text),
    column("interval_days", Integer),
    column("has_weekday", Boolean),
    schema="ops",
)
alert_runs = _model(JobAlertRun)
alert_deliveries = _model(AlertDelivery)
comparison_sets = _model(JobComparisonSet)
comparison_items = _model(JobComparisonItem)
applications = _model(JobApplication)
application_details = _model(ApplicationDetails)
application_events = _model(ApplicationEvent)
stages = _model(ApplicationStage)
stage_statuses = _model(StageStatus)
application_files = _model(ApplicationFile)
follow_up_reminders = _model(FollowUpReminder)
demo_items = _model(DemoItem)

by_day = _mart(
    "mart_listings_by_day",
    day=Date,
    source=Text,
    country=Text,
    open_listings=BigInteger,
    new_listings=BigInteger,
    closed_listings=BigInteger,
    reopened_listings=BigInteger,
)
overview = _mart(
    "mart_market_overview",
    source=Text,
    country=Text,
    workplace_type=Text,
    experience_level=Text,
    open_listings=BigInteger,
    open_with_stated_pay=BigInteger,
    new_listings_30d=BigInteger,
)
_pay_group = {
    "country": Text,
    "currency": Text,
    "is_estimated": Boolean,
    "p25": Numeric,
    "p50": Numeric,
    "p75": Numeric,
    "n": BigInteger,
}
pay = _mart("mart_pay", experience_level=Text, **_pay_group)
pay_by_title = _mart("mart_pay_by_title", title_group=Text, **_pay_group)
skill_demand = _mart("mart_skill_demand", skill=Text, open_listings=BigInteger, new_listings_30d=BigInteger)
skill_weekly = _mart("mart_skill_weekly", skill=Text, week=Date, new_listings=BigInteger, opened_in_week=BigInteger)
time_to_fill = _mart(
    "mart_time_to_fill",
    grouped_by=Text,
    name=Text,
    day=Integer,
    at_risk=BigInteger,
    closings=BigInteger,
    still_open=BigInteger,
    survival=Double,
)
time_to_fill_quartiles = _mart(
    "mart_time_to_fill_quartiles",
    grouped_by=Text,
    name=Text,
    listings=BigInteger,
    filled=BigInteger,
    p25=Integer,
    p50=Integer,
    p75=Integer,
)
lasting_jobs = _mart(
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
duplicates = _mart("mart_duplicates", rule=Text, source=Text, open_listings=BigInteger, duplicates=BigInteger)
alert_latency = _mart(
    "mart_alert_latency", day=Date, frequency=Text, p50_seconds=Numeric, p95_seconds=Numeric, n=BigInteger
)
source_health = _mart(
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
    by_day,
    overview,
    pay,
    pay_by_title,
    skill_demand,
    skill_weekly,
    time_to_fill,
    time_to_fill_quartiles,
    lasting_jobs,
    duplicates,
    alert_latency,
    source_health,
)
