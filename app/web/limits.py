"""Limit how often something may be attempted, by growing delays that all processes share. What is limited: callers.

A delay applies to whoever makes the attempts, not to the account they target, so a stranger cannot lock anyone out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.kit.i18n import _
from app.web.tokens import keyed
from database.clock import now


@dataclass(frozen=True, slots=True)
class Rule:
    """Allow `free` attempts, then delay by `first` seconds, doubling up to `most`. Counts halve in `fades` seconds."""

    scope: str
    free: int
    first: float
    most: float
    fades: float


# One device with one account. When an account is flooded, unknown devices get one attempt, then a delay of 30 seconds.
PAIR = Rule("sign_in.pair", free=5, first=2, most=900, fades=900)
PAIR_UNDER_ATTACK = Rule("sign_in.attacked", free=1, first=30, most=900, fades=900)
ACCOUNT = Rule("sign_in.account", free=50, first=0, most=0, fades=900)
NETWORK = Rule("sign_in.network", free=30, first=1, most=900, fades=600)
NEIGHBOURHOOD = Rule("sign_in.neighbourhood", free=120, first=1, most=900, fades=600)
# Limits how often the security log records a delay.
LOG_ENTRY = Rule("sign_in.noted", free=1, first=900, most=900, fades=900)
EVERYONE = Rule("sign_in.everyone", free=600, first=1, most=5, fades=60)
# A browser that has signed in to the account before; strangers cannot delay it.
DEVICE = Rule("sign_in.device", free=10, first=2, most=300, fades=900)
SIGN_UP_NETWORK = Rule("sign_up.network", free=10, first=30, most=3600, fades=3600)
SIGN_UP_EVERYONE = Rule("sign_up.everyone", free=300, first=5, most=30, fades=600)
EMAIL_ADDRESS = Rule("email.address", free=3, first=60, most=900, fades=3600)
EMAIL_NETWORK = Rule("email.network", free=10, first=30, most=3600, fades=3600)
TOKEN_NETWORK = Rule("token.network", free=30, first=1, most=900, fades=600)
# A signed-in user who is asked for the password again.
CONFIRM = Rule("confirm.account", free=5, first=2, most=900, fades=900)

# The faded count of earlier attempts plus this one. Nothing is written while the key is blocked, so the delay ends.
# Halvings stop at 60, where nothing is left, because PostgreSQL rejects larger exponents.
_HALVINGS = "least(60, extract(epoch from greatest(:now - limits.tried_at, interval '0')) / :fades)"
_TRIES = f"(1 + limits.tries * power(0.5, {_HALVINGS}))"
# Not blocked is written as 1970 and not as now, since simultaneous attempts may reach the row out of order.
_UNTIL = (
    "case when {0} <= :free or :most = 0 then 'epoch'"
    " else :now + make_interval(secs => least(:most, :first * power(2, least(30, ceil({0} - :free) - 1)))) end"
)
_TAKE = text(f"""
insert into ops.auth_limits as limits (scope, key_hash, tries, tried_at, blocked_until)
values (:scope, :key, 1, :now, 'epoch')
on conflict (scope, key_hash) do update set
    tries = {_TRIES}, tried_at = greatest(:now, limits.tried_at), blocked_until = {_UNTIL.format(_TRIES)}
where limits.blocked_until <= :now
returning tries
""")  # noqa: S608 - built from the constants above
_BLOCKED = text("select blocked_until from ops.auth_limits where scope = :scope and key_hash = :key")
_REFUND = text(
    "update ops.auth_limits set tries = greatest(0, tries - 1), blocked_until = 'epoch'"
    " where scope = :scope and key_hash = :key"
)
_FORGET = text("delete from ops.auth_limits where scope = :scope and key_hash = :key")
_SWEEP = text("delete from ops.auth_limits where tried_at < :until and blocked_until < :until returning 1")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A counted attempt. `wait` is None when it may proceed, otherwise the seconds until the next one may."""

    wait: float | None
    tries: float = 0.0


def take(session: Session, rule: Rule, *key: str) -> Attempt:
    """Count an attempt and return whether it may proceed. Commit before the attempt is made, so that none is missed."""
    moment = now()
    key_values = {"scope": rule.scope, "key": _key(rule, *key)}
    values = {"now": moment, "free": rule.free, "first": rule.first, "most": rule.most, "fades": rule.fades}
    tries = session.execute(_TAKE, key_values | values).scalar()
    if tries is not None:
        return Attempt(None, float(tries))
    blocked: datetime | None = session.execute(_BLOCKED, key_values).scalar()
    return Attempt(max(1.0, (blocked - moment).total_seconds()) if blocked else 1.0)


def refund(session: Session, rule: Rule, *key: str) -> None:
    """Uncount an attempt that succeeded."""
    session.execute(_REFUND, {"scope": rule.scope, "key": _key(rule, *key)})


def forget(session: Session, rule: Rule, *key: str) -> None:
    """Delete all attempts of this key."""
    session.execute(_FORGET, {"scope": rule.scope, "key": _key(rule, *key)})


def sweep(session: Session, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete the keys whose attempts have faded; return how many."""
    return len(session.execute(_SWEEP, {"until": now() - older_than}).all())


def in_words(seconds: float) -> str:
    """Return a delay in words: "a few seconds", "45 seconds", "3 minutes"."""
    if seconds <= 5:  # noqa: PLR2004 - an exact number says no more
        return _("a few seconds")
    if seconds < 90:  # noqa: PLR2004 - a minute and a half reads better in seconds
        return _("{count} seconds").format(count=round(seconds))
    return _("{count} minutes").format(count=round(seconds / 60))


def _key(rule: Rule, *key: str) -> str:
    return keyed(rule.scope, *key)
