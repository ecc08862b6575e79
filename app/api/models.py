"""Define what the read API returns. Names are stable for clients and may differ from the tables. Times are in UTC."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, create_model

from app.applications.fields import FIELDS

Time = Annotated[AwareDatetime, AfterValidator(lambda value: value.astimezone(UTC))]
Status = Literal["planned", "applied", "interviewing", "offer", "rejected"]
Outcome = Literal["ghosted", "withdrawn"]


class ApiModel(BaseModel):
    """The base of all models; fields that are not described are errors."""

    model_config = ConfigDict(extra="forbid")


def _create_application_model() -> type[ApiModel]:
    """Build the model of an application from the table of its fields."""
    kinds: dict[str, Any] = {"date": Time | None}
    fields: dict[str, Any] = {
        field.name: (kinds.get(field.kind, str | None), Field(description=field.api_description))
        for field in FIELDS
        if field.is_in_api
    }
    fields = {
        "id": (UUID, ...),
        **fields,
        "status": (Status, ...),
        "outcome": (
            Outcome | None,
            Field(description="How the application ended, if the status does not tell: ghosted or withdrawn."),
        ),
        "source": (str | None, Field(description="manual, import or prefill (from a listing).")),
        "listing_id": (UUID | None, ...),
        "created_at": (Time, ...),
        "updated_at": (Time, ...),
    }
    model: type[ApiModel] = create_model("Application", __base__=ApiModel, __doc__="An application.", **fields)
    return model


Application = _create_application_model()


class Event(ApiModel):
    """A past or planned event of an application."""

    id: UUID
    application_id: UUID
    type: Literal["note", "interview", "offer", "follow_up"]
    kind: str = Field(description="The type; for a note: note, created, edited or move.")
    occurred_at: Time
    details: dict[str, Any]
    attachments: list[dict[str, Any]]
    created_at: Time


class SavedJob(ApiModel):
    """A saved job."""

    id: UUID
    listing_id: UUID
    title: str
    company: str | None
    url: str | None
    note: str | None
    priority: Literal["low", "med", "high"] | None
    closed_at: Time | None = Field(description="When the listing closed; null while it is open.")
    expires_at: Time | None
    created_at: Time = Field(description="When it was saved.")


class Search(ApiModel):
    """A saved search."""

    id: UUID
    name: str | None
    query: str | None
    location: str | None
    created_at: Time


class Alert(ApiModel):
    """An alert on a saved search."""

    id: UUID
    search_id: UUID
    frequency: Literal["immediate", "daily", "weekly"]
    is_active: bool
    created_at: Time


Item = TypeVar("Item", bound=ApiModel)


class Page(ApiModel, Generic[Item]):
    """A page of a list, newest first."""

    items: list[Item]
    next: str | None = Field(description="The URL of the next page; null on the last page.")


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
