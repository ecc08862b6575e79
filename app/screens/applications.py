"""Applications: needs an account; says what it will do until it is built."""

from app.components.account import account_needed


def render() -> None:
    """Draw the screen."""
    account_needed(
        "applications",
        "Applications",
        "Keep track of every application from planned to answered.",
        (
            "Move applications across a board of stages, or work in a table.",
            "Keep a copy of the advertisement as it was when you applied, with notes, interviews and files.",
            "Be reminded to follow up, and be warned when you already applied to the same job elsewhere.",
            "Import from and export to CSV, and add interviews to your calendar.",
        ),
    )
