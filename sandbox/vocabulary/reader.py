"""Read a TOML file of `sandbox/words/` into a typed record. The only module that opens these files."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from sandbox.vocabulary.models import Texts, VariantTexts

Record = TypeVar("Record")

WORDS_FOLDER = Path(__file__).parent.parent / "words"


class VocabularyError(ValueError):
    """A file of the seed vocabulary is malformed. The message names the file and the key."""


def list_files(folder: str, words_folder: Path = WORDS_FOLDER) -> list[str]:
    """Return the TOML files of a folder, sorted, as paths that `read_file` takes."""
    return [f"{folder}/{path.name}" for path in sorted((words_folder / folder).glob("*.toml"))]


def read_file(file: str, model: type[Record], words_folder: Path = WORDS_FOLDER) -> Record:
    """Read a file as a record whose fields are the file's keys; raise VocabularyError on anything else."""
    try:
        table = tomllib.loads((words_folder / file).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{file}: {error}") from error
    record: Record = _convert(table, model, file, "")
    return record


def _convert(value: Any, data_type: Any, file: str, key: str) -> Any:
    """Return a TOML value as the kind of data a model's annotation names."""
    if data_type in (VariantTexts, VariantTexts | None):
        return VariantTexts(_convert(value, Texts, file, key))
    if is_dataclass(data_type):
        return _convert_record(value, data_type, file, key)
    container = get_origin(data_type)
    if container is dict:
        _check_type(value, dict, file, key)
        item_type = get_args(data_type)[1]
        return {name: _convert(item, item_type, file, _join_keys(key, name)) for name, item in value.items()}
    if container is tuple:
        _check_type(value, list, file, key)
        item_type = get_args(data_type)[0]
        return tuple([_convert(item, item_type, file, f"{key}[{index}]") for index, item in enumerate(value)])
    if data_type is float and type(value) is int:
        return float(value)
    _check_type(value, data_type, file, key)
    return value


def _convert_record(table: Any, model: Any, file: str, key: str) -> Any:
    _check_type(table, dict, file, key)
    field_types, required_keys = _get_field_types(model)
    if missing_keys := sorted(required_keys - table.keys()):
        raise VocabularyError(f"{file}: {_join_keys(key, missing_keys[0])} is missing")
    if unknown_keys := sorted(table.keys() - field_types.keys()):
        raise VocabularyError(f"{file}: {_join_keys(key, unknown_keys[0])} is not a key of {model.__name__}")
    return model(
        **{name: _convert(value, field_types[name], file, _join_keys(key, name)) for name, value in table.items()}
    )


@cache
def _get_field_types(model: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the types of a model's fields, and the names of those without a default."""
    required_keys = [
        field.name for field in fields(model) if field.default is MISSING and field.default_factory is MISSING
    ]
    return get_type_hints(model), frozenset(required_keys)


def _check_type(value: Any, data_type: type, file: str, key: str) -> None:
    if type(value) is not data_type:
        expected_type = {dict: "a table", list: "an array", str: "a string", bool: "true or false"}.get(
            data_type, "a number"
        )
        raise VocabularyError(f"{file}: {key} must be {expected_type}, not {value!r}")
    if data_type in (list, dict) and not value:
        raise VocabularyError(f"{file}: {key} is empty")


def _join_keys(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
