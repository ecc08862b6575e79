"""Settings: needs an account; says what it will do until it is built."""

from app.components.account import account_needed


def render() -> None:
    """Draw the screen."""
    account_needed(
        "settings",
        "Settings",
        "Your profile and your data, under your control.",
        (
            "Set your name, time zone and password, and link or unlink GitHub.",
            "See where you are signed in, and sign out one device or all of them.",
            "Export everything JobLedger keeps about you, or delete your account.",
        ),
    )
