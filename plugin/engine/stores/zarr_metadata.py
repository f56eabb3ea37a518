"""The arrays of a Zarr store, of version 2 or 3, by its metadata; both leave in the form of version 2."""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...protocol.errors import SurveyError
from .store import Objects

_KINDS = {
    **{f"int{8 * n}": f"<i{n}" for n in (1, 2, 4, 8)},
    **{f"uint{8 * n}": f"<u{n}" for n in (1, 2, 4, 8)},
    **{f"float{8 * n}": f"<f{n}" for n in (2, 4, 8)},
}
_PLAIN = ("f", "i", "u")
_CHECKSUM_BYTES = 4
REFERENCES = (
    "names pieces of other files in place of chunks (kerchunk), which are not followed; give these files, or "
    "store it as Zarr"
)
"""Why a list of references is refused."""


@dataclass(frozen=True)
class Shards:
    """Chunks that are kept together, with a list of where each begins and how long it is.

    Parameters
    ----------
    chunks : tuple of int
        How many of them a shard has along each dimension.
    checked : bool
        Whether a checksum follows the list.
    at_end : bool
        Whether the list is at the end of the shard, else at its beginning.
    """

    chunks: tuple[int, ...]
    checked: bool
    at_end: bool


@dataclass(frozen=True)
class ZarrArray:
    """One array.

    Parameters
    ----------
    path : str
        Where it is in the store.
    shape, chunks : tuple of int
        Its size, and that of its chunks.
    kind : str
        Type of its numbers as NumPy spells it.
    dimensions : tuple of str
        Their names; empty where they have none.
    attributes : mapping
        As the store has them.
    packing : mapping
        Further metadata of version 2: order, compressor, filters, fill_value.
    prefix, separator : str
        Of the keys of its chunks.
    spare : int
        Bytes of checksums after each chunk.
    shards : Shards or None
        How chunks are kept together.
    trouble : str
        Why it cannot be unpacked; empty where it can.
    """

    path: str
    shape: tuple[int, ...]
    chunks: tuple[int, ...]
    kind: str
    dimensions: tuple[str, ...]
    attributes: Mapping[str, Any]
    packing: Mapping[str, Any] = field(default_factory=dict)
    prefix: str = ""
    separator: str = "."
    spare: int = 0
    shards: Shards | None = None
    trouble: str = ""

    @property
    def chunk_bytes(self) -> int:
        """Bytes of a chunk, unpacked."""
        return _product(self.chunks) * int(self.kind[2:])

    @property
    def n_bytes(self) -> int:
        """Bytes of the whole array, unpacked."""
        return _product(self.shape) * int(self.kind[2:])

    def key(self, place: Sequence[int]) -> str:
        """Return the key of a chunk, or of a shard, by its place."""
        return f"{self.path}/{self.prefix}{self.separator.join(map(str, place))}".lstrip("/")


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
    found = [_array(objects.name, path, *both) for path, both in sorted(documents.items())]
    return {array.path: array for array in found if array is not None}


