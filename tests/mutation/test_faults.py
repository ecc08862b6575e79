"""The list of faults fits the code: each line is where it says. `python -m tests.mutation` tries the faults."""

from __future__ import annotations

import ast

import pytest

from tests.mutation.__main__ import ROOT, Fault, insert_fault, read_faults

FAULTS = read_faults()


def test_there_are_forty_faults_and_none_is_listed_twice():
    assert [fault.id for fault in FAULTS] == list(range(1, 41))
    assert len({(fault.file, fault.line) for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.id))
def test_a_fault_changes_one_line_of_its_file_and_names_tests_that_exist(fault: Fault):
    changed = insert_fault((ROOT / fault.file).read_text(), fault)

    assert fault.replacement != fault.line
    if fault.file.endswith(".py"):
        ast.parse(changed)
    assert fault.tests
    assert all((ROOT / test.partition("::")[0]).exists() for test in fault.tests)


def test_a_line_that_is_not_there_exactly_once_is_refused():
    fault = Fault(1, "a.py", "x = 1", "x = 2", "number off by one", [])

    assert insert_fault("x = 1\n", fault) == "x = 2\n"
    for text in ("x = 3\n", "x = 1\nx = 1\n"):
        with pytest.raises(LookupError):
            insert_fault(text, fault)
