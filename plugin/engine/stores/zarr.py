"""A Zarr store as GDAL gets it: arrays in the form of version 2, with nothing in it that leads elsewhere."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Mapping
from functools import cached_property
from math import prod
from typing import Any

from ...protocol.errors import SurveyError
from .store import LARGEST_OBJECT, Objects, Recent
from .zarr_array import ZarrArray
from .zarr_metadata import is_array, read_arrays
from .zarr_unnamed import with_names

_CHUNK = re.compile(r"\d+(\.\d+)*\Z")
_URL = re.compile(r"https?://www\.opengis\.net/def/crs/EPSG/[^/]*/(\d{1,6})\Z")
_PASSED_ON = ("units", "scale_factor", "add_offset")
_NOTHING, _FARTHEST = (1 << 64) - 1, 1 << 62


class ZarrStore:
    """The arrays of a store as files: ``phase/.zarray``, ``phase/.zattrs``, ``phase/0.1.2``.

    Parameters
    ----------
    objects : Objects
        What is in it.
    within : str
        Path of the one array that is wanted; empty for all.

    Raises
    ------
    SurveyError
        If its metadata is damaged, lists no arrays or refers to other files.
    """

    def __init__(self, objects: Objects, within: str = "") -> None:
        self.objects, self.name, self.within = objects, objects.name, within
        self.arrays: Mapping[str, ZarrArray] = with_names(read_arrays(objects, within))
        self._recent = Recent()

    @property
    def is_remote(self) -> bool:
        """Whether it is at an address."""
        return self.objects.is_remote

    def wanted(self) -> list[ZarrArray]:
        """Return the arrays of two dimensions or more, or the one that was asked for."""
        if self.within:
            return [self.arrays[self.within]] if self.within in self.arrays else []
        bounds = {str(array.attributes.get("bounds", "")) for array in self.arrays.values()}
        arrays = [array for array in self.arrays.values() if len(array.shape) > 1]
        return [array for array in arrays if array.path.rpartition("/")[2] not in bounds]

    def size(self, key: str) -> int | None:
        """Return the size of a file in bytes, None where there is none."""
        content = self._content(key)
        return None if content is None else len(content)

    def read(self, key: str, start: int, stop: int) -> bytes:
        """Return bytes of a file."""
        return (self._content(key) or b"")[start:stop]

    def is_folder(self, key: str) -> bool:
        """Return True where arrays lie below a key."""
        return any(path == key or path.startswith(f"{key}/") or not key for path in self.arrays)

    def beside(self, array: ZarrArray, name: str) -> ZarrArray | None:
        """Return the array of a name in the folder of another, or in the nearest one above that has it."""
        folder = array.path.rpartition("/")[0]
        while folder and f"{folder}/{name}" not in self.arrays:
            folder = folder.rpartition("/")[0]
        return self.arrays.get(f"{folder}/{name}" if folder else name)

    def _content(self, key: str) -> bytes | None:
        path, _, name = key.rpartition("/")
        array = self.arrays.get(path)
        if array is None or array.trouble:
            return None
        if name == ".zarray":
            return json.dumps(self._metadata(array)).encode()
        if name == ".zattrs":
            return json.dumps(self._attributes(array)).encode()
        return self._chunk(array, tuple(map(int, name.split(".")))) if _CHUNK.match(name) else None

    def _chunk(self, array: ZarrArray, place: tuple[int, ...]) -> bytes | None:
        """Return a chunk as it is packed; none where the array has nothing there."""
        place = place if array.shape else ()
        if len(place) != len(array.shape):
            return None
        found = self._recent.get((array.path, place))
        if found is None:
            found = self._unsharded(array, place)
            self._recent.add((array.path, place), found or b"")
        return found[: len(found) - array.spare] if found else None

    def _unsharded(self, array: ZarrArray, place: tuple[int, ...]) -> bytes | None:
        if array.shards is None:
            return self.objects.get(array.key(place))
        shard = tuple(i // n for i, n in zip(place, array.shards.chunks))
        inside = 0
        for i, n in zip(place, array.shards.chunks):
            inside = inside * n + i % n
        key, count = array.key(shard), prod(array.shards.chunks)
        start, length = struct.unpack_from("<QQ", self._list(array, key, count), 16 * inside)
        if _NOTHING in (start, length):
            return None
        if length > LARGEST_OBJECT or start > _FARTHEST:
            raise SurveyError(f"{self.name}: {key}: is damaged, its list of chunks makes no sense")
        return self.objects.part(key, start, start + length)

    def _list(self, array: ZarrArray, key: str, count: int) -> bytes:
        """Return where the chunks of a shard are; all of them nowhere where there is no shard."""
        found = self._recent.get(key)
        if found is None and array.shards is not None:
            size = 16 * count + 4 * array.shards.checked
            found = (
                self.objects.part(key, -size, None)
                if array.shards.at_end
                else self.objects.part(key, 0, size)
            )
            found = found if found is not None and len(found) >= 16 * count else b"\xff" * 16 * count
            self._recent.add(key, found)
        return found or b""

    def _metadata(self, array: ZarrArray) -> dict[str, Any]:
        return {
            "zarr_format": 2,
            "shape": array.shape,
            "chunks": array.chunks,
            "dtype": array.kind,
            **array.packing,
        }

    def _attributes(self, array: ZarrArray) -> dict[str, Any]:
        said = {name: array.attributes[name] for name in _PASSED_ON if name in array.attributes}
        dimensions = {"_ARRAY_DIMENSIONS": array.dimensions} if any(array.dimensions) else {}
        system = self._system(array)
        return {**dimensions, **said, **({"_CRS": {"wkt": system}} if system else {})}

    def _system(self, array: ZarrArray) -> str:
        """Return the coordinate system of an array as WKT, empty where it says none that is understood."""
        from pyproj import CRS
        from pyproj.exceptions import ProjError

        own = array.attributes.get("_CRS")
        own = own if isinstance(own, dict) else {}
        code = _URL.match(str(own.get("url", "")))
        mapping = self.beside(array, str(array.attributes.get("grid_mapping", ""))) or self._lone_system
        try:
            if "wkt" in own:
                return str(CRS.from_wkt(str(own["wkt"])).to_wkt())
            if "projjson" in own:
                return str(CRS.from_json_dict(own["projjson"]).to_wkt())
            if code:
                return str(CRS.from_epsg(int(code[1])).to_wkt())
            return str(_of_mapping(mapping.attributes).to_wkt()) if mapping else ""
        except (ProjError, KeyError, TypeError, ValueError, AttributeError):
            return ""

    @cached_property
    def _lone_system(self) -> ZarrArray | None:
        """The array that tells the coordinate system where the others do not say which."""
        return next((a for n in ("spatial_ref", "crs") if (a := self.arrays.get(n)) is not None), None)


def _of_mapping(said: Mapping[str, Any]) -> Any:
    from pyproj import CRS

    text = said.get("crs_wkt") or said.get("spatial_ref")
    return CRS.from_wkt(str(text)) if text else CRS.from_cf(dict(said))


def zarr_in(objects: Objects) -> ZarrStore | None:
    """Return the Zarr store that objects are of, None where they are of none.

    Of one array by itself it is the store around it, of which no other array is wanted.

    Raises
    ------
    SurveyError
        If it lists no arrays, refers to other files or is damaged.
    """
    if not is_zarr(objects):
        return None
    around = objects.above() if is_array(objects) else None
    return ZarrStore(objects) if around is None else ZarrStore(around, objects.name)


def is_zarr(objects: Objects) -> bool:
    """Return True where objects are those of a Zarr store."""
    return any(objects.get(key) is not None for key in ("zarr.json", ".zgroup", ".zmetadata", ".zarray"))
