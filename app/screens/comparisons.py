"""Comparisons: needs an account; says what it will do until it is built."""

from app.components.account import account_needed


def render() -> None:
    """Draw the screen."""
    account_needed(
        "comparisons",
        "Comparisons",
        "Put jobs side by side on the same terms before you decide where to apply.",
        (
            "Collect jobs into named sets and add to them from any card.",
            "Compare pay as a yearly figure, place, workplace, age, skills and text, with the differences marked.",
            "See what an employer changed since you added the job, and order the columns by hand.",
        ),
    )
