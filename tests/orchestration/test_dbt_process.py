"""What our process changes in dbt: who is handed out next, and what is left of a connection between two nodes."""

from __future__ import annotations

import multiprocessing
import threading
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
