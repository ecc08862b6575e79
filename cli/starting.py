"""Start and stop JobLedger from a set-up checkout, with messages about each step.

How a ledger is filled from the sandbox market is in sandbox_market.py, how processes are managed in processes.py.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kit.i18n import _
from cli import processes
from cli.processes import Program, StartError, check_port
from database.embedded import server
from database.engine import url_without_owner
from database.settings import settings
from database.state_folder import PRIVATE_UMASK, create_private_folder, open_private_log, restrict_state_folder
from orchestration.dbt import DbtProjectError

ReportProgress = Callable[[str], None]
# The webserver and the daemon share one server of the definitions. With workspace.yaml each would load them itself, and
# the daemon again every minute, for ten seconds of a core each time.
_WORKSPACE_TEMPLATE = """load_from:
  - grpc_server:
      socket: {socket}
      location_name: jobledger
"""
_START_TIMEOUT = 180.0
# Errors a person can fix, besides those `output.explain_errors` handles; each says how.
START_ERRORS = (StartError, DbtProjectError)


class Programs:
    """The background programs, on the ports in the settings."""

    def __init__(self) -> None:
        current_settings = settings()
        self.app_port, self.dagster_port, self.market_port = (
            current_settings.app_port,
            current_settings.dagster_port,
            current_settings.sandbox_port,
        )
        bin_folder = Path(sys.executable).parent
        self.market = Program(
            "market",
            [sys.executable, "-m", "sandbox", "--port", str(self.market_port), *_build_clock_arguments()],
            f"http://127.0.0.1:{self.market_port}/_health",
        )
        socket = processes.choose_socket_path("dagster-code.sock")
        restarting = [sys.executable, "-m", "cli.restarting"]
        self.code = Program(
            "dagster-code",
            [
                *restarting,
                sys.executable,
                "-m",
                "dagster",
                "api",
                "grpc",
                "-m",
                "orchestration.definitions",
                "--location-name",
                "jobledger",
                "--socket",
                str(socket),
            ],
            f"unix:{socket}",
        )
        workspace = str(self._workspace_path)
        self.webserver = Program(
            "dagster-webserver",
            [
                *restarting,
                sys.executable,
                "-m",
                "orchestration.webserver",
                "--workspace",
                workspace,
                "--port",
                str(self.dagster_port),
            ],
            f"http://127.0.0.1:{self.dagster_port}/server_info",
        )
        self.daemon = Program(
            "dagster-daemon", [*restarting, str(bin_folder / "dagster-daemon"), "run", "-w", workspace]
        )
        self.app = Program(
            "app",
            [str(bin_folder / "jobledger"), "serve", "--port", str(self.app_port)],
            f"http://127.0.0.1:{self.app_port}/",
        )

    @property
    def _workspace_path(self) -> Path:
        return settings().home / "dagster" / "workspace.yaml"

    def are_all_running(self) -> bool:
        """Return whether the app responds and Dagster's programs run, and the market if it was started."""
        is_market_as_recorded = self.market.read_record() is None or self.market.is_running
        is_dagster_running = self.code.is_running and self.webserver.is_running and self.daemon.is_running
        return is_market_as_recorded and is_dagster_running and self.app.is_responding

    def check_ports(self) -> None:
        """Raise StartError for the first port in use by something else."""
        if not self.app.is_running:
            check_port(self.app_port, "the app", "APP_PORT")
        if not self.webserver.is_running:
            check_port(self.dagster_port, "Dagster", "DAGSTER_PORT")

    def start_market(self) -> None:
        """Start the sandbox market; raise StartError if its port is taken."""
        if not self.market.is_running:
            check_port(self.market_port, "the sandbox market", "MARKET_PORT")
            self.market.start()

    def start_app_and_code(self) -> None:
        """Start the app and the server of Dagster's definitions if they do not run; wait for neither."""
        if not self.app.is_running:
            self.app.start(self._environment | {"DATABASE_URL": url_without_owner()})
        if not self.code.is_running:
            processes.stop([self.daemon, self.webserver])  # they would keep calling the server that ended
            processes.choose_socket_path("dagster-code.sock").unlink(missing_ok=True)
            self.code.start(self._environment)

    def start_dagster(self) -> None:
        """Start Dagster's webserver and daemon if they do not run, once the definitions are served."""
        self.code.wait(_START_TIMEOUT)
        socket = json.dumps(self.code.root_url.removeprefix("unix:"))  # YAML reads JSON's strings
        self._workspace_path.write_text(_WORKSPACE_TEMPLATE.format(socket=socket), encoding="utf-8")
        for program in (self.webserver, self.daemon):
            if not program.is_running:
                program.start(self._environment)

    @property
    def _environment(self) -> dict[str, str]:
        return {"PUBLIC_URL": os.environ.get("PUBLIC_URL") or f"http://localhost:{self.app_port}"}


def _build_clock_arguments() -> list[str]:
    """Return the options of the market's clock: it follows ours, with real time or at the moment JOBLEDGER_NOW sets."""
    moment = settings().moment
    return ["--at", moment.isoformat()] if moment else ["--running"]


