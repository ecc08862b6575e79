"""What our process changes in dbt: what is kept between processes and nodes, what is said, who is handed out next."""

from __future__ import annotations

import multiprocessing
import threading
from dataclasses import make_dataclass
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from orchestration import dbt_process
from tests.database.servers import TestDatabase


def _queue(*edges: tuple[str, str]) -> Any:
    import networkx as nx
    from dbt.graph.queue import GraphQueue

    graph = nx.DiGraph(edges)
    manifest: Any = SimpleNamespace(expect=lambda node: node)
    return GraphQueue(graph, manifest, set(graph))


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Dbt's build as our process lets it work; what it was handed out is kept in `given` instead of being run."""
    from dbt.graph.queue import GraphQueue
    from dbt.task.build import BuildTask

    given: list[str] = []
    monkeypatch.setattr(GraphQueue, "_get_scores", GraphQueue._get_scores)
    monkeypatch.setattr(BuildTask, "handle_job_queue", lambda task: given.append(task.job_queue.get()))
    dbt_process.begin_with_the_longest_chain()
    hand_out: Any = BuildTask.handle_job_queue
    return SimpleNamespace(given=given, hand_out=hand_out)


def test_what_the_longest_chain_waits_for_comes_first(build: Any) -> None:
    queue = _queue(("a short", "its end"), ("z long", "its middle"), ("its middle", "the end"), ("b alone", "b's end"))
    task = SimpleNamespace(job_queue=queue, config=SimpleNamespace(threads=9))
    for _ in range(3):
        build.hand_out(task)
    assert build.given == ["z long", "a short", "b alone"]


def test_nothing_is_handed_out_while_all_threads_are_busy(build: Any) -> None:
    queue = _queue(("first", "second"), ("second", "third"), ("third", "fourth"), ("meanwhile", "its end"))
    task = SimpleNamespace(job_queue=queue, config=SimpleNamespace(threads=1))
    build.hand_out(task)
    waiting = threading.Thread(target=build.hand_out, args=(task,))
    waiting.start()
    waiting.join(0.2)
    assert build.given == ["first"]
    # What became ready in the meantime has the longer chain, and goes before what was ready all along.
    queue.mark_done("first")
    waiting.join(10)
    assert build.given == ["first", "second"]


def test_a_connection_is_kept_and_nothing_of_a_node_is_left_on_it(
    database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dbt.adapters.postgres.connections import PostgresConnectionManager, PostgresCredentials

    monkeypatch.setattr(PostgresConnectionManager, "release", PostgresConnectionManager.release)
    dbt_process.keep_connections()
    url = database.url("pipeline")
    credentials = PostgresCredentials.from_dict(
        {"host": url.host, "user": url.username, "port": url.port, "password": url.password, "schema": "staging"}
        | {"database": url.database}
    )
    manager: Any = cast("Any", PostgresConnectionManager)(
        SimpleNamespace(credentials=credentials), multiprocessing.get_context("spawn")
    )

    def ask(name: str, sql: str) -> Any:
        """One row, as a node of that name would ask for it; the transaction stays open."""
        manager.set_connection_name(name)
        return manager.add_query(sql)[1].fetchone()

    try:
        server_process = ask("one", "create temporary table left_behind as select 1; select pg_backend_pid()")
        manager.commit()
        assert ask("one", "insert into left_behind values (2); select count(*) from left_behind") == (2,)
        manager.release()
        assert ask("two", "select pg_backend_pid()") == server_process
        assert ask("two", "select count(*) from pg_class where relname = 'left_behind'") == (0,)

        # A connection the server ended is not kept: the next node has one of its own.
        with pytest.raises(Exception, match=r"terminat|closed"):
            ask("two", "select pg_terminate_backend(pg_backend_pid())")
        manager.release()
        assert ask("three", "select pg_backend_pid()") != server_process
    finally:
        manager.cleanup_all()


def test_a_template_is_compiled_once_and_anew_when_its_text_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jinja2 import Environment
    from jinja2.nativetypes import NativeEnvironment

    compiled: list[str] = []
    compile_anew = Environment.compile

    def compile_and_tell(environment: Environment, source: str) -> Any:
        compiled.append(source)
        return compile_anew(environment, source)

    for _process in range(2):
        monkeypatch.setattr(Environment, "compile", compile_and_tell)
        dbt_process.keep_templates(tmp_path / "templates")
        assert Environment(autoescape=True).from_string("{{ 1 + n }}").render(n=3) == "4"
        assert Environment(autoescape=True).from_string("{{ 2 + n }}").render(n=3) == "5"
        # The same text to be rendered to a value instead of to text is compiled to something else.
        assert NativeEnvironment().from_string("{{ 1 + n }}").render(n=3) == 4
    assert compiled == ["{{ 1 + n }}", "{{ 2 + n }}", "{{ 1 + n }}"]


def test_events_for_finding_faults_are_told_only_to_a_log_that_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from dbt.adapters.events.types import SQLQuery
    from dbt.events.types import MainReportVersion
    from dbt_common.events.base_types import BaseEvent, EventLevel
    from dbt_common.events.event_manager import EventManager
    from dbt_common.events.logger import LoggerConfig

    monkeypatch.setattr(EventManager, "fire_event", EventManager.fire_event)
    for name in ("__init__", "__getattr__"):
        monkeypatch.setattr(BaseEvent, name, getattr(BaseEvent, name))
    dbt_process.leave_unsaid_what_nobody_hears()

    def manager_of(level: EventLevel) -> EventManager:
        manager = EventManager()
        manager.add_logger(LoggerConfig(name=f"test of {level}", level=level, output_stream=StringIO()))
        return manager

    def heard(level: EventLevel) -> list[str]:
        manager, told = manager_of(level), []
        manager.add_callback(lambda message: told.append(message.info.name))
        manager.fire_event(SQLQuery(conn_name="master", sql="select 1", node_info=None))
        manager.fire_event(MainReportVersion(version="=1", log_version=3))
        manager.fire_event(MainReportVersion(version="=1", log_version=3), level=EventLevel.DEBUG)
        return told

    assert heard(EventLevel.INFO) == ["MainReportVersion"]
    assert heard(EventLevel.DEBUG) == ["SQLQuery", "MainReportVersion", "MainReportVersion"]
    # What cannot be worded is noticed by whoever asks for the words.
    manager_of(EventLevel.INFO).fire_event(SQLQuery(sql=["no text"]))
    with pytest.raises(Exception, match="Unable to parse logging event"):
        manager_of(EventLevel.DEBUG).fire_event(SQLQuery(sql=["no text"]))
    assert SQLQuery(conn_name="master", sql="select 1").sql == "select 1"


def test_code_for_a_record_is_written_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from mashumaro import DataClassDictMixin
    from mashumaro.config import BaseConfig
    from mashumaro.exceptions import UnserializableField

    class NothingKnownOfIt:
        pass

    def record() -> Any:
        return make_dataclass("Record", [("value", NothingKnownOfIt)], bases=(DataClassDictMixin,))

    monkeypatch.setattr(BaseConfig, "lazy_compilation", False)
    with pytest.raises(UnserializableField):
        record()
    dbt_process.write_code_when_needed()
    made = record()
    with pytest.raises(UnserializableField):
        made.from_dict({"value": 1})
