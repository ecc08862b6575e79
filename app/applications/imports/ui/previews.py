"""Read a file in a process of its own, once for each account at a time, and keep what came of it. What it means: rows.

A page's state would keep it for as long as the page is open, and an account may have many pages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

# Accounts whose latest file is kept: about 30 MB each at most.
_MAX_ACCOUNTS = 16


@dataclass
class _LatestFile:
    """What was read of an account's latest file, by what was asked for: its table, its preview."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    file_id: str = ""
    results: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)


# Those used last are at the end.
_FILES: dict[UUID, _LatestFile] = {}
_FILES_LOCK = threading.Lock()


def load(user_id: UUID, file_id: str, name: str, key: Hashable, build: Callable[[], Any]) -> Any:
    """Return the result called `name` for this file and key, built unless it is the latest. Others of the account wait.

    Another file of the account, chosen on another page, replaces it.
    """
    with _FILES_LOCK:
        latest = _FILES[user_id] = _FILES.pop(user_id, _LatestFile())
        if len(_FILES) > _MAX_ACCOUNTS:
            del _FILES[next(iter(_FILES))]
    with latest.lock:
        if latest.file_id != file_id:
            latest.file_id = file_id
            latest.results.clear()
        if name not in latest.results or latest.results[name][0] != key:
            latest.results.pop(name, None)
            latest.results[name] = (key, build())
        return latest.results[name][1]
