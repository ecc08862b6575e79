"""Read a TOML file of `sandbox/words/` into a typed record. The only module that opens these files."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from sandbox.vocabulary.models import Texts, VariantTexts

Record = TypeVar("Record")

WORDS = Path(__file__).parent.parent / "words"


class VocabularyError(ValueError):
    """A file of the seed vocabulary is malformed. The message names the file and the key."""


def list_files(folder: str, words: Path = WORDS) -> list[str]:
    """Return the TOML files of a folder, sorted, as paths that `read_file` takes."""
    return [f"{folder}/{path.name}" for path in sorted((words / folder).glob("*.toml"))]


def read_file(file: str, model: type[Record], words: Path = WORDS) -> Record:
    """Read a file as a record whose fields are the file's keys; raise VocabularyError on anything else."""
    try:
        table = tomllib.loads((words / file).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{file}: {error}") from error
    record: Record = _convert(table, model, file, "")
    return record


def _convert(value: Any, kind: Any, file: str, key: str) -> Any:
    """Return a TOML value as the kind of data a model's annotation names."""
    if kind in (VariantTexts, VariantTexts | None):
        return VariantTexts(_convert(value, Texts, file, key))
    if is_dataclass(kind):
        return _convert_record(value, kind, file, key)
    container = get_origin(kind)
    if container is dict:
        _check(value, dict, file, key)
        item_kind = get_args(kind)[1]
        return {name: _convert(item, item_kind, file, _join(key, name)) for name, item in value.items()}
    if container is tuple:
        _check(value, list, file, key)
        item_kind = get_args(kind)[0]
        return tuple([_convert(item, item_kind, file, f"{key}[{index}]") for index, item in enumerate(value)])
    if kind is float and type(value) is int:
        return float(value)
    _check(value, kind, file, key)
    return value


def _convert_record(table: Any, model: Any, file: str, key: str) -> Any:
    _check(table, dict, file, key)
    kinds, required = _describe(model)
    if missing := sorted(required - table.keys()):
        raise VocabularyError(f"{file}: {_join(key, missing[0])} is missing")
    if unknown := sorted(table.keys() - kinds.keys()):
        raise VocabularyError(f"{file}: {_join(key, unknown[0])} is not a key of {model.__name__}")
    return model(**{name: _convert(value, kinds[name], file, _join(key, name)) for name, value in table.items()})


@cache
def _describe(model: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the types of a model's fields, and the names of those without a default."""
    required = [field.name for field in fields(model) if field.default is MISSING and field.default_factory is MISSING]
    return get_type_hints(model), frozenset(required)


def _check(value: Any, kind: type, file: str, key: str) -> None:
    if type(value) is not kind:
        expected = {dict: "a table", list: "an array", str: "a string", bool: "true or false"}.get(kind, "a number")
        raise VocabularyError(f"{file}: {key} must be {expected}, not {value!r}")
    if kind in (list, dict) and not value:
        raise VocabularyError(f"{file}: {key} is empty")


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
