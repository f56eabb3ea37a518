"""Sets of files that appear under their final names whole, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ...protocol.errors import OutputError
from ...protocol.moves import exchange, flush, new_staging, staged
from ...protocol.own_files import is_marked

SIDECARS = (".aux.xml", ".ovr", "-wal", "-shm", "-journal")
"""What GDAL, QGIS and SQLite leave beside a file; kept beside a new one they would describe the old one."""


STYLE_SUFFIX = ".qml"


@contextmanager
def written_whole(folder: Path, owned: Collection[str] = (), last: Sequence[str] = ()) -> Iterator[Path]:
    """Give a hidden folder to write files into, and move them to `folder` once all are complete.

    The hidden folder lies inside `folder`, so that moving is a rename, and files keep their own
    names in it, so that GDAL picks its drivers as usual. Whatever is raised inside the block,
    `folder` keeps the files that it had; if the process is killed, whoever comes to the folder next
    finds these, or all of the new ones (`protocol.moves`). What belongs to a folder of results is
    better written as a `result_set.ResultSet`.

    Parameters
    ----------
    folder : Path
        Where the files go; made where missing.
    owned : collection of str
        Names that belong to the same set: those that this writing did not make are removed.
    last : sequence of str
        Names of files that go first and come last.

    Yields
    ------
    Path
        Where to write.

    Raises
    ------
    OutputError
        If a file cannot be written or moved; the message names it and the reason.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with new_staging(folder) as staging:
            yield staging
            names = staged(staging)
            for name in names:
                flush(staging / name)
            out = {*owned, *names}
            beside = {name + suffix for name in out for suffix in SIDECARS}
            exchange(staging, out | beside | _styles(folder, out), last)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error


def _styles(folder: Path, names: Collection[str]) -> set[str]:
    """Return the styles beside files, as far as they were kept there by QGIS's side of the program."""
    styles = {Path(name).with_suffix(STYLE_SUFFIX).as_posix() for name in names}
    return {style for style in styles - set(names) if is_marked(folder / style)}
