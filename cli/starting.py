"""Start and stop JobLedger from a set-up checkout, with messages about each step.

How a ledger is filled from the sandbox market is in sandbox_market.py, how processes are managed in processes.py.
"""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from cli import processes
from cli.processes import Program, StartError, check_port
from database import server
from database.settings import settings
from orchestration.dbt import DbtProjectError

Say = Callable[[str], None]
# The webserver and the daemon ask one server for the definitions: given workspace.yaml, each would load them itself,
# and the daemon anew every minute, ten seconds of a core each time.
_WORKSPACE = """load_from:
  - grpc_server:
      host: 127.0.0.1
      port: {port}
      location_name: jobledger
"""
_PATIENCE = 180.0
# What a person can do something about, beside what `output.reasons` knows; each says what.
FAILURES = (StartError, DbtProjectError)


class Programs:
    """The background programs, on the ports the settings name."""

    def __init__(self) -> None:
        known = settings()
        self.app_port, self.dagster_port, self.market_port = known.app_port, known.dagster_port, known.sandbox_port
        beside = Path(sys.executable).parent
        self.market = Program(
            "market",
            [sys.executable, "-m", "sandbox", "--port", str(self.market_port), *_clock_arguments()],
            f"http://127.0.0.1:{self.market_port}/_health",
        )
        code_port = processes.free_port()
        self.code = Program(
            "dagster-code",
            [
                sys.executable,
                "-m",
                "dagster",
                "api",
                "grpc",
                "-m",
                "orchestration.definitions",
                "--location-name",
                "jobledger",
                "-h",
                "127.0.0.1",
                "-p",
                str(code_port),
            ],
            f"tcp://127.0.0.1:{code_port}",
        )
        workspace = str(self._workspace)
        self.webserver = Program(
            "dagster-webserver",
            [str(beside / "dagster-webserver"), "-h", "127.0.0.1", "-p", str(self.dagster_port), "-w", workspace],
            f"http://127.0.0.1:{self.dagster_port}/server_info",
        )
        self.daemon = Program("dagster-daemon", [str(beside / "dagster-daemon"), "run", "-w", workspace])
        self.app = Program(
            "app",
            [str(beside / "jobledger"), "serve", "--port", str(self.app_port)],
            f"http://127.0.0.1:{self.app_port}/",
        )

    @property
    def _workspace(self) -> Path:
        return settings().home / "dagster" / "workspace.yaml"

    def all_run(self) -> bool:
        """Whether the app answers and Dagster's programs are there, and the market if it was started."""
        market_is_there = self.market.note() is None or self.market.running
        dagster_is_there = self.code.running and self.webserver.running and self.daemon.running
        return market_is_there and dagster_is_there and self.app.answers

    def check_ports(self) -> None:
        """Raise StartError for the first port that something else holds."""
        if not self.app.running:
            check_port(self.app_port, "the app", "APP_PORT")
        if not self.webserver.running:
            check_port(self.dagster_port, "Dagster", "DAGSTER_PORT")

    def start_market(self) -> None:
        """Start the sandbox market; raise StartError if its port is taken."""
        if not self.market.running:
            check_port(self.market_port, "the sandbox market", "MARKET_PORT")
            self.market.start()

    def start_app_and_code(self) -> None:
        """Start the app and the server of Dagster's definitions where they do not run; neither is waited for."""
        if not self.app.running:
            self.app.start(self._environment)
        if not self.code.running:
            processes.stop([self.daemon, self.webserver])  # they would go on asking the one that ended
            self.code.start(self._environment)

    def start_dagster(self) -> None:
        """Start Dagster's webserver and daemon where they do not run, once the definitions are served."""
        self.code.wait(_PATIENCE)
        port = urlsplit(self.code.root).port
        self._workspace.write_text(_WORKSPACE.format(port=port), encoding="utf-8")
        for program in (self.webserver, self.daemon):
            if not program.running:
                program.start(self._environment)

    @property
    def _environment(self) -> dict[str, str]:
        return {"PUBLIC_URL": os.environ.get("PUBLIC_URL") or f"http://localhost:{self.app_port}"}


