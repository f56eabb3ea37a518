"""The arrays of a Zarr store, of version 2 or 3, by its metadata; both leave in the form of version 2."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ...protocol.errors import SurveyError
from ...protocol.natural_order import counted_up
from .store import Objects
from .zarr_array import ZarrArray, dimension_names, mapping
from .zarr_version_3 import array_of_version_3

_PLAIN = ("f", "i", "u")
REFERENCES = (
    "names pieces of other files in place of chunks (kerchunk), which are not followed; give these files, or "
    "store it as Zarr"
)
"""Why a list of references is refused."""


def read_arrays(objects: Objects, within: str = "") -> dict[str, ZarrArray]:
    """Return the arrays of numbers in a store by their paths; those that cannot be unpacked are refused.

    Parameters
    ----------
    objects : Objects
        What is in the store.
    within : str
        Path of one array, where nothing but that and its neighbours is wanted.

    Raises
    ------
    SurveyError
        If the store lists no arrays, refers to other files, or its metadata is damaged.
    """
    documents = _documents(objects, within)
    found = [_array(objects.name, path, *both) for path, both in documents.items()]
    arrays = {array.path: array for array in found if array is not None}
    return {path: arrays[path] for path in sorted(arrays, key=counted_up)}


def _documents(objects: Objects, within: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return metadata and attributes of each array by its path."""
    listed = _json(objects, ".zmetadata")
    if listed:
        if "record_size" in listed:
            raise SurveyError(f"{objects.name}: {REFERENCES}")
        said = mapping(listed.get("metadata"))
        paths = [key.rpartition("/")[0] for key in said if key.rpartition("/")[2] == ".zarray"]
        return {p: (mapping(said[_in(p, ".zarray")]), mapping(said.get(_in(p, ".zattrs")))) for p in paths}
    root = _json(objects, "zarr.json")
    listed = mapping(mapping(root.get("consolidated_metadata")).get("metadata"))
    if listed:
        return {path: _of_version_3(said) for path, said in listed.items() if _tells_array(said)}
    folders = objects.folders()
    if within or folders is None:
        return _named(objects, within)
    return dict(_each(objects, folders))


def _named(objects: Objects, within: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return the array that the user names, and those called as its dimensions, of a store without a list."""
    if not within:
        raise SurveyError(
            f"{objects.name}: lists no arrays (no consolidated metadata), without which none is found at an "
            "address; add the array's name to it (…/x.zarr/phase), or run zarr.consolidate_metadata on it"
        )
    found = dict(_each(objects, [within]))
    folder = within.rpartition("/")[0]
    for said, attributes in list(found.values()):
        names = [*dimension_names(said, attributes), str(attributes.get("grid_mapping", ""))]
        found |= dict(_each(objects, [_in(folder, name) for name in names if name]))
    return found


def _each(
    objects: Objects, paths: Sequence[str]
) -> Iterator[tuple[str, tuple[dict[str, Any], dict[str, Any]]]]:
    """Yield path and metadata of each array among folders."""
    for path in paths:
        said = _json(objects, _in(path, ".zarray"))
        if said:
            yield path, (said, _json(objects, _in(path, ".zattrs")))
        elif _tells_array(said := _json(objects, _in(path, "zarr.json"))):
            yield path, _of_version_3(said)


def _in(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _tells_array(said: object) -> bool:
    return isinstance(said, dict) and said.get("node_type") == "array"


def _of_version_3(said: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return said, mapping(said.get("attributes"))


def _array(store: str, path: str, said: dict[str, Any], attributes: dict[str, Any]) -> ZarrArray | None:
    """Return an array as its metadata describes it, None where it holds no numbers."""
    try:
        made = array_of_version_3 if said.get("zarr_format") == 3 else _array_2
        array = made(path, said, attributes)
        if array is None or len(array.shape) != len(array.chunks) or min(array.chunks, default=1) < 1:
            return None
        return array
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise SurveyError(f"{store}: {path or 'array'}: its metadata is damaged") from error


def _array_2(path: str, said: dict[str, Any], attributes: dict[str, Any]) -> ZarrArray | None:
    kind = said["dtype"]
    if not isinstance(kind, str) or kind[1:2] not in _PLAIN:
        return None
    fill = said.get("fill_value")
    packing = {name: said.get(name) for name in ("compressor", "filters", "order")}
    return ZarrArray(
        path,
        tuple(int(n) for n in said["shape"]),
        tuple(int(n) for n in said["chunks"]),
        kind,
        dimension_names(said, attributes),
        attributes,
        {**packing, "fill_value": attributes.get("missing_value") if fill is None else fill},
        separator=str(said.get("dimension_separator", ".")),
    )


def is_array(objects: Objects) -> bool:
    """Return True where objects are those of one array, not of a group of them."""
    return objects.get(".zarray") is not None or _tells_array(_json(objects, "zarr.json"))


def is_of_references(head: bytes) -> bool:
    """Return True where a file begins as a list of pieces of other files does."""
    text = head.lstrip()
    return text.startswith(b"{") and b'"refs"' in text and (b".zgroup" in text or b"zarr" in text)


def _json(objects: Objects, key: str) -> dict[str, Any]:
    """Return a document of a store, nothing where there is none."""
    body = objects.get(key)
    if body is None:
        return {}
    try:
        return mapping(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise SurveyError(f"{objects.name}: {key} is damaged") from error
