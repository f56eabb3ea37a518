"""Arrays of a Zarr store whose dimensions have no names, told by arrays beside them of their lengths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .zarr_array import ZarrArray


def with_names(arrays: Mapping[str, ZarrArray]) -> dict[str, ZarrArray]:
    """Return the arrays of a store; where no dimension has a name, that of the one array of its length.

    Parameters
    ----------
    arrays : mapping
        By their paths.
    """
    named, axes = dict(arrays), set()
    for path, array in arrays.items():
        if len(array.shape) > 1 and not any(array.dimensions):
            names = _fitting(arrays, array)
            named[path] = replace(array, dimensions=names, told_by_length=True)
            axes |= {_beside(path, name) for name in names if name}
    for path in axes:
        named[path] = replace(arrays[path], dimensions=(_name(path),))
    return named


def _fitting(arrays: Mapping[str, ZarrArray], array: ZarrArray) -> tuple[str, ...]:
    """Return the name of the one array that fits each dimension, empty where none or several do."""
    lines = [
        one
        for one in arrays.values()
        if len(one.shape) == 1 and _folder(one.path) == _folder(array.path) and _is_axis(one)
    ]
    names = []
    for length in array.shape:
        fits = [_name(one.path) for one in lines if one.shape[0] == length]
        names.append(fits[0] if len(fits) == 1 and array.shape.count(length) == 1 else "")
    return tuple(names)


def _is_axis(array: ZarrArray) -> bool:
    return array.dimensions in ((), ("",), (_name(array.path),))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _beside(path: str, name: str) -> str:
    folder = _folder(path)
    return f"{folder}/{name}" if folder else name
