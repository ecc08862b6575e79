"""How often a thing may be tried: growing delays, shared by all processes in PostgreSQL. What is tried: the callers.

A delay belongs to who tries, not to the account that is tried: a stranger can make themself wait, nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.web.tokens import keyed
from database.clock import now


@dataclass(frozen=True, slots=True)
class Rule:
    """`free` tries, then a delay of `first` seconds that doubles with each try up to `most`; tries halve in `fades`."""

    scope: str
    free: int
    first: float
    most: float
    fades: float


# One device with one account; after a flood on the account, strangers to it get one try and then half a minute.
PAIR = Rule("sign_in.pair", free=5, first=2, most=900, fades=900)
PAIR_UNDER_ATTACK = Rule("sign_in.attacked", free=1, first=30, most=900, fades=900)
ACCOUNT = Rule("sign_in.account", free=50, first=0, most=0, fades=900)
NETWORK = Rule("sign_in.network", free=30, first=1, most=900, fades=600)
NEIGHBOURHOOD = Rule("sign_in.neighbourhood", free=120, first=1, most=900, fades=600)
# Not a limit of its own: how often the log says that someone was made to wait.
NOTED = Rule("sign_in.noted", free=1, first=900, most=900, fades=900)
EVERYONE = Rule("sign_in.everyone", free=600, first=1, most=5, fades=60)
# A browser that has signed in to the account before: no stranger can make it wait.
DEVICE = Rule("sign_in.device", free=10, first=2, most=300, fades=900)
SIGN_UP_NETWORK = Rule("sign_up.network", free=10, first=30, most=3600, fades=3600)
SIGN_UP_EVERYONE = Rule("sign_up.everyone", free=300, first=5, most=30, fades=600)
LETTER_ADDRESS = Rule("letter.address", free=3, first=60, most=900, fades=3600)
LETTER_NETWORK = Rule("letter.network", free=10, first=30, most=3600, fades=3600)
TOKEN_NETWORK = Rule("token.network", free=30, first=1, most=900, fades=600)
# Someone signed in who is asked for their password again.
CONFIRM = Rule("confirm.account", free=5, first=2, most=900, fades=900)

# The tries so far, faded, and this one. Nothing is written while the key is blocked, so that waiting ends.
# (Sixty halvings leave nothing; PostgreSQL refuses to count further.)
_HALVINGS = "least(60, extract(epoch from greatest(:now - held.tried_at, interval '0')) / :fades)"
_TRIES = f"(1 + held.tries * power(0.5, {_HALVINGS}))"
# Not blocked is long past and not "until now": tries at the same moment reach the row in another order than they began.
_UNTIL = (
    "case when {0} <= :free or :most = 0 then 'epoch'"
    " else :now + make_interval(secs => least(:most, :first * power(2, least(30, ceil({0} - :free) - 1)))) end"
)
_TAKE = text(f"""
insert into ops.auth_limits as held (scope, key_hash, tries, tried_at, blocked_until)
values (:scope, :key, 1, :now, 'epoch')
on conflict (scope, key_hash) do update set
    tries = {_TRIES}, tried_at = greatest(:now, held.tried_at), blocked_until = {_UNTIL.format(_TRIES)}
where held.blocked_until <= :now
returning tries
""")  # noqa: S608 - made of the constants above
_BLOCKED = text("select blocked_until from ops.auth_limits where scope = :scope and key_hash = :key")
_REFUND = text(
    "update ops.auth_limits set tries = greatest(0, tries - 1), blocked_until = 'epoch'"
    " where scope = :scope and key_hash = :key"
)
_FORGET = text("delete from ops.auth_limits where scope = :scope and key_hash = :key")
_SWEEP = text("delete from ops.auth_limits where tried_at < :before and blocked_until < :before returning 1")


@dataclass(frozen=True, slots=True)
class Taken:
    """A try that was counted: `wait` is None when it may go on, else the seconds until the next one may."""

    wait: float | None
    tries: float = 0.0


def take(session: Session, rule: Rule, *key: str) -> Taken:
    """Count a try of this key and say whether it may go on. Commit before the try is made, so that none is missed."""
    moment = now()
    named = {"scope": rule.scope, "key": _key(rule, *key)}
    values = {"now": moment, "free": rule.free, "first": rule.first, "most": rule.most, "fades": rule.fades}
    tries = session.execute(_TAKE, named | values).scalar()
    if tries is not None:
        return Taken(None, float(tries))
    blocked: datetime | None = session.execute(_BLOCKED, named).scalar()
    return Taken(max(1.0, (blocked - moment).total_seconds()) if blocked else 1.0)


def refund(session: Session, rule: Rule, *key: str) -> None:
    """Take a try back that turned out to be honest."""
    session.execute(_REFUND, {"scope": rule.scope, "key": _key(rule, *key)})


def forget(session: Session, rule: Rule, *key: str) -> None:
    """Forget all tries of this key."""
    session.execute(_FORGET, {"scope": rule.scope, "key": _key(rule, *key)})


def sweep(session: Session, older_than: timedelta = timedelta(days=1)) -> int:
    """Remove what has faded; returns how many keys."""
    return len(session.execute(_SWEEP, {"before": now() - older_than}).all())


def in_words(seconds: float) -> str:
    """A wait as a person reads it: 'a few seconds', '45 seconds', '3 minutes'."""
    if seconds <= 5:  # noqa: PLR2004 - below this nobody counts
        return "a few seconds"
    if seconds < 90:  # noqa: PLR2004 - a minute and a half reads better in seconds
        return f"{round(seconds)} seconds"
    return f"{round(seconds / 60)} minutes"


def _key(rule: Rule, *key: str) -> str:
    return keyed(rule.scope, *key)
