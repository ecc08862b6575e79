"""The specification of the 27 tables as data, with the agreed additions: what the live schema is compared with."""

from tests.database.specification.aggregation import AGGREGATION
from tests.database.specification.people import ANALYTICS, APPLICATIONS, IDENTITY, WORKSPACE

TABLES = IDENTITY | AGGREGATION | WORKSPACE | APPLICATIONS | ANALYTICS

ENUMS = {
    "provider_type": ("github", "password"),
    "job_tag_type": ("skill", "department", "category"),
    "priority_level": ("low", "med", "high"),
    "alert_frequency": ("immediate", "daily", "weekly"),
    "job_application_status": ("planned", "applied", "interviewing", "offer", "rejected"),
    "job_application_event_type": ("note", "interview", "offer", "follow_up"),
    "analytics_metric": ("active_jobs", "success_rate", "avg_response"),
}

__all__ = ["AGGREGATION", "ANALYTICS", "APPLICATIONS", "ENUMS", "IDENTITY", "TABLES", "WORKSPACE"]
