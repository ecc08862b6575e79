"""What an application to be added says, and the events of its timeline. Writing them is app.applications.records'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from app.applications.stages import Status

Source = Literal["manual", "import", "prefill"]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be written into the timeline, with the columns of its table."""

    event_type: Literal["note", "interview", "offer", "follow_up"]
    occurred_at: datetime
    payload: Mapping[str, Any]
    attachments: Sequence[Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewApplication:
    """An application to be added. Without a stage it goes to the stage of its status; the status of a stage counts.

    `snapshot` is the version of the listing that the person saw, made by app.applications.snapshots. `details` are
    the values of the fields stored as details. A `history` is the whole timeline; without one the timeline begins
    with this application, and `follow_up_at` is part of it.
    """

    title: str
    company: str = ""
    location: str | None = None
    url: str | None = None
    listing_id: UUID | None = None
    snapshot: Mapping[str, Any] | None = None
    stage_id: UUID | None = None
    status: Status | None = None
    applied_at: datetime | None = None
    response_at: datetime | None = None
    follow_up_at: datetime | None = None
    notes: str | None = None
    details: Mapping[str, str | None] = field(default_factory=dict)
    source: Source = "manual"
    created_at: datetime | None = None
    history: Sequence[NewEvent] | None = None

    def value(self, name: str) -> Any:
        """Return the value of a field, wherever it is stored."""
        return self.details[name] if name in self.details else getattr(self, name, None)
