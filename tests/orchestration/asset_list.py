"""Render every asset in a readable line, so that a change to the graph is visible in review.

`python -m tests.orchestration.asset_list` rewrites assets.txt after a wanted change.
"""

from __future__ import annotations

from pathlib import Path

import dagster as dg

FILE = Path(__file__).with_name("assets.txt")


def render(defs: dg.Definitions) -> str:
    """Render one block per asset: key, group, owners, and what it depends on."""
    blocks = []
    for spec in sorted(defs.resolve_all_asset_specs(), key=lambda spec: spec.key):
        deps = sorted(dep.asset_key.to_user_string() for dep in spec.deps)
        owners = ", ".join(spec.owners) or "nobody"
        blocks.append(f"{spec.key.to_user_string()}  [{spec.group_name}; {owners}]")
        blocks += [f"    <- {dep}" for dep in deps]
    return "\n".join(blocks) + "\n"


if __name__ == "__main__":
    from orchestration.definitions import defs as ours

    FILE.write_text(render(ours), encoding="utf-8")
