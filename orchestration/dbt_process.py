"""dbt's own command line for a process of its own, without what Python's garbage collector costs there.

A build lives for seconds and keeps nearly all it makes: at the usual pace collecting takes a second and finds nothing.
"""

from __future__ import annotations

import gc

_NEW_OBJECTS = 20_000  # between two collections; Python's own is 700


def main() -> None:
    """Run dbt with the process's arguments; ends the process with dbt's exit status."""
    gc.disable()
    from dbt.cli.main import cli

    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    gc.enable()
    cli(prog_name="dbt")


if __name__ == "__main__":
    main()
