"""Name the server's roles: four logins, and the owner of functions that have more rights than their caller.

Roles belong to a whole server. An installation that shares one has a name of its own (JOBLEDGER_INSTALLATION), which
its roles carry.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from database.settings import settings

LoginRole = Literal["pipeline", "auth", "app", "analyst"]
Role = Literal["owner", LoginRole]
LOGIN_ROLES: tuple[LoginRole, ...] = get_args(LoginRole)
FUNCTION_OWNER: Literal["definer"] = "definer"
_ROLE_PATTERN = re.compile(rf"\bjobledger_({'|'.join((*LOGIN_ROLES, FUNCTION_OWNER))})\b")


def get_role_name(role: LoginRole | Literal["definer"]) -> str:
    """Return a role's name on the server: `jobledger_app`, or `jobledger_NAME_app` for an installation called NAME."""
    installation = settings().installation
    return f"jobledger_{installation}_{role}" if installation else f"jobledger_{role}"


def list_logins() -> dict[LoginRole, str]:
    """Return the names of the logins by role."""
    return {role: get_role_name(role) for role in LOGIN_ROLES}


def use_role_names(statements: str) -> str:
    """Return SQL that names roles as in database/sql with the names they have here."""
    if settings().installation is None:
        return statements
    return _ROLE_PATTERN.sub(lambda match: get_role_name(match[1]), statements)  # type: ignore[arg-type]
