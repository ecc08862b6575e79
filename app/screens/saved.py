"""Saved Jobs: needs an account; says what it will do until it is built."""

from app.components.account import account_needed


def render() -> None:
    """Draw the screen."""
    account_needed(
        "saved",
        "Saved Jobs",
        "Keep the jobs you are thinking about in one place, and hear when one of them changes or closes.",
        (
            "Save a job from the feed or from its page, with a note and a priority of your own.",
            "See at a glance which saved jobs were changed or closed since you saved them.",
            "Sort by priority, pay, age or closing date, and remove several at once.",
        ),
    )
