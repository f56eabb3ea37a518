"""GDAL's way to the files of a store, and to nothing else.

It asks for a file by its path; what it gets is a file of Python's. It knows no network here, and no other
file: a side file beside a raster is not there.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from rasterio.abc import FileContainer

from ...protocol.errors import Cancelled, SurveyError
from ..files.gdal import raster_library
from .store import Store, StoredFile

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

_SIDE_FILES = (".aux", ".xml", ".msk", ".ovr", ".gmac", ".imd", ".rpb", ".txt", ".vrt")
_SETTINGS = {"GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR", "GDAL_PAM_ENABLED": "NO"}


class StoreFiles(FileContainer):  # type: ignore[misc]
    """The files of a store as rasterio hands them to GDAL.

    What fails in here GDAL takes for a missing file or chunk: it is kept, and whoever reads calls
    `require_well` afterwards.

    Parameters
    ----------
    store : Store
        Whose they are.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._failure: BaseException | None = None

    def require_well(self) -> None:
        """Raise what has failed since the store was opened.

        Raises
        ------
        SurveyError
            If something could not be had; the message says what to do.
        Cancelled
            If the user asked to stop.
        """
        if isinstance(self._failure, (SurveyError, Cancelled)):
            raise type(self._failure)(str(self._failure)) from self._failure
        if self._failure is not None:
            raise self._failure

    def open(self, path: str, mode: str = "r", **_: object) -> StoredFile:
        """Return a file, to be read."""
        size = self._size(path) if mode.startswith("r") and "+" not in mode else None
        if size is None:
            raise FileNotFoundError(path)
        return _Watched(self, self.store, _key(path), size)

    def isfile(self, path: str) -> bool:
        """Return True where a path is that of a file."""
        return self._size(path) is not None

    def isdir(self, path: str) -> bool:
        """Return True where files lie below a path."""
        return self.store.is_folder(_key(path))

    def ls(self, path: str) -> list[str]:
        """Return nothing: GDAL finds what it is told of, and nothing beside it."""
        return []

    def mtime(self, path: str) -> int:
        """Return zero."""
        return 0

    def size(self, path: str) -> int:
        """Return the bytes of a file."""
        return self._size(path) or 0

    def rm(self, path: str) -> None:
        """Remove nothing."""
        raise PermissionError(path)

    def failed(self, error: BaseException) -> None:
        """Keep the first failure."""
        self._failure = self._failure or error

    def _size(self, path: str) -> int | None:
        if self._failure is not None or path.lower().endswith(_SIDE_FILES):
            return None
        try:
            return self.store.size(_key(path))
        except BaseException as error:  # GDAL's callback would lose it
            self.failed(error)
            return None


class _Watched(StoredFile):
    """A file of a store whose failures are kept, since GDAL's callback would lose them."""

    def __init__(self, files: StoreFiles, store: Store, key: str, size: int) -> None:
        super().__init__(store, key, size)
        self._files = files

    def read(self, size: int | None = -1) -> bytes:
        """Return so many bytes from here on, none after a failure."""
        try:
            return super().read(size)
        except BaseException as error:
            self._files.failed(error)
            return b""


def _key(path: str) -> str:
    return "/".join(part for part in path.split("/") if part)


def open_stored(store: Store, key: str, driver: str) -> DatasetReader:
    """Open a raster in a store with one driver of GDAL's.

    Parameters
    ----------
    store : Store
        Where it is.
    key : str
        The file, or the folder of an array.
    driver : str
        ``GTiff`` or ``Zarr``.

    Raises
    ------
    SurveyError
        If it cannot be had, or GDAL cannot read it.
    Cancelled
        If the user asked to stop.
    """
    from rasterio.errors import NotGeoreferencedWarning, RasterioError

    rasterio, files = raster_library(), StoreFiles(store)
    try:
        with warnings.catch_warnings(), rasterio.Env(**_SETTINGS):
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            raster: DatasetReader = rasterio.open(f"/{key}", driver=driver, opener=files)
    except (RasterioError, OSError) as error:
        files.require_well()
        raise SurveyError(f"{store.name}: GDAL cannot read it as a raster ({_brief(error)})") from error
    raster.stored_in = files
    files.require_well()
    return raster


def _brief(error: Exception) -> str:
    """Return what GDAL says, without its paths."""
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    return " ".join(word for word in words.split() if "/vsi" not in word)[:200]
