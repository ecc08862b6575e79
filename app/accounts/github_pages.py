"""What people read when signing in with GitHub or linking it comes to nothing: title, words, HTTP status."""

from __future__ import annotations

from app.accounts.github import Reason

NOT_IT = "This is not the password of your account."
NOT_OFFERED = ("GitHub is not set up here", "Sign in with your address and password instead.", 404)
WRONG_ADDRESS = ("Open the usual address first", "GitHub leads back to another address than the one shown above.", 400)

PAGES: dict[Reason, tuple[str, str, int]] = {
    "mixed_up": (
        "Start again from here",
        "GitHub's answer does not belong to a sign-in that was started in this browser in the last ten minutes. "
        "Nothing was changed. Start again, in one window.",
        400,
    ),
    "denied": ("GitHub was told no", "You did not let GitHub say who you are. Nothing was changed.", 403),
    "expired": ("That took too long", "GitHub's answer was used already or is too old. Try once more.", 400),
    "misconfigured": (
        "GitHub does not know this installation",
        "GitHub refused because of how JobLedger is set up here, not because of you. Tell whoever runs it; "
        "the reason is in the server's log. Your address and password work as ever.",
        502,
    ),
    "limited": ("GitHub asks for patience", "GitHub takes no more questions for now. Try again in a few minutes.", 503),
    "unreachable": ("GitHub does not answer", "GitHub has trouble or cannot be reached. Try again in a while.", 502),
    "unexpected": ("GitHub's answer was not understood", "Nothing was changed. Try again in a while.", 502),
    "no_address": (
        "GitHub knows no address of yours for certain",
        "An account here needs an e-mail address that GitHub has verified. Verify one under Settings, Emails at "
        "GitHub, then try again. Or make an account here with an address and a password.",
        403,
    ),
    "unproven_account": (
        "Your address was never confirmed here",
        "Someone began an account with your address and did not confirm it. Choose “Forgotten your password?”, follow "
        "the letter and set a password; then link GitHub under Settings.",
        409,
    ),
    "other_github": (
        "Another GitHub account is linked",
        "The account with your address belongs to another GitHub account. Sign in with that one or with the password; "
        "under Settings you can unlink it and link this one.",
        409,
    ),
    "linked_elsewhere": (
        "This GitHub account is in use",
        "It signs in to another account here. Sign in with GitHub, unlink it under Settings there, and come back.",
        409,
    ),
    "has_another": (
        "Another GitHub account is linked",
        "Your account is linked with another GitHub account. Unlink that one first.",
        409,
    ),
    "signed_out": ("You were signed out meanwhile", "Nothing was linked. Sign in, then link GitHub again.", 403),
    "last_way_in": (
        "GitHub is your only way in",
        "Your account has no password yet. Set one first, then GitHub can be unlinked.",
        409,
    ),
    "at_once": ("Two things happened at once", "Nothing was changed by this one. Try once more.", 409),
}
