"""Zarr stores of both versions for tests, written by hand: no package here writes them."""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS
from small_grids import PERIODS_S

_NAMES = {"f4": "float32", "f8": "float64", "i2": "int16", "i4": "int32"}
_NOWHERE = (1 << 64) - 1
_PLAIN: dict[int, Callable[[NDArray[Any]], bytes]] = {
    2: lambda values: zlib.compress(values.tobytes()),
    3: lambda values: gzip.compress(values.tobytes()),
}

Packing = tuple[list[dict[str, Any]], Callable[[NDArray[Any]], bytes]]


def write_zarr(
    folder: Path,
    values: NDArray[Any],
    version: int = 2,
    chunks: tuple[int, ...] = (2, 8, 8),
    listed: bool = True,
    upwards: bool = False,
    shards: tuple[int, ...] = (),
    attributes: Mapping[str, Any] = {},
    packing: Packing | None = None,
) -> Path:
    """Write maps of velocity on the grid of `rasters_of_curves.write_raster`, an axis of periods first.

    Parameters
    ----------
    folder : Path
        The store.
    values : (n_periods, rows, columns) array
        In m/s.
    version : {2, 3}
        Of Zarr.
    chunks : tuple of int
        Their size.
    listed : bool
        Whether the metadata of all arrays is in one document too.
    upwards : bool
        Whether the rows run to the north.
    shards : tuple of int
        Chunks that are kept together, for version 3.
    attributes : mapping
        Further ones of the velocities.
    packing : tuple
        Codecs of version 3 in place of gzip, and the function that packs the numbers of a chunk.
    """
    _, rows, columns = values.shape
    y = 5_000_000.0 - 100 * (np.arange(rows) + 0.5)
    arrays: dict[str, tuple[NDArray[Any], tuple[str, ...], dict[str, Any]]] = {
        "phase": (
            (values[:, ::-1] if upwards else values).astype(values.dtype),
            ("period", "y", "x"),
            {"units": "m/s", "grid_mapping": "spatial_ref", **attributes},
        ),
        "period": (np.array(PERIODS_S[: len(values)]), ("period",), {"units": "s"}),
        "y": (y[::-1] if upwards else y, ("y",), {"units": "m", "standard_name": "projection_y_coordinate"}),
        "x": (
            500_000.0 + 100 * (np.arange(columns) + 0.5),
            ("x",),
            {"units": "m", "standard_name": "projection_x_coordinate"},
        ),
        "spatial_ref": (np.array([0], "i4"), ("one",), {"crs_wkt": CRS.from_epsg(32633).to_wkt()}),
    }
    write_arrays(folder, arrays, version, {"phase": chunks}, listed, shards, packing)
    return folder


def write_arrays(
    folder: Path,
    arrays: Mapping[str, tuple[NDArray[Any], tuple[str, ...], dict[str, Any]]],
    version: int = 2,
    chunks: Mapping[str, tuple[int, ...]] = {},
    listed: bool = True,
    shards: tuple[int, ...] = (),
    packing: Packing | None = None,
) -> None:
    """Write arrays with their dimensions and attributes."""
    documents: dict[str, Any] = {}
    for name, (values, dimensions, attributes) in arrays.items():
        cut = chunks.get(name, values.shape)
        together = shards if shards and name in chunks else ()
        write = _array_2 if version == 2 else _array_3
        for key, document in write(values, cut, dimensions, attributes, together).items():
            path = folder / name / key
            path.parent.mkdir(parents=True, exist_ok=True)
            if packing and name in chunks:
                document["codecs"] = packing[0]
            path.write_text(json.dumps(document))
            documents[f"{name}/{key}"] = document
        pack = packing[1] if packing and name in chunks else _PLAIN[version]
        _chunks(folder / name, values, cut, version, together, pack)
    if version == 2:
        documents[".zgroup"] = {"zarr_format": 2}
        (folder / ".zgroup").write_text(json.dumps(documents[".zgroup"]))
        if listed:
            (folder / ".zmetadata").write_text(
                json.dumps({"zarr_consolidated_format": 1, "metadata": documents})
            )
        return
    members = {key.partition("/")[0]: document for key, document in documents.items()}
    more = {"consolidated_metadata": {"kind": "inline", "must_understand": False, "metadata": members}}
    root = {"zarr_format": 3, "node_type": "group", "attributes": {}, **(more if listed else {})}
    (folder / "zarr.json").write_text(json.dumps(root))


