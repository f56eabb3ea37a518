"""The manifest of a folder of results: which files were written together, and their hashes."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .errors import OutputError
from .large_tables import of_table
from .moves import is_inside
from .result_files import MANIFEST, PROFILES, RUN

RUN_SET = "run"
"""The set of the run itself; all others are made of it."""
MADE_BY = "Vs Mapper"
"""How manifests and layers begin to say whose they are."""
_HEAD = 100
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Entry:
    """A file as it was written."""

    bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> Entry:
        """Return what there is to say of a file."""
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
        return cls(size, digest.hexdigest())


@dataclass(frozen=True)
class Manifest:
    """The sets of files in a folder, by their names; files are relative to the folder, with slashes."""

    sets: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder; an empty one where there is none, or one of another program.

        Raises
        ------
        OutputError
            If it is damaged.
        """
        path = folder / MANIFEST
        if not path.is_file():
            return cls()
        try:
            text = path.read_bytes()
            if MADE_BY.encode() not in text[:_HEAD]:
                return cls()
            sets = {
                name: {file: Entry(int(e["bytes"]), str(e["sha256"])) for file, e in files.items()}
                for name, files in json.loads(text)["sets"].items()
            }
            if not all(is_inside(file) for files in sets.values() for file in files):
                raise ValueError("names files elsewhere")
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise OutputError(f"{path}: is damaged; without it the results are read as they are") from error
        return cls(sets)

    def text(self) -> str:
        """Return the content of its file."""
        sets = {name: {file: asdict(e) for file, e in files.items()} for name, files in self.sets.items()}
        return json.dumps({"program": MADE_BY, "sets": sets}, indent=1) + "\n"

    def with_set(self, name: str, files: Mapping[str, Entry]) -> Manifest:
        """Return the manifest after a set was written; a run leaves nothing of what the one before left."""
        others = {} if name == RUN_SET else {other: e for other, e in self.sets.items() if other != name}
        return Manifest({**others, name: files})

    def set_of(self, file: str) -> str:
        """Return the name of the set that a file belongs to, empty where it is of none."""
        return next((name for name, files in self.sets.items() if file in files), "")

    @property
    def files(self) -> tuple[str, ...]:
        """The files of all sets."""
        return tuple(file for files in self.sets.values() for file in files)

    def holds(self, folder: Path, file: str, thorough: bool = True) -> bool:
        """Return whether a file of a set is there as it was written.

        QGIS changes a GeoPackage by opening it: it is known by the run that its layers name.

        Parameters
        ----------
        folder : Path
            Where the manifest was read.
        file : str
            The file.
        thorough : bool
            Whether its content is looked at, or its size alone.
        """
        path, entry = folder / file, self.sets[self.set_of(file)][file]
        if not path.is_file():
            return False
        if path.suffix == ".gpkg":
            told = _told(self.sets.get(RUN_SET, {}))
            if told and told in descriptions(path):
                return True
        try:
            return path.stat().st_size == entry.bytes and (not thorough or Entry.of(path) == entry)
        except OSError:
            return False


def description(run: Entry, profiles: Entry) -> str:
    """Return how layers of a GeoPackage name their run, by ``run.json`` and the table of profiles."""
    return f"{MADE_BY}, run {run.sha256}, profiles {profiles.sha256}"


def description_of_run(folder: Path) -> str:
    """Return how layers made of the run in a folder name it; of one without a manifest, whose they are."""
    return _told(Manifest.read(folder).sets.get(RUN_SET, {})) or MADE_BY


def _told(run: Mapping[str, Entry]) -> str:
    """Return how layers name a run by its files, nothing where it lacks what tells it."""
    record, profiles = run.get(RUN), of_table(run, PROFILES)
    return description(record, profiles) if record and profiles else ""


def require_whole(folder: Path, files: Iterable[str], thorough: bool = True) -> None:
    """Refuse files that are not those which were written together; those that no manifest lists may be any.

    Raises
    ------
    OutputError
        If one is missing, of another run, or changed; the message names it.
    """
    manifest = Manifest.read(folder)
    for file in files:
        if manifest.set_of(file) and not manifest.holds(folder, file, thorough):
            raise OutputError(
                f"{folder / file}: is not the file that was written here with the others: "
                "it is of another run, or was changed; invert again"
            )


def descriptions(path: Path) -> tuple[str, ...]:
    """Return the descriptions of the layers of a GeoPackage; none of what is no such file."""
    try:
        # Read without a lock, and without the files that SQLite would make beside it.
        place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(place, uri=True)) as base:
            return tuple(str(row[0]) for row in base.execute("SELECT description FROM gpkg_contents"))
    except sqlite3.Error:
        return ()
