"""Dataclasses as what JSON knows, and back, exactly; their type hints say how.

A dataclass becomes an object whose ``type`` is its name, a tuple a list, a path its text and an enumeration
the name of its member. Hints may be dataclasses, unions, optional, ``Literal``, tuples, mappings with text
keys, paths, enumerations, numbers, text and truth values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

TYPE = "type"


def encode(value: object) -> Any:
    """Return a value as what JSON knows.

    Raises
    ------
    ValueError
        If it holds something that has no form in JSON.
    """
    if is_dataclass(value) and not isinstance(value, type):
        own = {field.name: encode(getattr(value, field.name)) for field in fields(value)}
        return {TYPE: type(value).__name__, **own}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise ValueError(f"{type(value).__name__} cannot be sent")


def decode(hint: Any, data: Any) -> Any:
    """Return the value of a type that `encode` turned into `data`.

    Parameters
    ----------
    hint : type or type hint
        What it has to be.
    data : object
        As `json.loads` gives it.

    Raises
    ------
    ValueError
        If it is not of that type; the text says where.
    """
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Union:
        return _decode_union(inner, data)
    if origin is Literal:
        return _checked(data in inner, hint, data)
    if origin is tuple:
        return _decode_tuple(hint, inner, data)
    if origin is not None and issubclass(origin, Mapping):
        _checked(isinstance(data, dict), hint, data)
        return {key: decode(inner[1], item) for key, item in data.items()}
    if is_dataclass(hint):
        return _decode_fields(hint, data)
    return _decode_plain(hint, data)


def _decode_plain(hint: Any, data: Any) -> Any:
    """Return a value without parts."""
    if hint is type(None):
        return _checked(data is None, hint, data)
    if hint is float:
        return float(_checked(isinstance(data, (int, float)) and not isinstance(data, bool), hint, data))
    if hint is int:
        return _checked(isinstance(data, int) and not isinstance(data, bool), hint, data)
    if hint in (bool, str):
        return _checked(isinstance(data, hint), hint, data)
    if isinstance(hint, type) and issubclass(hint, Path):
        return Path(_checked(isinstance(data, str), hint, data))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint[_checked(isinstance(data, str) and data in hint.__members__, hint, data)]
    raise ValueError(f"{hint} cannot be received")


def _decode_union(hints: tuple[Any, ...], data: Any) -> Any:
    """Return the first of the types that the data can be; of dataclasses, the one that it names."""
    named = data.get(TYPE) if isinstance(data, dict) else None
    for hint in hints:
        if named is not None and getattr(hint, "__name__", None) == named:
            return decode(hint, data)
        try:
            if named is None:
                return decode(hint, data)
        except ValueError:
            continue
    raise ValueError(f"{named or data!r} is none of {', '.join(map(_name, hints))}")


def _decode_tuple(hint: Any, inner: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    _checked(isinstance(data, list), hint, data)
    if inner[-1] is Ellipsis:
        return tuple(decode(inner[0], item) for item in data)
    _checked(len(inner) == len(data), hint, data)
    return tuple(decode(each, item) for each, item in zip(inner, data))


def _decode_fields(kind: Any, data: Any) -> Any:
    """Return a dataclass; fields that are absent take their defaults, unknown ones are refused."""
    _checked(isinstance(data, dict) and data.get(TYPE) == kind.__name__, kind, data)
    hints = _hints(kind)
    given = {name: item for name, item in data.items() if name != TYPE}
    unknown = given.keys() - hints.keys()
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    values = {}
    for name, item in given.items():
        try:
            values[name] = decode(hints[name], item)
        except ValueError as error:
            raise ValueError(f"{kind.__name__}.{name}: {error}") from None
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from None


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _checked(fits: bool, hint: Any, data: Any) -> Any:
    if not fits:
        raise ValueError(f"{data!r} is no {_name(hint)}")
    return data


def _name(hint: Any) -> str:
    return getattr(hint, "__name__", None) or str(hint).replace("typing.", "")