def _documents(objects: Objects, within: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return metadata and attributes of each array by its path."""
    listed = _json(objects, ".zmetadata")
    if listed:
        if "record_size" in listed:
            raise SurveyError(f"{objects.name}: {REFERENCES}")
        said = _mapping(listed.get("metadata"))
        paths = [key.rpartition("/")[0] for key in said if key.rpartition("/")[2] == ".zarray"]
        return {p: (_mapping(said[_in(p, ".zarray")]), _mapping(said.get(_in(p, ".zattrs")))) for p in paths}
    root = _json(objects, "zarr.json")
    listed = _mapping(_mapping(root.get("consolidated_metadata")).get("metadata"))
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
        names = [*_names(said, attributes), str(attributes.get("grid_mapping", ""))]
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
    return said, _mapping(said.get("attributes"))


def _names(said: Mapping[str, Any], attributes: Mapping[str, Any]) -> list[str]:
    names = said.get("dimension_names") or attributes.get("_ARRAY_DIMENSIONS") or []
    return [str(name or "") for name in names] if isinstance(names, list) else []


def _array(store: str, path: str, said: dict[str, Any], attributes: dict[str, Any]) -> ZarrArray | None:
    """Return an array as its metadata describes it, None where it holds no numbers."""
    try:
        made = _array_3 if said.get("zarr_format") == 3 else _array_2
        array = made(path, said, attributes)
        if array is None or len(array.shape) != len(array.chunks) or min(array.chunks, default=1) < 1:
            return None
        return array
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
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
        tuple(_names(said, attributes)),
        attributes,
        {**packing, "fill_value": attributes.get("missing_value") if fill is None else fill},
        separator=str(said.get("dimension_separator", ".")),
    )


def _array_3(path: str, said: dict[str, Any], attributes: dict[str, Any]) -> ZarrArray | None:
    kind = _KINDS.get(said["data_type"]) if isinstance(said["data_type"], str) else None
    if kind is None:
        return None
    shape = tuple(int(n) for n in said["shape"])
    chunks = tuple(int(n) for n in said["chunk_grid"]["configuration"]["chunk_shape"])
    codecs, shards = list(said["codecs"]), None
    if codecs and codecs[0]["name"] == "sharding_indexed":
        inner = codecs[0]["configuration"]
        codecs, parts = inner["codecs"], tuple(int(n) for n in inner["chunk_shape"])
        checked = any(codec["name"] == "crc32c" for codec in inner["index_codecs"])
        shards = Shards(
            tuple(n // part for n, part in zip(chunks, parts)),
            checked,
            inner.get("index_location", "end") == "end",
        )
        chunks = parts
    trouble = ""
    try:
        packing, big, spare = _unpacked(codecs, len(shape))
    except NotImplementedError as error:
        packing, big, spare, trouble = {}, False, 0, str(error)
    keys = said.get("chunk_key_encoding", {"name": "default"})
    plain = keys["name"] == "v2"
    fill = _fill(attributes.get("_FillValue", said.get("fill_value")), kind)
    return ZarrArray(
        path,
        shape,
        chunks,
        kind.replace("<", ">") if big else kind,
        tuple(_names(said, attributes)),
        attributes,
        {**packing, "fill_value": fill},
        prefix="" if plain else f"c{'/' if shape else ''}",
        separator=str(_mapping(keys.get("configuration")).get("separator", "." if plain else "/")),
        spare=spare,
        shards=shards,
        trouble=trouble,
    )


def _unpacked(codecs: list[dict[str, Any]], n_dimensions: int) -> tuple[dict[str, Any], bool, int]:
    """Return the packing of version 2 that codecs are, whether bytes run backwards, and spare bytes."""
    order, big, spare, compressor = "C", False, 0, None
    for codec in codecs:
        name, how = codec["name"], _mapping(codec.get("configuration"))
        if name == "transpose" and list(how["order"]) == list(range(n_dimensions))[::-1]:
            order = "F"
        elif name == "bytes":
            big = how.get("endian") == "big"
        elif name in ("gzip", "zstd", "blosc") and compressor is None and not spare:
            compressor = _compressor(name, how)
        elif name == "crc32c" and not spare:
            spare = _CHECKSUM_BYTES
        else:
            raise NotImplementedError(
                f"is packed with {name[:40]}, which is not unpacked; store it with zstd, gzip or blosc"
            )
    return {"order": order, "compressor": compressor, "filters": None}, big, spare


def _compressor(name: str, how: Mapping[str, Any]) -> dict[str, Any]:
    if name != "blosc":
        return {"id": name, "level": how.get("level", 1)}
    shuffle = {"noshuffle": 0, "shuffle": 1, "bitshuffle": 2}[how.get("shuffle", "noshuffle")]
    return {"id": name, "cname": how["cname"], "clevel": how["clevel"], "shuffle": shuffle, "blocksize": 0}


def _fill(value: Any, kind: str) -> Any:
    """Return a fill value as version 2 has it; some are bytes of a number in base 64."""
    if not isinstance(value, str):
        return value
    if value in ("NaN", "Infinity", "-Infinity"):
        return value
    try:
        packed = base64.b64decode(value, validate=True)
        number = struct.unpack("<d" if len(packed) == 8 else "<f", packed)[0]
        return "NaN" if number != number else number
    except (binascii.Error, struct.error):
        return "NaN" if kind[1] == "f" else None


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
        return _mapping(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise SurveyError(f"{objects.name}: {key} is damaged") from error


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _product(numbers: Sequence[int]) -> int:
    product = 1
    for number in numbers:
        product *= int(number)
    return product
