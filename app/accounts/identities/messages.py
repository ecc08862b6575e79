"""Hold the messages shown when signing in with a provider or linking it fails: title, text, HTTP status.

`{provider}` in them stands for its label.
"""

from __future__ import annotations

from app.accounts.identities.identity import ErrorReason
from app.kit.i18n import N_

NOT_OFFERED_MESSAGE = (
    N_("Sign-in with {provider} is not set up"),
    N_("Sign in with your email and password instead."),
    404,
)
WRONG_HOST_MESSAGE = (
    N_("Use the main address"),
    N_("{provider} sends you back to a different address than the one you are on. Continue there."),
    400,
)

MESSAGE_BY_ERROR_REASON: dict[ErrorReason, tuple[str, str, int]] = {
    "mixed_up": (
        N_("Start again"),
        N_(
            "This response from {provider} doesn't match a sign-in started in this browser in the last 10 minutes. "
            "Nothing was changed. Start again, in one window."
        ),
        400,
    ),
    "denied": (N_("Access denied"), N_("You declined access on {provider}. Nothing was changed."), 403),
    "expired": (N_("Sign-in expired"), N_("{provider}'s response has expired or was already used. Try again."), 400),
    "misconfigured": (
        N_("{provider} rejected this installation"),
        N_(
            "JobLedger is not set up correctly for {provider} here. Tell the person who runs it; the server's log has "
            "the reason. You can still sign in with your email and password."
        ),
        502,
    ),
    "limited": (
        N_("{provider} is limiting requests"),
        N_("{provider} accepts no more requests for now. Try again in a few minutes."),
        503,
    ),
    "unreachable": (N_("{provider} is not responding"), N_("{provider} cannot be reached. Try again later."), 502),
    "unexpected": (
        N_("Unexpected response from {provider}"),
        N_("JobLedger could not read {provider}'s response. Nothing was changed. Try again later."),
        502,
    ),
    "no_address": (
        N_("No verified email on {provider}"),
        N_("Verify your email on {provider}, then try again. Or sign up here with an email and a password."),
        403,
    ),
    "unproven_account": (
        N_("Confirm your email first"),
        N_(
            "Someone signed up with your email and did not confirm it. Choose “Forgot password?”, follow the link in "
            "the email and set a password. Then link {provider} in Settings."
        ),
        409,
    ),
    "other_identity": (
        N_("Another {provider} account is linked"),
        N_(
            "The account with your email is linked to another {provider} account. Sign in with that one or with your "
            "password, then unlink it in Settings and link this one."
        ),
        409,
    ),
    "linked_elsewhere": (
        N_("This {provider} account is already linked"),
        N_(
            "It is linked to another JobLedger account. Sign in with {provider}, unlink it in Settings, then try again."
        ),
        409,
    ),
    "has_another": (
        N_("Another {provider} account is linked"),
        N_("Your account is linked to another {provider} account. Unlink that one first."),
        409,
    ),
    "signed_out": (
        N_("You were signed out"),
        N_("{provider} was not linked. Sign in, then link {provider} again."),
        403,
    ),
    "last_way_in": (
        N_("Set a password first"),
        N_("{provider} is your only sign-in method. Set a password before you unlink it."),
        409,
    ),
    "at_once": (
        N_("Please try again"),
        N_("Another request changed your account at the same time. Nothing was changed by this one."),
        409,
    ),
}
