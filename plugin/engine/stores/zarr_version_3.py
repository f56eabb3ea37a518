"""Metadata of arrays of Zarr's version 3, turned into those of version 2, which GDAL reads."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Mapping
from math import prod
from typing import Any

from .zarr_array import Shards, ZarrArray, dimension_names, mapping

_KINDS = {
    **{f"int{8 * n}": f"<i{n}" for n in (1, 2, 4, 8)},
    **{f"uint{8 * n}": f"<u{n}" for n in (1, 2, 4, 8)},
    **{f"float{8 * n}": f"<f{n}" for n in (2, 4, 8)},
}
_CHECKSUM_BYTES = 4
_MOST_TOGETHER = 1 << 20


def array_of_version_3(path: str, said: dict[str, Any], attributes: dict[str, Any]) -> ZarrArray | None:
    """Return an array by its metadata, None where it holds no numbers; of damaged ones whatever is raised."""
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
        if prod(shards.chunks) > _MOST_TOGETHER:
            raise ValueError("more chunks in a shard than any list of them holds")
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
        dimension_names(said, attributes),
        attributes,
        {**packing, "fill_value": fill},
        prefix="" if plain else f"c{'/' if shape else ''}",
        separator=str(mapping(keys.get("configuration")).get("separator", "." if plain else "/")),
        spare=spare,
        shards=shards,
        trouble=trouble,
    )


def _unpacked(codecs: list[dict[str, Any]], n_dimensions: int) -> tuple[dict[str, Any], bool, int]:
    """Return the packing of version 2 that codecs are, whether bytes run backwards, and spare bytes."""
    order, big, spare, compressor = "C", False, 0, None
    for codec in codecs:
        name, how = codec["name"], mapping(codec.get("configuration"))
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
