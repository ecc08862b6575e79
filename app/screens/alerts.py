"""Job Alerts: needs an account; says what it will do until it is built."""

from app.components.account import account_needed


def render() -> None:
    """Draw the screen."""
    account_needed(
        "alerts",
        "Job Alerts",
        "Save a search once and be told about new jobs that match it.",
        (
            "Choose at once, daily at your hour, or weekly on your day, for each saved search.",
            "Preview what an alert would have found before you switch it on.",
            "See every run with its result, pause an alert, and leave with one click from any e-mail.",
        ),
    )
