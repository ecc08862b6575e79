"""Compare docs/security.md and docs/asvs/ with the code: requirements, named tests, parameters, limits."""

from __future__ import annotations

import ast
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from app.accounts import service, sessions, step_up
from app.accounts.factors import recovery_codes
from app.accounts.passwords import HASHER, MAX_LENGTH, MIN_LENGTH
from app.applications import files
from app.applications.filetypes import ENDINGS
from app.applications.routes import files as files_routes
from app.settings import routes as settings_routes
from app.web import limits

ROOT = Path(__file__).resolve().parents[1]
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ANSWERS = {"yes", "in part", "no", "n/a"}
_SECONDS = {"s": 1, "min": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the tables: several requirements where the same holds for all."""

    ids: tuple[str, ...]
    about: str
    level: int
    met: str
    shown_by: str

    def __str__(self) -> str:
        return self.ids[0]


def read_levels() -> dict[str, int]:
    """Return the level of each requirement."""
    lines = (ROOT / "tests" / "asvs_levels.txt").read_text(encoding="utf-8").splitlines()
    sections = [line.split() for line in lines if not line.startswith("#")]
    return {f"{name}.{number}": int(level) for name, *levels in sections for number, level in enumerate(levels, 1)}


def read_rows() -> list[Row]:
    """Return the rows of all tables."""
    rows = []
    for path in sorted((ROOT / "docs" / "asvs").glob("v*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.match(r"\| \d", line):
                ids, about, level, met, shown_by = (cell.strip() for cell in line.strip("|").split(" | "))
                rows.append(Row(tuple(ids.split(", ")), about, int(level), met, shown_by.strip(" |")))
    return rows


@cache
def collect_tests(file: str) -> frozenset[str]:
    """Return the names of the tests of the one file of this name."""
    (path,) = [path for path in (ROOT / "tests").rglob(Path(file).name) if path.as_posix().endswith(f"/{file}")]
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = (node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


def list_named_tests(text: str) -> Iterator[tuple[str, str]]:
    """Yield the file and the name of each test in a cell; `::test_x` is of the file named before."""
    file = ""
    for named_file, name in re.findall(r"`([\w/]*test_\w+\.py)?::(test_\w+)`", text):
        file = named_file or file
        yield file, name


ROWS = read_rows()


def test_every_requirement_of_levels_1_and_2_has_one_row() -> None:
    levels = read_levels()
    assert Counter(levels.values()) == {1: 70, 2: 183, 3: 92}
    counts = Counter(id_ for row in ROWS for id_ in row.ids)
    assert {id_ for id_, level in levels.items() if level < 3} <= set(counts)
    assert [id_ for id_, count in counts.items() if count > 1] == []
    assert {id_: row.level for row in ROWS for id_ in row.ids} == {id_: levels[id_] for id_ in counts}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_row_says_what_holds_and_names_tests_that_exist(row: Row) -> None:
    assert row.about
    assert row.met in ANSWERS
    assert row.shown_by
    named = list(list_named_tests(row.shown_by))
    assert len(re.findall(r"`[^`]*test_[^`]*`", row.shown_by)) == len(named), "write `file.py::test_name`"
    assert [name for file, name in named if name not in collect_tests(file)] == []
    assert named or row.met != "yes"


@pytest.mark.parametrize(
    "statement",
    [
        f"{HASHER.memory_cost // 1024} MiB, {HASHER.time_cost} passes, {HASHER.parallelism} lane",
        f"{MIN_LENGTH} to {MAX_LENGTH} characters",
        f"after {sessions.IDLE_LIMIT.days} days without use and after {sessions.SESSION_LIFETIME.days} days at",
        f"change of address {service.VERIFY_LIFETIME // timedelta(hours=1)} hours, "
        f"reset {service.RESET_LIFETIME // timedelta(minutes=1)} minutes",
        f"for this session for {step_up.STEP_UP_PERIOD // timedelta(minutes=1)} minutes",
        f"erased after {service.RESTORE_PERIOD.days} days; cancelled",
        f"recovery codes of {math.floor(24 * math.log2(len(recovery_codes._ALPHABET)))} random bits",
        f"{files.MAX_FILE_BYTES // 1024**2} MB each and {files.MAX_USER_BYTES // 1024**2} MB of a person",
        ", ".join(f"`.{ending}`" for ending in ENDINGS),
    ],
)
def test_the_parameters_are_those_of_the_code(statement: str) -> None:
    assert statement in " ".join(SECURITY.split())


def read_seconds(text: str) -> set[int]:
    """Return the durations of a text such as "30 s to 1 h; 5 to 30 s"; a number without a unit has the next one's."""
    durations, unit = set(), ""
    for number, own_unit in reversed(re.findall(r"(\d+)(?: (s|min|h)\b)?", text)):
        unit = own_unit or unit
        durations.add(int(number) * _SECONDS[unit])
    return durations


@pytest.mark.parametrize(
    ("counted_by", "rules"),
    [
        ("account and network", [limits.SIGN_IN_PAIR_LIMIT]),
        (
            f"account and wider network, after {limits.SIGN_IN_ACCOUNT_LIMIT.free_attempts} attempts on that account",
            [limits.SIGN_IN_PAIR_UNDER_ATTACK_LIMIT],
        ),
        (
            "network (IPv6: /64); wider network (/24, IPv6: /48)",
            [limits.SIGN_IN_NETWORK_LIMIT, limits.SIGN_IN_NEIGHBOURHOOD_LIMIT],
        ),
        ("everyone", [limits.SIGN_IN_EVERYONE_LIMIT]),
        ("browser known to the account, instead of the above", [limits.SIGN_IN_DEVICE_LIMIT]),
        ("network; everyone", [limits.SIGN_UP_NETWORK_LIMIT, limits.SIGN_UP_EVERYONE_LIMIT]),
        ("address; network", [limits.EMAIL_ADDRESS_LIMIT, limits.EMAIL_NETWORK_LIMIT]),
        ("network", [limits.TOKEN_NETWORK_LIMIT]),
        ("session", [limits.STEP_UP_LIMIT]),
        ("account and known browser; account and all unknown browsers", [limits.SECOND_STEP_LIMIT]),
        ("account, one at a time; two at a time in all", [settings_routes.EXPORT_LIMIT, files_routes.ARCHIVE_LIMIT]),
    ],
)
def test_the_limits_are_those_of_the_code(counted_by: str, rules: list[limits.Rule]) -> None:
    (cells,) = re.findall(rf"^\| [^|]*\| {re.escape(counted_by)} \| ([^|]+) \| ([^|]+) \|$", SECURITY, re.MULTILINE)
    assert [int(number) for number in re.findall(r"\d+", cells[0])] == [rule.free_attempts for rule in rules]
    assert read_seconds(cells[1]) == {int(s) for rule in rules for s in (rule.first_seconds, rule.max_seconds)}


def test_sessions_are_made_where_the_document_says() -> None:
    """Every way to sign in ends in sign_in.py, but for the one-time link, which whoever started JobLedger reads."""
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"create_session", "UserSession"}
    }
    assert makers == {
        "app/accounts/sessions.py", "app/accounts/sign_in.py", "app/accounts/operators/one_time_links.py",
    }  # fmt: skip