def _clock_arguments() -> list[str]:
    """The market's clock goes on as ours does: with real time, or not at all where JOBLEDGER_NOW holds ours."""
    moment = settings().moment
    return ["--at", moment.isoformat()] if moment else ["--running"]


def start(programs: Programs, say: Say, *, live: bool) -> None:
    """Bring everything up, in the order in which one thing needs the other. Raises one of FAILURES, or what
    `output.reasons` knows.
    """
    if programs.all_run() and _filled().exists():
        say("Everything runs already.")
    else:
        programs.check_ports()
        _start(programs, say, live=live)
        say("Everything runs.")
    print(f"\n  JobLedger  {programs.app.root}\n  Dagster    {programs.webserver.root}")
    print(f"\nLogs are in {settings().home / 'logs'}; `make down` stops everything.")


def _start(programs: Programs, say: Say, *, live: bool) -> None:
    # Imported here, because a second `make up` has no need of them and they take seconds.
    from cli import sandbox_market
    from database.migrate import migrate
    from ingestion.admin import sync_providers
    from orchestration import dbt, instance

    say("Starting the database …")
    migrate()
    sync_providers()
    origin = sandbox_market.choose_origin(live=live)
    if origin.is_sandbox:
        say(f"Starting the sandbox market on port {programs.market_port} …")
        programs.start_market()
    dbt.manifest()
    with instance.open_instance() as dagster:
        instance.end_orphans(dagster, all_runs=not (programs.webserver.running or programs.daemon.running))
        say(f"Starting Dagster on port {programs.dagster_port} and the app on port {programs.app_port} …")
        programs.start_app_and_code()
        if origin.is_sandbox:
            programs.market.wait(_PATIENCE)
        sandbox_market.register_boards(origin, programs.market.root, say)
        if origin.is_sandbox:
            sandbox_market.fetch_history(programs.market.root, say)
        programs.start_dagster()
        if not instance.has_succeeded(dagster):
            say("Running the whole line once through Dagster: fetch, parse, build, archive …")
            with output_to(settings().home / "logs" / "first-run.log"):
                failures = instance.run_everything(dagster, say)
            for failure in failures:
                say(f"  {failure}")
        if instance.has_succeeded(dagster):
            _filled().touch()
    for program in (programs.app, programs.webserver):
        program.wait(_PATIENCE)


def stop(programs: Programs) -> list[str]:
    """End what `start` started, the database last; returns the names of what ran."""
    ended = processes.stop([programs.app, programs.daemon, programs.webserver, programs.code, programs.market])
    if settings().database_url is None and server.cluster().port() is not None:
        server.stop()
        ended.append("database")
    return ended


def _filled() -> Path:
    """Stands for a first run that was green; without it `up` tries again."""
    return settings().home / "run" / "filled"


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Hold the state folder's lock. Raises StartError when another `up` or `down` holds it."""
    folder = settings().home / "run"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError("another `make up` or `make down` is at work here; wait for it to end") from error
        yield


def progress() -> Say:
    """A way to say things with the seconds since now before them, also while `output_to` is at work."""
    began = time.monotonic()
    terminal = os.fdopen(os.dup(sys.stdout.fileno()), "w")

    def say(words: str) -> None:
        print(f"[{time.monotonic() - began:4.0f} s] {words}", file=terminal, flush=True)

    return say


@contextmanager
def output_to(log: Path) -> Iterator[None]:
    """Send whatever this process and its children print into `log`: Dagster and dbt have much to say."""
    log.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    kept = [(stream.fileno(), os.dup(stream.fileno())) for stream in (sys.stdout, sys.stderr)]
    with log.open("ab") as file:
        for number, _ in kept:
            os.dup2(file.fileno(), number)
    try:
        yield
    finally:
        sys.stdout.flush()
        for number, copy in kept:
            os.dup2(copy, number)
            os.close(copy)
