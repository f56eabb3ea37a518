"""Objects in a folder or in a ZIP archive: plain files within it, and nothing that a link leads to."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from ...protocol.errors import SurveyError
from .store import LARGEST_OBJECT

_DEEPEST = 8
_WORD = (1 << 63) - 1


class Folder:
    """Objects that are files in a folder.

    Parameters
    ----------
    path : Path
        The folder.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.name, self.is_remote = path, path.name, False

    @cached_property
    def _root(self) -> Path:
        return self.path.resolve()

    def get(self, key: str) -> bytes | None:
        """Return an object, None where there is none.

        Raises
        ------
        SurveyError
            If it is no plain file in the folder, is very large or cannot be read.
        """
        return self.part(key, 0, None)

    def part(self, key: str, start: int, stop: int | None) -> bytes | None:
        """Return bytes of an object, as `get` does; a negative `start` counts from its end."""
        path = self._plain(key)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                start = max(0, start + path.stat().st_size) if start < 0 else start
                file.seek(start)
                found = file.read(LARGEST_OBJECT + 1 if stop is None else stop - start)
        except OSError as error:
            raise SurveyError(f"{self.name}: {key}: cannot be read ({error.strerror or error})") from error
        if len(found) > LARGEST_OBJECT:
            raise SurveyError(f"{self.name}: {key}: larger than {LARGEST_OBJECT >> 20} MiB")
        return found

    def _plain(self, key: str) -> Path | None:
        path = self._root.joinpath(*key.split("/"))
        try:
            if not os.path.lexists(path) or path.is_dir():
                return None
            inside, plain = path.resolve().is_relative_to(self._root), path.is_file()
        except (OSError, RuntimeError):
            inside, plain = False, False
        if not inside:
            raise SurveyError(f"{self.name}: {key}: a link that leads out of it, which is not followed")
        if not plain:
            raise SurveyError(f"{self.name}: {key}: is no plain file")
        return path

    def folders(self) -> list[str] | None:
        """Return all folders in it, itself first; those of chunks are left out."""
        return ["", *self._below("", _DEEPEST)]

    def _below(self, key: str, deepest: int) -> Iterator[str]:
        with os.scandir(self._root / key) as entries:
            names = sorted(e.name for e in entries if e.is_dir(follow_symlinks=False))
        for name in names:
            below = f"{key}/{name}" if key else name
            if deepest and not name.startswith(".") and not _is_of_chunks(name):
                yield below
                yield from self._below(below, deepest - 1)

    def above(self) -> Folder | None:
        """Return the folder that it is in."""
        return Folder(self._root.parent)

    def stamp(self) -> tuple[int, int]:
        """Return bytes and a number of all files by name, size and time of change."""
        total, mark = 0, hashlib.sha256()
        for folder, names, files in os.walk(self._root):
            names.sort()
            for name in sorted(files):
                path = Path(folder, name)
                status, where = path.lstat(), path.relative_to(self._root)
                total += status.st_size
                mark.update(f"{where}\0{status.st_size}\0{status.st_mtime_ns}\0".encode(errors="replace"))
        return total, int.from_bytes(mark.digest()[:8], "big") & _WORD


class Archive:
    """Objects that are members of a ZIP archive.

    Parameters
    ----------
    file : path or binary file
        The archive.
    name : str
        For messages.
    is_remote : bool
        Whether it is at an address.

    Raises
    ------
    SurveyError
        If it is no archive.
    """

    def __init__(self, file: Path | BinaryIO, name: str, is_remote: bool = False) -> None:
        self.name, self.is_remote = name, is_remote
        try:
            self._zip = ZipFile(file)
        except (OSError, BadZipFile, ValueError, NotImplementedError) as error:
            raise SurveyError(f"{name}: is damaged or cut short and cannot be read") from error
        self._names = frozenset(self._zip.namelist())
        self._within = _only_folder(self._names)

    def get(self, key: str) -> bytes | None:
        """Return an object, None where there is none.

        Raises
        ------
        SurveyError
            If it is damaged, encrypted or very large.
        """
        name = f"{self._within}{key}"
        if name not in self._names:
            return None
        if self._zip.getinfo(name).file_size > LARGEST_OBJECT:
            raise SurveyError(f"{self.name}: {key}: larger than {LARGEST_OBJECT >> 20} MiB")
        try:
            return self._zip.read(name)
        except (OSError, BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
            raise SurveyError(f"{self.name}: {key}: is damaged or encrypted and cannot be read") from error

    def part(self, key: str, start: int, stop: int | None) -> bytes | None:
        """Return bytes of an object, as `get` does; a negative `start` counts from its end."""
        found = self.get(key)
        return found and found[start:stop]

    def folders(self) -> list[str] | None:
        """Return all folders in it, itself first; those of chunks are left out."""
        own = (name[len(self._within) :] for name in self._names if name.startswith(self._within))
        found = {
            "/".join(parts[:n]) for name in own for parts in [name.split("/")] for n in range(len(parts))
        }
        return sorted(key for key in found if not any(_is_of_chunks(part) for part in key.split("/")))

    def above(self) -> None:
        """Return None: nothing is around an archive."""


def _only_folder(names: frozenset[str]) -> str:
    """Return the one folder that all members lie in, with its slash; nothing where there are several."""
    first = {name.partition("/")[0] for name in names}
    within = f"{next(iter(first))}/" if len(first) == 1 else ""
    return within if within and all(name.startswith(within) for name in names) else ""


def _each_above(path: str) -> set[str]:
    parts = path.split("/")
    return {"/".join(parts[:n]) for n in range(1, len(parts) + 1)}


def _is_of_chunks(name: str) -> bool:
    return name == "c" or name.isdigit()
