"""Hold the messages shown when signing in with GitHub or linking it fails: title, text, HTTP status."""

from __future__ import annotations

from app.accounts.github import ErrorReason
from app.kit.i18n import N_

WRONG_PASSWORD = N_("Wrong password.")
NOT_OFFERED_MESSAGE = (
    N_("Sign-in with GitHub is not set up"),
    N_("Sign in with your email and password instead."),
    404,
)
WRONG_HOST_MESSAGE = (
    N_("Use the main address"),
    N_("GitHub sends you back to a different address than the one you are on. Continue there."),
    400,
)

MESSAGE_BY_ERROR_REASON: dict[ErrorReason, tuple[str, str, int]] = {
    "mixed_up": (
        N_("Start again"),
        N_(
            "This response from GitHub doesn't match a sign-in started in this browser in the last 10 minutes. "
            "Nothing was changed. Start again, in one window."
        ),
        400,
    ),
    "denied": (N_("Access denied"), N_("You declined access on GitHub. Nothing was changed."), 403),
    "expired": (N_("Sign-in expired"), N_("GitHub's response has expired or was already used. Try again."), 400),
    "misconfigured": (
        N_("GitHub rejected this installation"),
        N_(
            "JobLedger is not set up correctly for GitHub here. Tell the person who runs it; the server's log has the "
            "reason. You can still sign in with your email and password."
        ),
        502,
    ),
    "limited": (
        N_("GitHub is limiting requests"),
        N_("GitHub accepts no more requests for now. Try again in a few minutes."),
        503,
    ),
    "unreachable": (N_("GitHub is not responding"), N_("GitHub cannot be reached. Try again later."), 502),
    "unexpected": (
        N_("Unexpected response from GitHub"),
        N_("JobLedger could not read GitHub's response. Nothing was changed. Try again later."),
        502,
    ),
    "no_address": (
        N_("No verified email on GitHub"),
        N_(
            "Verify an email on GitHub under Settings, Emails, then try again. Or sign up here with an email and a "
            "password."
        ),
        403,
    ),
    "unproven_account": (
        N_("Confirm your email first"),
        N_(
            "Someone signed up with your email and did not confirm it. Choose “Forgot password?”, follow the link in "
            "the email and set a password. Then link GitHub in Settings."
        ),
        409,
    ),
    "other_github": (
        N_("Another GitHub account is linked"),
        N_(
            "The account with your email is linked to another GitHub account. Sign in with that one or with your "
            "password, then unlink it in Settings and link this one."
        ),
        409,
    ),
    "linked_elsewhere": (
        N_("This GitHub account is already linked"),
        N_("It is linked to another JobLedger account. Sign in with GitHub, unlink it in Settings, then try again."),
        409,
    ),
    "has_another": (
        N_("Another GitHub account is linked"),
        N_("Your account is linked to another GitHub account. Unlink that one first."),
        409,
    ),
    "signed_out": (N_("You were signed out"), N_("GitHub was not linked. Sign in, then link GitHub again."), 403),
    "last_way_in": (
        N_("Set a password first"),
        N_("GitHub is your only sign-in method. Set a password before you unlink it."),
        409,
    ),
    "at_once": (
        N_("Please try again"),
        N_("Another request changed your account at the same time. Nothing was changed by this one."),
        409,
    ),
}
