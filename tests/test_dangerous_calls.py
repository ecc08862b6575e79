"""Read all code that runs in an installation for calls and imports that would run, or trust, what comes in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("app", "cli", "database", "ingestion", "orchestration")
RUNNING_CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.getoutput",
    "subprocess.getstatusoutput", "asyncio.create_subprocess_shell", "yaml.load", "yaml.unsafe_load",
}  # fmt: skip
DANGEROUS_MODULES = {"pickle", "marshal", "shelve", "xml", "lxml", "xmlrpc", "defusedxml", "openpyxl", "pty"}
WEAK_HASHES = {
    "hashlib.md5",
    "hashlib.sha1",
    "hashlib.new",
    "uuid.uuid3",
    "uuid.uuid5",
    "md5",
    "sha1",
    "uuid3",
    "uuid5",
}
# The demo's story, and how long calls to a provider are apart.
RANDOM_FOR_NO_SECRET = {"app/demo/scenarios.py", "app/demo/service.py", "ingestion/http/client.py"}
TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
}


def list_calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield every call."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def list_modules(tree: ast.Module) -> set[str]:
    """Return the outermost packages of what is imported."""
    nodes = list(ast.walk(tree))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.partition(".")[0] for name in names}


def is_shell(call: ast.Call) -> bool:
    """Return whether the call asks for a shell."""
    return any(keyword.arg == "shell" and ast.unparse(keyword.value) != "False" for keyword in call.keywords)


@pytest.mark.parametrize("room", ROOMS)
def test_no_code_runs_text_as_a_program(room: str) -> None:
    found = [
        (file, call.lineno)
        for file, tree in TREES.items()
        if file.startswith(f"{room}/")
        for call in list_calls(tree)
        if ast.unparse(call.func) in RUNNING_CALLS or is_shell(call)
    ]
    assert found == []


def test_nothing_that_runs_or_parses_dangerously_is_imported() -> None:
    """The process that reads uploads answers by pickle; its reader accepts a list of types."""
    found = {file: modules for file, tree in TREES.items() if (modules := list_modules(tree) & DANGEROUS_MODULES)}
    assert found == {"app/kit/limited_process.py": {"pickle"}}


def test_no_weak_hash_is_used() -> None:
    calls = {file: {ast.unparse(call.func) for call in list_calls(tree)} for file, tree in TREES.items()}
    assert {file: found for file, names in calls.items() if (found := names & WEAK_HASHES)} == {}


def test_predictable_numbers_stand_for_no_secret() -> None:
    assert {file for file, tree in TREES.items() if "random" in list_modules(tree)} == RANDOM_FOR_NO_SECRET


@pytest.mark.parametrize(
    ("code", "is_found"),
    [("eval(x)", True), ("subprocess.run(x, shell=True)", True), ("subprocess.run([x])", False), ("a.eval(x)", False)],
)
def test_such_calls_are_found(code: str, is_found: bool) -> None:  # noqa: FBT001 - a table's column
    (call,) = list_calls(ast.parse(code))
    assert (ast.unparse(call.func) in RUNNING_CALLS or is_shell(call)) is is_found