def _array_2(
    values: NDArray[Any],
    chunks: tuple[int, ...],
    dimensions: tuple[str, ...],
    attributes: dict[str, Any],
    _: tuple[int, ...],
) -> dict[str, Any]:
    return {
        ".zarray": {
            "zarr_format": 2,
            "shape": values.shape,
            "chunks": chunks,
            "dtype": values.dtype.str,
            "compressor": {"id": "zlib", "level": 1},
            "fill_value": "NaN" if values.dtype.kind == "f" else -1,
            "order": "C",
            "filters": None,
        },
        ".zattrs": {"_ARRAY_DIMENSIONS": dimensions, **attributes},
    }


def _array_3(
    values: NDArray[Any],
    chunks: tuple[int, ...],
    dimensions: tuple[str, ...],
    attributes: dict[str, Any],
    shards: tuple[int, ...],
) -> dict[str, Any]:
    codecs: list[dict[str, Any]] = [
        {"name": "bytes", "configuration": {"endian": "little"}},
        {"name": "gzip", "configuration": {"level": 1}},
    ]
    if shards:
        inner = {
            "chunk_shape": chunks,
            "codecs": codecs,
            "index_codecs": [codecs[0], {"name": "crc32c"}],
            "index_location": "end",
        }
        codecs = [{"name": "sharding_indexed", "configuration": inner}]
        chunks = tuple(n * m for n, m in zip(chunks, shards))
    return {
        "zarr.json": {
            "zarr_format": 3,
            "node_type": "array",
            "shape": values.shape,
            "data_type": _NAMES[values.dtype.str[1:]],
            "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunks}},
            "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
            "fill_value": "NaN" if values.dtype.kind == "f" else -1,
            "codecs": codecs,
            "dimension_names": dimensions,
            "attributes": attributes,
        }
    }


def _chunks(
    folder: Path,
    values: NDArray[Any],
    chunks: tuple[int, ...],
    version: int,
    shards: tuple[int, ...],
    pack: Callable[[NDArray[Any]], bytes],
) -> None:
    """Write the chunks; those without a value are left out."""
    packed: dict[tuple[int, ...], bytes] = {}
    for place in product(*(range(-(-side // n)) for side, n in zip(values.shape, chunks))):
        part = values[tuple(slice(i * n, (i + 1) * n) for i, n in zip(place, chunks))]
        if part.dtype.kind != "f" or not np.isnan(part).all():
            whole = np.zeros(chunks, values.dtype)
            whole[tuple(slice(0, n) for n in part.shape)] = part
            packed[place] = pack(whole)
    for place, body in (_sharded(packed, shards) if shards else packed).items():
        key = ".".join(map(str, place)) if version == 2 else "/".join(("c", *map(str, place)))
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_bytes(body)


def _sharded(
    packed: Mapping[tuple[int, ...], bytes], shards: tuple[int, ...]
) -> dict[tuple[int, ...], bytes]:
    """Return shards with a list of what is where at their end, and four bytes in place of its checksum."""
    of: dict[tuple[int, ...], dict[int, bytes]] = {}
    for place, body in packed.items():
        inside = int(np.ravel_multi_index([i % n for i, n in zip(place, shards)], shards))
        of.setdefault(tuple(i // n for i, n in zip(place, shards)), {})[inside] = body
    whole = {}
    for place, bodies in of.items():
        index, content = [(_NOWHERE, _NOWHERE)] * int(np.prod(shards)), b""
        for inside, body in bodies.items():
            index[inside] = (len(content), len(body))
            content += body
        whole[place] = content + b"".join(struct.pack("<QQ", *entry) for entry in index) + b"\0\0\0\0"
    return whole