def start(programs: Programs, report_progress: ReportProgress, *, live: bool) -> None:
    """Start everything in the order of its dependencies. Raises one of START_ERRORS, or what `output.explain_errors`
    handles.
    """
    if programs.are_all_running() and _first_run_marker().exists():
        report_progress(_("Everything is running already."))
    else:
        programs.check_ports()
        _start_programs(programs, report_progress, live=live)
        report_progress(_("Everything is running."))
    print(f"\n  JobLedger  {settings().public_url}\n  Dagster    {settings().dagster_url}")
    print("\n" + _("To become an operator, open this once within half an hour:") + f"\n  {_create_operator_link()}")
    print("\n" + _("Logs are in {folder}; `make down` stops everything.").format(folder=settings().home / "logs"))


def _create_operator_link() -> str:
    from app.accounts.operators import one_time_links
    from database.sessions import auth_session

    with auth_session() as session:
        return one_time_links.create_link(session)


def _start_programs(programs: Programs, report_progress: ReportProgress, *, live: bool) -> None:
    # Imported here: a second `make up` does not need them, and they take seconds.
    from cli import sandbox_market
    from database.migrate import migrate
    from ingestion.admin import sync_providers
    from orchestration import dbt, instance

    report_progress(_("Starting the database …"))
    migrate()
    sync_providers()
    origin = sandbox_market.choose_origin(live=live)
    if origin.is_sandbox:
        report_progress(_("Starting the sandbox market on port {port} …").format(port=programs.market_port))
        programs.start_market()
    dbt.prepare_manifest()
    with instance.open_instance() as dagster_instance:
        instance.fail_orphaned_runs(
            dagster_instance, all_runs=not (programs.webserver.is_running or programs.daemon.is_running)
        )
        ports = {"dagster_port": programs.dagster_port, "app_port": programs.app_port}
        report_progress(_("Starting Dagster on port {dagster_port} and the app on port {app_port} …").format(**ports))
        programs.start_app_and_code()
        if origin.is_sandbox:
            programs.market.wait(_START_TIMEOUT)
        sandbox_market.register_boards(origin, programs.market.root_url, report_progress)
        if origin.is_sandbox:
            sandbox_market.fetch_history(programs.market.root_url, report_progress)
        if not instance.has_successful_run(dagster_instance):
            instance.create_pools(dagster_instance)
        programs.start_dagster()
        if not instance.has_successful_run(dagster_instance):
            report_progress(_("Running the whole pipeline once in Dagster: fetch, parse, build, archive …"))
            with redirect_output(settings().home / "logs" / "first-run.log"):
                failures = instance.run_whole_pipeline(dagster_instance, report_progress)
            for failure in failures:
                report_progress(f"  {failure}")
        if instance.has_successful_run(dagster_instance):
            _first_run_marker().touch()
    for program in (programs.app, programs.webserver):
        program.wait(_START_TIMEOUT)


def stop(programs: Programs) -> list[str]:
    """Stop what `start` started, the database last, and return the names of what ran."""
    stopped_names = processes.stop([programs.app, programs.daemon, programs.webserver, programs.code, programs.market])
    if settings().database_url is None and server.cluster().port() is not None:
        server.stop()
        stopped_names.append("database")
    return stopped_names


def _first_run_marker() -> Path:
    """Return the file that marks a successful first run; without it `up` tries again."""
    return settings().home / "run" / "filled"


@contextmanager
def hold_state_lock() -> Iterator[None]:
    """Hold the state folder's lock, with the folder closed to other accounts and new files private.

    Raises StartError when another `up` or `down` holds it.
    """
    folder = create_private_folder(settings().home / "run")
    with _create_privately(), (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError(_("another `make up` or `make down` is running here; wait until it ends")) from error
        restrict_state_folder(settings().home)
        yield


@contextmanager
def _create_privately() -> Iterator[None]:
    """Give no other account rights to files that this process and its children create."""
    earlier_umask = os.umask(PRIVATE_UMASK)
    try:
        yield
    finally:
        os.umask(earlier_umask)


def start_progress() -> ReportProgress:
    """Return a function that prints messages with the seconds since now, even inside `output_to`."""
    started_at = time.monotonic()
    terminal = os.fdopen(os.dup(sys.stdout.fileno()), "w")

    def report_progress(message: str) -> None:
        print(f"[{time.monotonic() - started_at:4.0f} s] {message}", file=terminal, flush=True)

    return report_progress


@contextmanager
def redirect_output(log_path: Path) -> Iterator[None]:
    """Redirect what this process and its children print to `log`: Dagster and dbt print a lot."""
    sys.stdout.flush()
    saved_streams = [(stream.fileno(), os.dup(stream.fileno())) for stream in (sys.stdout, sys.stderr)]
    with open_private_log(log_path) as file:
        for descriptor, _ in saved_streams:
            os.dup2(file.fileno(), descriptor)
    try:
        yield
    finally:
        sys.stdout.flush()
        for descriptor, saved_descriptor in saved_streams:
            os.dup2(saved_descriptor, descriptor)
            os.close(saved_descriptor)
