"""Match, report or send in a process that kills itself with SIGKILL at the nth step: a statement, a commit, or an
exchange with the mail server. Run as a program: a line of JSON in, the child's wait status out.
"""

from __future__ import annotations

import json
import os
import signal
import smtplib
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event

from app.alerts import runner
from app.mail import sender
from app.mail.smtp import SmtpServer


class _Fuse:
    """Kills this process at the nth step; 0 never."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def step(self, *_: Any, **__: Any) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method with a step before it and one after."""

        def stepped(*arguments: Any, **options: Any) -> Any:
            self.step()
            result = method(*arguments, **options)
            self.step()
            return result

        return stepped


def _work(order: dict[str, Any]) -> None:
    os.environ["JOBLEDGER_NOW"] = order["now"]
    fuse = _Fuse(order["steps"])
    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, moment, fuse.step)
    smtplib.SMTP.send = fuse.around(smtplib.SMTP.send)  # type: ignore[method-assign]
    smtplib.SMTP.getreply = fuse.around(smtplib.SMTP.getreply)  # type: ignore[method-assign]
    if order["do"] == "check":
        runner.run_alerts()
        return
    brief = SmtpServer("127.0.0.1", order["port"], seconds_to_connect=2, seconds_to_reply=0.2, seconds_to_accept=0.2)
    while sender.send_due(server=brief).sent:
        pass


def main() -> None:
    """Serve orders, each in a child of its own, which has nothing open that its parent uses."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _work(json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
