"""dbt's own command line for a process of its own, without what costs a build of many small models most.

- A build lives for seconds and keeps nearly all it makes: at the usual pace collecting garbage takes a second and finds
  nothing.
- Each node would open a connection of its own to the database: a server process that knows no table yet, some twenty
  milliseconds before the first row. Here the threads of a build keep theirs.
- Its classes would have code written for them as they are imported, a third of a second, most of it for classes that
  no build uses.
- Its macros are templates, 240 of which each process would compile anew: another half second. Here they are kept beside
  what Python has compiled.
- Two thousand remarks for finding faults in dbt itself would be worded, then dropped by every log: half a second.
- What is ready would be taken by its depth from the sources, so that what most waits for may come last. Here whatever
  the longest chain waits for comes first, as in list scheduling by highest level (Hu 1961).
"""

from __future__ import annotations

import gc
import os
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbt.adapters.base.connections import BaseConnectionManager
    from dbt.graph.queue import GraphQueue
    from dbt_common.events.base_types import BaseEvent, EventLevel

_NEW_OBJECTS = 20_000  # between two collections; Python's own is 700


def main() -> None:
    """Run dbt with the process's arguments; ends the process with dbt's exit status."""
    gc.disable()
    write_code_when_needed()
    from dbt.cli.main import cli

    keep_templates(Path(os.environ["PYTHONPYCACHEPREFIX"]) / "templates")
    leave_unsaid_what_nobody_hears()
    keep_connections()
    begin_with_the_longest_chain()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    gc.enable()
    cli(prog_name="dbt")


def write_code_when_needed() -> None:
    """Let the library that turns dbt's records into JSON and back write its code at a class's first use.

    dbt has this for its own classes, not for those of the library. To be called before dbt is imported.
    """
    from mashumaro.config import BaseConfig

    BaseConfig.lazy_compilation = True


def keep_templates(folder: Path) -> None:
    """Keep in `folder` what Jinja makes of a template, for other processes.

    It is made anew for another text, another kind of environment, and another version of dbt, Jinja or Python.
    """
    from jinja2 import Environment, FileSystemBytecodeCache

    folder.mkdir(parents=True, exist_ok=True)
    kept = FileSystemBytecodeCache(str(folder))
    dbt = version("dbt-common")
    compile_anew = Environment.compile

    def compile_once(environment: Environment, source: str) -> CodeType:
        name = f"{dbt} {type(environment)} {sorted(environment.extensions)} {source}"
        bucket = kept.get_bucket(environment, name, None, source)
        if bucket.code is None:
            bucket.code = compile_anew(environment, source)
            kept.set_bucket(bucket)
        return bucket.code

    Environment.compile = compile_once  # type: ignore[method-assign,assignment]


def leave_unsaid_what_nobody_hears() -> None:
    """Let dbt word an event when it is asked for, and pass over those of level debug while no log of this process takes
    them.
    """
    from dbt_common.events.base_types import BaseEvent, DebugLevel, EventLevel
    from dbt_common.events.event_manager import EventManager

    fire = EventManager.fire_event
    word: Any = BaseEvent.__init__
    told: Any = BaseEvent.__getattr__
    told_by_debug = {EventLevel.DEBUG, EventLevel.TEST}

    def keep_what_to_word(event: BaseEvent, *arguments: Any, **more: Any) -> None:
        event.__dict__["to_word"] = (arguments, more)

    def word_when_asked(event: BaseEvent, name: str) -> Any:
        if "to_word" in event.__dict__:
            arguments, more = event.__dict__.pop("to_word")
            word(event, *arguments, **more)
            return getattr(event, name)
        return told(event, name)

    def fire_if_heard(manager: EventManager, event: BaseEvent, level: EventLevel | None = None, **more: Any) -> None:
        is_debug = isinstance(event, DebugLevel) if level is None else level in told_by_debug
        if not is_debug or any(log.level in told_by_debug for log in manager.loggers):
            fire(manager, event, level, **more)

    BaseEvent.__init__ = keep_what_to_word  # type: ignore[method-assign,assignment]
    BaseEvent.__getattr__ = word_when_asked  # type: ignore[method-assign]
    EventManager.fire_event = fire_if_heard  # type: ignore[method-assign,assignment]


def keep_connections() -> None:
    """Let each thread of a dbt in this process keep its connection from node to node; dbt closes all in the end.

    dbt takes a connection that is still open for whatever comes next under its thread.
    """
    from dbt.adapters.postgres.connections import PostgresConnectionManager

    PostgresConnectionManager.release = _end_transaction  # type: ignore[method-assign,assignment]


def _end_transaction(manager: BaseConnectionManager) -> None:
    """What a closed connection would do for the next node: undo what was not committed, drop temporary tables."""
    import psycopg2
    from dbt.adapters.contracts.connection import ConnectionState

    connection = manager.get_if_exists()
    if connection is None or connection.state != ConnectionState.OPEN:
        return
    connection.transaction_open = False
    try:
        connection.handle.rollback()
        with connection.handle.cursor() as cursor:
            cursor.execute("discard temporary")
        connection.handle.commit()
    except psycopg2.Error:
        manager.close(connection)


def begin_with_the_longest_chain() -> None:
    """Let a build of this process take, of the nodes that are ready, the one the longest chain of others waits for.

    dbt hands all that is ready to its threads at once, by depth from the sources, and they work through it in turn.
    """
    from dbt.graph.queue import GraphQueue
    from dbt.task.build import BuildTask

    hand_out = BuildTask.handle_job_queue

    def hand_out_to_an_idle_thread(task: BuildTask, *arguments: Any) -> None:
        if (queue := task.job_queue) is not None:
            with queue.some_task_done:
                queue.some_task_done.wait_for(lambda: len(queue.in_progress) < task.config.threads)
        hand_out(task, *arguments)  # type: ignore[no-untyped-call]

    BuildTask.handle_job_queue = hand_out_to_an_idle_thread  # type: ignore[method-assign]
    GraphQueue._get_scores = _scores  # type: ignore[method-assign,assignment]  # noqa: SLF001 dbt offers no other way


def _scores(_queue: GraphQueue, graph: Any) -> dict[str, int]:
    """Of each node, minus the nodes of the longest chain that waits for it: dbt takes the lowest score first."""
    scores: dict[str, int] = {}

    def score(node: str) -> int:
        if node not in scores:
            scores[node] = min((score(after) for after in graph.successors(node)), default=1) - 1
        return scores[node]

    for node in graph:
        score(node)
    return scores


if __name__ == "__main__":
    main()
