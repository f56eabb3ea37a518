"""Files of results that belong together: written whole, listed in the manifest, and over nobody else's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...protocol.errors import OutputError
from ...protocol.manifest import RUN_SET, Entry, Manifest
from ...protocol.moves import WINDOWS, settle, staged
from ...protocol.own_files import files_of_earlier_version
from ...protocol.result_files import MANIFEST, RUN
from .atomic import SIDECARS, written_whole
from .folder_lock import held

_PATIENCE_S = 30.0


def _nobodys(path: Path) -> bool:
    return False


@dataclass(frozen=True)
class ResultSet:
    """Some files of results, before they are written.

    The one way to write several files of results, and quite short::

        maps = ResultSet.made_of(folder, "maps", folder, ["vs.tif", "vs30.tif"])
        maps.require_free()  # before hours of work
        with maps.written() as staging:
            write(staging / "vs.tif")

    All files that the block made appear together when it ends, those of the set that it did not make go, and
    the manifest of the folder of results lists them with their hashes. When a run is replaced, every set that
    was made of the one before goes with it. A file that Vs Mapper has not written is never replaced.

    Parameters
    ----------
    name : str
        What the manifest calls the set; the first word says of what kind it is: ``run``, ``maps``,
        ``section``, ``export``.
    base : Path
        The folder that the files go to.
    names : tuple of str
        All files that the set may hold.
    results : Path or None
        The folder of the run that they are made of; the same as `base` for a run itself, None for files that
        are made of no run.
    run : str
        Which run that is, empty where it matters not.
    is_own : callable
        Whether a file that no manifest lists may be replaced, because its content shows whose it is.
    """

    name: str
    base: Path
    names: tuple[str, ...]
    results: Path | None = None
    run: str = ""
    is_own: Callable[[Path], bool] = _nobodys

    @classmethod
    def of_run(cls, folder: Path, names: Iterable[str]) -> ResultSet:
        """Return the files of a run itself, ``run.json`` among them."""
        return cls(RUN_SET, folder, tuple(names), folder)

    @classmethod
    def made_of(
        cls,
        results: Path,
        name: str,
        base: Path,
        names: Iterable[str],
        is_own: Callable[[Path], bool] = _nobodys,
    ) -> ResultSet:
        """Return files made of the run in `results`, wherever they go; to be called before that is read."""
        settle(results)
        return cls(name, base, tuple(names), results, run_in(results), is_own)

    @property
    def is_listed(self) -> bool:
        """True where the files lie in the folder of results, whose manifest then lists them."""
        base = self.base.resolve()
        return self.results is not None and self.results.resolve() in (base, *base.parents)

    @property
    def root(self) -> Path:
        """The folder in which the files change places."""
        return self.results if self.results is not None and self.is_listed else self.base

    @property
    def files(self) -> list[str]:
        """The files, relative to `root`."""
        within = self._within()
        return [f"{within}/{name}" if within else name for name in self.names]

    def require_free(self, inputs: Iterable[Path] = (), thorough: bool = True) -> None:
        """Refuse to write where that would change what is read, or what is not ours; for before the work.

        Parameters
        ----------
        inputs : iterable of Path
            Files and folders that are read.
        thorough : bool
            Whether earlier results are known by their content, or their size alone.

        Raises
        ------
        OutputError
            If a file is in the way; the message names it.
        """
        settle(self.root)
        inputs = [path for path in inputs if _is_there(path)]
        for folder in inputs:
            if folder.is_dir() and self.base.is_dir() and self.base.samefile(folder):
                raise OutputError(
                    f"{self.base}: is the folder that is read; what is written needs another one"
                )
        manifest = Manifest.read(self.root)
        earlier = files_of_earlier_version(self.root, manifest)
        if self.is_listed and MANIFEST in self.files:
            raise _belongs(self.root / MANIFEST)
        read = {_identity(path) for path in inputs}
        for file in self._touched(manifest, earlier):
            path = self.root / file
            if not os.path.lexists(path):
                continue
            if path.exists() and _identity(path) in read:
                raise OutputError(f"{path}: is read, and would be lost; choose another folder or name")
            if not file.endswith(SIDECARS):
                self._require_ours(file, manifest, earlier, thorough)
            _require_movable(path)

    @contextmanager
    def written(self) -> Iterator[Path]:
        """Give a folder to write the files into, which appear together when the block ends.

        Raises
        ------
        OutputError
            If a file cannot be written or is in the way; nothing is changed then.
        """
        with held(self.root, _PATIENCE_S):
            self._require_same_run()
            self.require_free(thorough=False)
            manifest = Manifest.read(self.root)
            out = self._outgoing(manifest, files_of_earlier_version(self.root, manifest))
            with written_whole(self.root, out, (RUN, MANIFEST)) as staging:
                base = staging / self._within()
                base.mkdir(parents=True, exist_ok=True)
                yield base
                if self.is_listed:
                    made = {name: Entry.of(staging / name) for name in staged(staging)}
                    text = manifest.with_set(self.name, made).text()
                    (staging / MANIFEST).write_text(text, encoding="utf-8")
            if self.name == RUN_SET:
                shutil.rmtree(self.root / WINDOWS, ignore_errors=True)

    def _within(self) -> str:
        within = self.base.resolve().relative_to(self.root.resolve()).as_posix()
        return "" if within == "." else within

    def _outgoing(self, manifest: Manifest, earlier: dict[str, str]) -> set[str]:
        """Return the files that go, unless new ones take their places."""
        if self.name == RUN_SET:
            return {*manifest.files, *earlier}
        return {*manifest.sets.get(self.name, ()), *self.files}

    def _touched(self, manifest: Manifest, earlier: dict[str, str]) -> list[str]:
        own = {*self.files, *self._outgoing(manifest, earlier), *([MANIFEST] if self.is_listed else [])}
        return sorted(own | {file + suffix for file in own for suffix in SIDECARS})

    def _require_ours(self, file: str, manifest: Manifest, earlier: dict[str, str], thorough: bool) -> None:
        path, owner = self.root / file, manifest.set_of(file)
        if path.is_dir():
            raise OutputError(f"{path}: is a folder, in the place of a file of the results")
        if file == MANIFEST and manifest.sets and file not in self.files:
            return
        if owner and self.name not in (RUN_SET, owner):
            raise _belongs(path)
        if owner and not manifest.holds(self.root, file, thorough):
            raise OutputError(
                f"{path}: was changed after it was written, and would be lost; "
                "move it away, or choose another folder"
            )
        kind = earlier.get(file)
        known = owner or (kind and (self.name == RUN_SET or self.name.split()[0] == kind))
        if not known and not self.is_own(path):
            raise OutputError(
                f"{path}: is there already, and not a result that this may replace; "
                "move it away, or choose another folder or name"
            )

    def _require_same_run(self) -> None:
        if self.results is not None and self.run and run_in(self.results) != self.run:
            raise OutputError(f"{self.results}: its run was replaced meanwhile; do it again")


def named_in(folder: Path, path: Path) -> str:
    """Return what a manifest calls a path in its folder; of one elsewhere, its name."""
    inside, path = folder.resolve(), path.resolve()
    return path.relative_to(inside).as_posix() if inside in path.parents else path.name


def run_in(folder: Path) -> str:
    """Return what tells the run in a folder from every other, empty where there is none."""
    listed, record = Manifest.read(folder).sets.get(RUN_SET), folder / RUN
    if listed or not record.is_file():
        return repr(listed) if listed else ""
    return Entry.of(record).sha256


def _belongs(path: Path) -> OutputError:
    return OutputError(f"{path}: belongs to the results in its folder; choose another name")


def _identity(path: Path) -> tuple[int, int]:
    """Return what two names of one file share."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a text that is no path
        return False


def _require_movable(path: Path) -> None:
    """Refuse a file that another program holds, as Windows lets it."""
    try:
        path.rename(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be replaced: is it open in another program?") from error
