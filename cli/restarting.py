"""Run a program and start it again when it ends by itself: `python -m cli.restarting COMMAND …`.

Ends with the program when it is told to stop (SIGTERM, SIGINT).
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# A program that ran this long did not fail because of how it was started.
SOUND_RUN = 60.0


class Supervisor:
    """Keeps one program running until `stop` is called."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopping = False

    def run(self) -> int:
        """Run the program, again and again, with growing pauses while it ends soon; return its status once stopped."""
        pause = FIRST_PAUSE
        while True:
            started_at = time.monotonic()
            self._process = subprocess.Popen(self._command)  # noqa: S603 our own command
            status = self._process.wait()
            if self._is_stopping:
                return status
            pause = FIRST_PAUSE if time.monotonic() - started_at >= SOUND_RUN else pause
            print(f"{self._command[0]} ended with status {status}; it starts again in {pause:.0f} s", flush=True)
            self._sleep(pause)
            if self._is_stopping:
                return status
            pause = min(pause * 2, LONGEST_PAUSE)

    def stop(self, signal_number: int, _frame: FrameType | None) -> None:
        """Pass the signal on, and start the program no more."""
        self._is_stopping = True
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal_number)

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._is_stopping and time.monotonic() < until:
            time.sleep(min(0.1, seconds))


def main() -> None:
    """Supervise the command of the command line."""
    supervisor = Supervisor(sys.argv[1:])
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, supervisor.stop)
    sys.exit(supervisor.run())


if __name__ == "__main__":
    main()
