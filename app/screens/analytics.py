"""Analytics: needs an account; says what it will do until it is built."""

from app.components.account import account_needed


def render() -> None:
    """Draw the screen."""
    account_needed(
        "analytics",
        "Analytics",
        "See how your own search is going, counted from your applications.",
        (
            "Follow applications through their stages: answered, interviewed, offered, rejected.",
            "Compare response and interview rates by source, title and company, with the counts they rest on.",
            "See how long employers take to answer, by week, month and year.",
        ),
    )
