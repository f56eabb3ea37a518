"""The bands of a stack that lies at an address, or in a Zarr store: read by windows, never as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ...protocol.address import Address
from ...protocol.errors import SurveyError
from ...protocol.stack_input import StackInput
from ..files.plain_file import require_plain
from ..reading.layers.raster_files import open_dataset
from ..reading.source import HEAD_BYTES
from ..stores.addresses import AtAddress, array_name, at_address, local_zarr, objects_at, store_at
from ..stores.zarr import ZarrStore, is_zarr
from ..stores.zarr_array import ZarrArray
from ..stores.zarr_metadata import REFERENCES, is_of_references
from .blocks import LARGEST_BLOCK
from .datasets import RawBand, bands_of, dataset_bands
from .zarr_arrays import zarr_facts

_ARCHIVE = b"PK\x03\x04"


def is_stored(path: Path) -> bool:
    """Return True for a Zarr store on this machine, and for a list of references to pieces of other files."""
    try:
        head = b"" if path.is_dir() else _head(path)
        objects = objects_at(path) if path.is_dir() or head.startswith(_ARCHIVE) else None
        return is_of_references(head) or (objects is not None and is_zarr(objects))
    except (OSError, SurveyError):
        return False


def stored_bands(path: Path | Address) -> Iterator[RawBand]:
    """Yield the bands of what `is_stored`, or lies at an address.

    Raises
    ------
    SurveyError
        If it cannot be had or read; the message says what to do.
    Cancelled
        If the user asked to stop.
    """
    if isinstance(path, Address):
        yield from _bands_at(at_address(path))
    elif path.is_file() and is_of_references(_head(path)):
        raise SurveyError(f"{path.name}: {REFERENCES}")
    else:
        yield from _arrays(local_zarr(path), str(path), path)


def stored_notes(parts: StackInput) -> list[str]:
    """Return what is at addresses and in Zarr stores, how large it is and how it is read."""
    notes = []
    for part in parts:
        if isinstance(part.path, Address):
            place = at_address(part.path)
            notes += [_told(place.root, place.store, place.copy), *_taken(place.root, place.store)]
        elif not part.dataset and is_stored(part.path):
            store = local_zarr(part.path)
            notes += [_told(part.path.name, store, None), *_taken(part.path.name, store)]
    return notes


def open_notes(parts: StackInput) -> list[str]:
    """Return a remark on what is fetched in clear."""
    in_clear = [part.path.shown for part in parts if isinstance(part.path, Address) and part.path.is_open]
    more = f" and {len(in_clear) - 1} more" if len(in_clear) > 1 else ""
    said = "http is not encrypted; others may read what is fetched, and no credentials are sent"
    return [f"{in_clear[0]}{more}: {said}"] if in_clear else []


def _bands_at(place: AtAddress) -> Iterator[RawBand]:
    file = Path(place.address.name)
    if isinstance(place.store, ZarrStore):
        yield from _arrays(place.store, place.root, file)
    elif place.copy is not None:
        yield from bands_of(place.copy)
    else:
        with open_dataset(place.root) as raster:
            yield from dataset_bands(raster, file, place.root, raster.tags())


def _arrays(store: ZarrStore, root: str, file: Path) -> Iterator[RawBand]:
    """Yield the bands of all arrays of a store that could be maps."""
    for array in store.wanted():
        _refuse_packing(store, array)
        if array.told_by_length and not all(array.dimensions[-2:]):
            raise SurveyError(f"{store.name}: {array.path}: {_unnamed(array)}; name them in the store")
        dataset = array_name(root, array.path)
        with open_dataset(dataset) as raster:
            bands = dataset_bands(raster, file, dataset, zarr_facts(store, array), array.path)
            yield from (replace(band, unsaid=_unnamed(array)) for band in bands)


def _unnamed(array: ZarrArray) -> str:
    """Return what is amiss with an array whose dimensions have no names and are not all told otherwise."""
    if not array.told_by_length or all(array.dimensions):
        return ""
    lengths = " x ".join(map(str, array.shape))
    return f"its dimensions ({lengths}) have no names, and not each has one array beside it of its length"


def _refuse_packing(store: ZarrStore, array: ZarrArray) -> None:
    """Refuse what cannot be unpacked, or is stored in chunks that would fill the memory."""
    axes = (store.beside(array, name) for name in array.dimensions if name)
    for one in (array, *axes):
        if one is not None and one.trouble:
            raise SurveyError(f"{store.name}: {one.path}: {one.trouble}")
        if one is not None and one.chunk_bytes > LARGEST_BLOCK:
            raise SurveyError(
                f"{store.name}: {one.path}: is stored in chunks of {one.chunk_bytes >> 20} MiB, each read "
                "whole; store it in smaller ones"
            )


def _told(name: str, store: object, copy: Path | None) -> str:
    if isinstance(store, ZarrStore):
        arrays = store.wanted()
        size = sum(array.n_bytes for array in arrays)
        cuts = dict.fromkeys(" x ".join(map(str, array.chunks)) for array in arrays)
        return f"{name}: Zarr store of {_size(size)}, in chunks of {' and '.join(cuts)}, read by windows"
    if copy is not None:
        return f"{name}: {_size(copy.stat().st_size)}, fetched whole, as NetCDF cannot be read in parts"
    with open_dataset(name) as raster:
        height, width = raster.block_shapes[0]
    place = store_at(name)
    n_bytes = place and place[0].size(place[1])
    return f"{name}: GeoTIFF of {_size(n_bytes or 0)}, in blocks of {width} x {height}, read by windows"


def _taken(name: str, store: object) -> list[str]:
    """Return a remark on dimensions that have no names."""
    arrays = store.wanted() if isinstance(store, ZarrStore) else []
    taken = dict.fromkeys(", ".join(a.dimensions) for a in arrays if a.told_by_length and all(a.dimensions))
    return [f"{name}: dimensions have no names; by their lengths they are taken as {one}" for one in taken]


def _size(n_bytes: int) -> str:
    """Return a size in the unit that suits it."""
    for power, unit in ((30, "GiB"), (20, "MiB"), (10, "KiB")):
        if n_bytes >= 1 << power:
            return f"{n_bytes / (1 << power):.3g} {unit}"
    return f"{n_bytes} bytes"


def _head(path: Path) -> bytes:
    with require_plain(path).open("rb") as file:
        return file.read(HEAD_BYTES)
