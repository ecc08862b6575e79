"""Measure how deep JSON from outside is nested, without walking it recursively."""

from __future__ import annotations

from collections.abc import Iterable


def is_nested_deeper(value: object, levels: int) -> bool:
    """Return whether lists and objects lie in each other more than so many levels deep."""
    containers = _select_containers([value])
    for _level in range(levels):
        if not containers:
            return False
        children = (item.values() if isinstance(item, dict) else item for item in containers)
        containers = [container for items in children for container in _select_containers(items)]
    return bool(containers)


def _select_containers(items: Iterable[object]) -> list[dict[str, object] | list[object]]:
    return [item for item in items if isinstance(item, dict | list)]
