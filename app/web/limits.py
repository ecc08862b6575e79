"""Limit how often something may be attempted, by growing delays that all processes share. What is limited: callers.

A delay applies to whoever makes the attempts, not to the account they target, so a stranger cannot lock anyone out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.kit.i18n import _
from app.web.tokens import hash_with_key
from database.clock import now


@dataclass(frozen=True, slots=True)
class Rule:
    """Allow `free_attempts`, then delay by `first_seconds`, doubling up to `max_seconds`.

    The count of attempts halves in `half_life_seconds`.
    """

    scope: str
    free_attempts: int
    first_seconds: float
    max_seconds: float
    half_life_seconds: float


# One device with one account. When an account is flooded, unknown devices get one attempt, then a delay of 30 seconds.
SIGN_IN_PAIR_LIMIT = Rule("sign_in.pair", free_attempts=5, first_seconds=2, max_seconds=900, half_life_seconds=900)
SIGN_IN_PAIR_UNDER_ATTACK_LIMIT = Rule(
    "sign_in.attacked", free_attempts=1, first_seconds=30, max_seconds=900, half_life_seconds=900
)
SIGN_IN_ACCOUNT_LIMIT = Rule("sign_in.account", free_attempts=50, first_seconds=0, max_seconds=0, half_life_seconds=900)
SIGN_IN_NETWORK_LIMIT = Rule(
    "sign_in.network", free_attempts=30, first_seconds=1, max_seconds=900, half_life_seconds=600
)
SIGN_IN_NEIGHBOURHOOD_LIMIT = Rule(
    "sign_in.neighbourhood", free_attempts=120, first_seconds=1, max_seconds=900, half_life_seconds=600
)
# Limits how often the security log records a delay.
SIGN_IN_LOG_LIMIT = Rule("sign_in.noted", free_attempts=1, first_seconds=900, max_seconds=900, half_life_seconds=900)
SIGN_IN_EVERYONE_LIMIT = Rule(
    "sign_in.everyone", free_attempts=600, first_seconds=1, max_seconds=5, half_life_seconds=60
)
# A browser that has signed in to the account before; strangers cannot delay it.
SIGN_IN_DEVICE_LIMIT = Rule("sign_in.device", free_attempts=10, first_seconds=2, max_seconds=300, half_life_seconds=900)
SIGN_UP_NETWORK_LIMIT = Rule(
    "sign_up.network", free_attempts=10, first_seconds=30, max_seconds=3600, half_life_seconds=3600
)
SIGN_UP_EVERYONE_LIMIT = Rule(
    "sign_up.everyone", free_attempts=300, first_seconds=5, max_seconds=30, half_life_seconds=600
)
EMAIL_ADDRESS_LIMIT = Rule("email.address", free_attempts=3, first_seconds=60, max_seconds=900, half_life_seconds=3600)
EMAIL_NETWORK_LIMIT = Rule(
    "email.network", free_attempts=10, first_seconds=30, max_seconds=3600, half_life_seconds=3600
)
TOKEN_NETWORK_LIMIT = Rule("token.network", free_attempts=30, first_seconds=1, max_seconds=900, half_life_seconds=600)
# A code after the password. A browser unknown to the account is counted with all others, a known one by itself.
SECOND_STEP_LIMIT = Rule("second_step", free_attempts=5, first_seconds=2, max_seconds=900, half_life_seconds=900)
# A signed-in user who is asked for the password again.
STEP_UP_LIMIT = Rule("confirm.account", free_attempts=5, first_seconds=2, max_seconds=900, half_life_seconds=900)

# The faded count of earlier attempts plus this one. Nothing is written while the key is blocked, so the delay ends.
# Halvings stop at 60, where nothing is left, because PostgreSQL rejects larger exponents.
_HALVINGS_SQL = "least(60, extract(epoch from greatest(:now - limits.tried_at, interval '0')) / :fades)"
_TRIES_SQL = f"(1 + limits.tries * power(0.5, {_HALVINGS_SQL}))"
# Not blocked is written as 1970 and not as now, since simultaneous attempts may reach the row out of order.
_BLOCKED_UNTIL_SQL = (
    "case when {0} <= :free or :most = 0 then 'epoch'"
    " else :now + make_interval(secs => least(:most, :first * power(2, least(30, ceil({0} - :free) - 1)))) end"
)
_COUNT_ATTEMPT_SQL = text(f"""
insert into ops.auth_limits as limits (scope, key_hash, tries, tried_at, blocked_until)
values (:scope, :key, 1, :now, 'epoch')
on conflict (scope, key_hash) do update set
    tries = {_TRIES_SQL},
    tried_at = greatest(:now, limits.tried_at),
    blocked_until = {_BLOCKED_UNTIL_SQL.format(_TRIES_SQL)}
where limits.blocked_until <= :now
returning tries
""")  # noqa: S608 - built from the constants above
_SELECT_BLOCKED_UNTIL_SQL = text("select blocked_until from ops.auth_limits where scope = :scope and key_hash = :key")
_REFUND_SQL = text(
    "update ops.auth_limits set tries = greatest(0, tries - 1), blocked_until = 'epoch'"
    " where scope = :scope and key_hash = :key"
)
_DELETE_ATTEMPTS_SQL = text("delete from ops.auth_limits where scope = :scope and key_hash = :key")
_DELETE_FADED_SQL = text("delete from ops.auth_limits where tried_at < :until and blocked_until < :until returning 1")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A counted attempt. `wait` is None when it may proceed, otherwise the seconds until the next one may."""

    wait: float | None
    tries: float = 0.0


def take(session: Session, rule: Rule, *key: str) -> Attempt:
    """Count an attempt and return whether it may proceed. Commit before the attempt is made, so that none is missed."""
    moment = now()
    key_values = {"scope": rule.scope, "key": _hash_key(rule, *key)}
    values = {
        "now": moment,
        "free": rule.free_attempts,
        "first": rule.first_seconds,
        "most": rule.max_seconds,
        "fades": rule.half_life_seconds,
    }
    tries = session.execute(_COUNT_ATTEMPT_SQL, key_values | values).scalar()
    if tries is not None:
        return Attempt(None, float(tries))
    blocked_until: datetime | None = session.execute(_SELECT_BLOCKED_UNTIL_SQL, key_values).scalar()
    return Attempt(max(1.0, (blocked_until - moment).total_seconds()) if blocked_until else 1.0)


def refund(session: Session, rule: Rule, *key: str) -> None:
    """Uncount an attempt that succeeded."""
    session.execute(_REFUND_SQL, {"scope": rule.scope, "key": _hash_key(rule, *key)})


def forget(session: Session, rule: Rule, *key: str) -> None:
    """Delete all attempts of this key."""
    session.execute(_DELETE_ATTEMPTS_SQL, {"scope": rule.scope, "key": _hash_key(rule, *key)})


def sweep(session: Session, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete the keys whose attempts have faded; return how many."""
    return len(session.execute(_DELETE_FADED_SQL, {"until": now() - older_than}).all())


def format_wait(seconds: float) -> str:
    """Return a delay in words: "a few seconds", "45 seconds", "3 minutes"."""
    if seconds <= 5:  # noqa: PLR2004 - an exact number says no more
        return _("a few seconds")
    if seconds < 90:  # noqa: PLR2004 - a minute and a half reads better in seconds
        return _("{count} seconds").format(count=round(seconds))
    return _("{count} minutes").format(count=round(seconds / 60))


def _hash_key(rule: Rule, *key: str) -> str:
    return hash_with_key(rule.scope, *key)
