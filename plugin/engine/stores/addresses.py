"""What lies at the addresses that a user has named, while the order lasts in which he did."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ...protocol.address import Address
from ...protocol.errors import SurveyError
from ...protocol.progress import Monitor
from .local import Archive, Folder
from .remote import RemoteFile, RemoteObjects
from .store import Objects, Store, StoredFile
from .zarr import ZarrStore, zarr_in
from .zarr_metadata import REFERENCES, is_of_references

MOST_COPIED = 1 << 31
"""Most bytes of a file that is fetched whole."""
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_NETCDF = (b"CDF\x01", b"CDF\x02", b"CDF\x05", b"\x89HDF\r\n")
_MARK = 'ZARR:"'
_LATEST_NS = 1 << 60


@dataclass
class AtAddress:
    """What lies at one address, looked at when somebody asks.

    Parameters
    ----------
    address : Address
        What the user named.
    root : str
        What it is called, without what may be secret.
    monitor : Monitor
        Its Cancel ends every wait.
    """

    address: Address
    root: str
    monitor: Monitor
    _folder: tempfile.TemporaryDirectory[str] | None = field(default=None, init=False)

    @cached_property
    def store(self) -> RemoteFile | ZarrStore:
        """A GeoTIFF, or another file of one piece, or a Zarr store.

        Raises
        ------
        SurveyError
            If there is nothing that could be a stack; the message says what to do.
        Cancelled
            If the user asked to stop.
        """
        if self.address.name.lower().endswith(".zarr") or "." not in self.address.name:
            found = zarr_in(RemoteObjects(self.address, self.monitor))
            if found is not None:
                return found
        file = RemoteFile(self.address, self.monitor)
        if file.head.startswith((*_TIFF, *_NETCDF)):
            return file
        if file.head.startswith(b"PK\x03\x04"):
            size = file.size(file.name) or 0
            found = zarr_in(Archive(io.BufferedReader(StoredFile(file, file.name, size)), file.name, True))
            if found is not None:
                return found
        raise SurveyError(f"{self.root}: {_strange(file.head)}")

    @cached_property
    def copy(self) -> Path | None:
        """A copy of a file that cannot be read in parts, None of others.

        Raises
        ------
        SurveyError
            If it is too large, or cannot be had.
        """
        if isinstance(self.store, ZarrStore) or not self.store.head.startswith(_NETCDF):
            return None
        self._folder = tempfile.TemporaryDirectory(prefix="vs_mapper_")
        path = Path(self._folder.name, self.store.name)
        self.store.copy(path, MOST_COPIED, self.monitor)
        # What the server says of its state is that of the copy, so that a later run goes on with its windows.
        os.utime(path, ns=(0, self.store.stamp()[1] % _LATEST_NS))
        return path

    def stamp(self) -> tuple[int, int]:
        """Return size and state of what is one file; of many objects `seen` tells, once they are read."""
        return self.store.stamp() if isinstance(self.store, RemoteFile) else (0, 0)

    def seen(self) -> str:
        """Return a word for the state of all objects that were read."""
        objects = self.store.objects if isinstance(self.store, ZarrStore) else None
        return objects.seen() if isinstance(objects, RemoteObjects) else ""

    def close(self) -> None:
        """Let go of the connection and of copies."""
        store = vars(self).get("store")
        asked = store.objects if isinstance(store, ZarrStore) else store
        if isinstance(asked, (RemoteFile, RemoteObjects)):
            asked.close()
        if self._folder is not None:
            self._folder.cleanup()


_OPENED: ContextVar[Mapping[str, AtAddress]] = ContextVar("opened")


@contextmanager
def opened(addresses: Sequence[Address], monitor: Monitor) -> Iterator[None]:
    """Let what is at addresses be read while the block lasts.

    Parameters
    ----------
    addresses : sequence of Address
        What the user himself named.
    monitor : Monitor
        Its Cancel ends every wait.
    """
    known: dict[str, AtAddress] = {}
    for address in dict.fromkeys(addresses):
        root, n = address.shown, 1
        while root in known:
            n += 1
            root = f"{address.shown} ({n})"
        known[root] = AtAddress(address, root, monitor)
    token = _OPENED.set(known)
    try:
        yield
    finally:
        _OPENED.reset(token)
        for place in known.values():
            place.close()


def at_address(address: Address) -> AtAddress:
    """Return what is at an address.

    Raises
    ------
    SurveyError
        If the user did not name it.
    """
    found = next((place for place in _OPENED.get({}).values() if place.address == address), None)
    if found is None:
        raise SurveyError(f"{address.shown}: is no address that was given for this order")
    return found


def root_of(dataset: str) -> str:
    """Return the address or path of the store that a dataset is in, of others the dataset itself."""
    return dataset[len(_MARK) :].partition('"')[0] if dataset.startswith(_MARK) else dataset


def root_in(dataset: str) -> str:
    """Return which address given for this order a dataset is at, empty for one on this machine."""
    root = root_of(dataset)
    return root if root in _OPENED.get({}) else ""


def at_root(root: str) -> AtAddress:
    """Return what `root_in` named."""
    return _OPENED.get({})[root]


def array_name(root: str, path: str) -> str:
    """Return what an array in a Zarr store is called, by its address or path and its path in the store."""
    return f'{_MARK}{root}":/{path}'


def store_at(dataset: str) -> tuple[Store, str, str] | None:
    """Return the store that a dataset is in, its key there, and GDAL's driver; None for a plain file.

    Raises
    ------
    SurveyError
        If there is no such store.
    """
    root = root_in(dataset)
    if dataset.startswith(_MARK):
        place, _, path = dataset[len(_MARK) :].partition('":/')
        store = at_root(root).store if root else local_zarr(Path(place))
        return store, path, "Zarr"
    return (at_root(root).store, at_root(root).store.name, "GTiff") if root else None


def local_zarr(path: Path) -> ZarrStore:
    """Return a Zarr store in a folder or a ZIP archive.

    Raises
    ------
    SurveyError
        If it is none, or damaged.
    """
    objects = objects_at(path)
    found = None if objects is None else zarr_in(objects)
    if found is None:
        raise SurveyError(f"{path.name}: is no Zarr store")
    return found


def objects_at(path: Path) -> Objects | None:
    """Return the objects in a folder or a ZIP archive, None where a path is neither."""
    if path.is_dir():
        return Folder(path)
    try:
        return Archive(path, path.name) if path.is_file() else None
    except SurveyError:
        return None


def _strange(head: bytes) -> str:
    """Return what a file is that is no stack, by its first bytes, and what to do."""
    text = head.lstrip()[:4096].lower()
    if text.startswith(b"<vrtdataset"):
        return "is a virtual raster, which names other files; give their addresses, or download all of them"
    if text.startswith((b"<!doctype html", b"<html")):
        return "is a page of the web, not a raster; give the address of the raster itself"
    if is_of_references(head):
        return REFERENCES
    return "is no GeoTIFF, NetCDF or Zarr; other files cannot be read at an address, download them"
