"""Apply each fault of faults.toml to a copy of this checkout and tell which test notices: `python -m tests.mutation`.

The faults themselves are data; this file knows none of them.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FAULTS = Path(__file__).with_name("faults.toml")
_FIRST_FAILURE = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
_TIME_LIMIT = 1800.0


class Fault(NamedTuple):
    """One changed line of code and the tests that must notice it."""

    id: int
    file: str
    line: str
    replacement: str
    rule: str
    tests: list[str]
    excused: str = ""


def read_faults(path: Path = FAULTS) -> list[Fault]:
    """Return the faults of a list."""
    return [Fault(**entry) for entry in tomllib.loads(path.read_text())["fault"]]


def insert_fault(text: str, fault: Fault) -> str:
    """Return a file's text with the fault in it. Raises LookupError unless the line is there exactly once."""
    # The look-ahead finds also a line that follows itself.
    count = len(re.findall(rf"(?=\n{re.escape(fault.line)}\n)", f"\n{text}"))
    if count != 1:
        raise LookupError(f"fault {fault.id}: the line occurs {count} times in {fault.file}")
    return f"\n{text}".replace(f"\n{fault.line}\n", f"\n{fault.replacement}\n")[1:]


def copy_checkout(root: Path, target: Path) -> None:
    """Copy the files that belong to the checkout, so that the checkout itself never holds a fault."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    for name in listing.stdout.split("\0"):
        source = root / name
        if name and source.is_file():
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
            copy.chmod(source.stat().st_mode)


def find_failure(checkout: Path, tests: list[str]) -> str | None:
    """Run tests of a checkout until one fails; return its name, None when all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    try:
        run = subprocess.run(
            command, cwd=checkout, env=environment, capture_output=True, text=True, check=False, timeout=_TIME_LIMIT
        )
    except subprocess.TimeoutExpired:
        return f"no end within {_TIME_LIMIT:.0f} seconds"
    if run.returncode == 0:
        return None
    failure = _FIRST_FAILURE.search(run.stdout)
    if failure is None:
        raise RuntimeError(f"pytest ended with {run.returncode}:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return failure[1]


def try_fault(checkout: Path, fault: Fault) -> str | None:
    """Return the first test that notices the fault, None when it survives; the checkout is whole again afterwards."""
    path = checkout / fault.file
    text = path.read_text()
    path.write_text(insert_fault(text, fault))
    try:
        return find_failure(checkout, fault.tests)
    finally:
        path.write_text(text)


def describe_trial(checkout: Path, fault: Fault) -> tuple[bool, str]:
    """Try a fault; return whether it is caught or excused, and a line that says so."""
    if fault.excused:
        return True, f"{fault.id:2}  excused   {fault.file}: {fault.excused}"
    begin = time.monotonic()
    failure = try_fault(checkout, fault)
    verdict = "caught  " if failure else "SURVIVED"
    tests = failure or ", ".join(fault.tests)
    return failure is not None, f"{fault.id:2}  {verdict}  {fault.file}: {tests} ({time.monotonic() - begin:.0f} s)"


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--list", action="store_true", help="print the faults and run nothing")
    parser.add_argument("--only", type=int, action="append", metavar="N", help="try this fault only; may be repeated")
    parser.add_argument("--intact", action="store_true", help="run the same tests without a fault: all must pass")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout to try the faults on")
    parser.add_argument("--faults", type=Path, default=FAULTS, help="another list of faults")
    return parser.parse_args()


def main() -> int:
    """Try the faults; return 1 when one survives that is not excused."""
    arguments = parse_arguments()
    faults = [fault for fault in read_faults(arguments.faults) if not arguments.only or fault.id in arguments.only]
    if arguments.list:
        for fault in faults:
            print(f"{fault.id:2}  {fault.file}  {fault.rule}{'  (excused)' if fault.excused else ''}")
        return 0
    with tempfile.TemporaryDirectory(prefix="jobledger-mutation-") as folder:
        copy_checkout(arguments.root, Path(folder))
        if arguments.intact:
            failure = find_failure(Path(folder), sorted({test for fault in faults for test in fault.tests}))
            print(f"failed without a fault: {failure}" if failure else "all pass without a fault")
            return int(failure is not None)
        survivors = []
        for fault in faults:
            is_caught, line = describe_trial(Path(folder), fault)
            print(line, flush=True)
            survivors += [] if is_caught else [fault.id]
    print(f"{len(faults) - len(survivors)} of {len(faults)} caught or excused; survived: {survivors or 'none'}")
    return int(bool(survivors))


if __name__ == "__main__":
    sys.exit(main())
