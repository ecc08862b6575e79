"""How screens ask for a person's own figures, and whether what they see is the practice search. Never remembered."""

from __future__ import annotations

from app.auth.sessions import SignedIn
from app.services import practice
from app.services.acting import reading_for
from app.services.progress.facts import Facts, facts


def progress(person: SignedIn) -> Facts:
    """What the person's figures are counted from."""
    with reading_for(person.user_id) as session:
        return facts(session)


def practice_state(person: SignedIn) -> practice.State:
    """Whether the practice search is there or can be offered."""
    with reading_for(person.user_id) as session:
        return practice.state(session)
