"""What the read API returns: its words are promised, so that they may differ from the tables'. Times are in UTC."""

from __future__ import annotations

from datetime import UTC
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

Time = Annotated[AwareDatetime, AfterValidator(lambda value: value.astimezone(UTC))]
Status = Literal["planned", "applied", "interviewing", "offer", "rejected"]
Outcome = Literal["ghosted", "withdrawn"]


class Shape(BaseModel):
    """What all have in common: nothing beyond what is described."""

    model_config = ConfigDict(extra="forbid")


class Application(Shape):
    """An application that is not deleted."""

    id: UUID
    title: str | None = Field(description="The job's title.")
    company: str | None
    location: str | None
    url: str | None = Field(description="The advertisement's address.")
    stage: str | None = Field(description="The column of the board.")
    status: Status
    outcome: Outcome | None = Field(description="How it ended where the status does not say it, by what its stage is.")
    applied_at: Time | None
    response_at: Time | None
    follow_up_at: Time | None = Field(description="The next follow-up.")
    source: str | None = Field(description="manual, import or prefill (from a listing).")
    notes: str | None
    listing_id: UUID | None
    created_at: Time
    updated_at: Time


class Event(Shape):
    """Something that happened to an application, or is to happen."""

    id: UUID
    application_id: UUID
    type: Literal["note", "interview", "offer", "follow_up"]
    kind: str = Field(description="The type; of a note: note, created, edited or move.")
    occurred_at: Time
    details: dict[str, Any]
    attachments: list[dict[str, Any]]
    created_at: Time


class SavedJob(Shape):
    """A listing that is kept."""

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


class Search(Shape):
    """A saved search."""

    id: UUID
    name: str | None
    query: str | None
    location: str | None
    created_at: Time


class Alert(Shape):
    """An alert on a saved search."""

    id: UUID
    search_id: UUID
    frequency: Literal["immediate", "daily", "weekly"]
    is_active: bool
    created_at: Time


Item = TypeVar("Item", bound=Shape)


class Page(Shape, Generic[Item]):
    """A page of a list, the newest first."""

    items: list[Item]
    next: str | None = Field(description="The address of the next page; null on the last.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
