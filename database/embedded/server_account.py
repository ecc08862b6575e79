"""Running PostgreSQL's programs as an account that may: the present one or, for root, a separate account."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_ACCOUNT_NAME = "embedded_postgres"
_PASSED_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


class ServerError(RuntimeError):
    """The database server cannot be created, started or reached; the message says what to do."""


@dataclass(frozen=True)
class ServerAccount:
    """The account that runs the server: user and group id, or None for the present one."""

    user: int | None = None
    group: int | None = None

    def take_ownership(self, path: Path) -> None:
        """Make this account the owner of a file or folder."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def find_server_account(data: Path | None) -> ServerAccount:
    """Return the account that may run a server over `data`. PostgreSQL refuses root, which uses the folder's owner.

    Without a folder root uses the account `embedded_postgres`, which is created when it is missing.
    """
    if os.geteuid() != 0:
        return ServerAccount()
    if data is not None:
        status = data.stat()
        return ServerAccount(status.st_uid, status.st_gid)
    passwd_entry = _find_passwd_entry() or _create_passwd_entry()
    return ServerAccount(passwd_entry.pw_uid, passwd_entry.pw_gid)


def run_as_account(account: ServerAccount, program: Path, *arguments: str) -> str:
    """Run one of PostgreSQL's programs and return its output. Raises ServerError with the output when it fails.

    The program gets no secrets of the environment, and starts in a folder that every account may enter.
    """
    environment = {name: os.environ[name] for name in _PASSED_VARIABLES if name in os.environ}
    process = subprocess.run(  # noqa: S603 - the program and its arguments come from this package
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
    if process.returncode != 0:
        raise ServerError(f"{program.name} failed: {process.stdout.strip()}")
    return process.stdout


def _find_passwd_entry() -> pwd.struct_passwd | None:
    return next((passwd_entry for passwd_entry in pwd.getpwall() if passwd_entry.pw_name == _ACCOUNT_NAME), None)


def _create_passwd_entry() -> pwd.struct_passwd:
    options = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false")
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    reason = "there is no useradd"
    if useradd is not None:
        try:
            run_as_account(ServerAccount(), Path(useradd), *options, _ACCOUNT_NAME)
        except ServerError as error:
            reason = str(error)
    passwd_entry = _find_passwd_entry()  # another process may have created it at the same moment
    if passwd_entry is None:
        raise ServerError(
            f"PostgreSQL does not run as root, and an account {_ACCOUNT_NAME} for it could not be made ({reason}). "
            "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own"
        )
    return passwd_entry


def ensure_reachable_by_account(account: ServerAccount, *paths: Path) -> None:
    """Raise ServerError that names the first parent folder of `paths` which the server's account may not enter."""
    if account.user is None:
        return
    folders = [str(folder) for path in paths for folder in reversed(path.parents)]
    shell_script = 'for folder in "$@"; do test -x "$folder" || { echo "$folder"; break; }; done'
    closed_folder = run_as_account(account, Path("/bin/sh"), "-c", shell_script, "sh", *folders).strip()
    if closed_folder:
        raise ServerError(
            f"PostgreSQL does not run as root but as another account, which may not enter {closed_folder}. "
            f"Allow it (chmod o+x {closed_folder}), put JobLedger and its state folder (JOBLEDGER_HOME) somewhere open "
            "such as /opt, or run as an ordinary user"
        )
