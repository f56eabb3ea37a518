"""Sets of files that appear under their final names whole, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ...protocol.errors import OutputError
from ...protocol.moves import exchange, flush, new_staging, staged

SIDECARS = (".aux.xml", ".ovr", "-wal", "-shm", "-journal")
"""What GDAL, QGIS and SQLite leave beside a file; kept beside a new one they would describe the old one."""


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
            exchange(staging, out | {name + suffix for name in out for suffix in SIDECARS}, last)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
