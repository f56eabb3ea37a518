"""In which groups of rows of a Parquet table each site is, so that those of the others need not be read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


def row_groups(path: Path) -> dict[str, list[int]]:
    """Return the groups of rows of each site, looked up once for as long as the file stays the same.

    Raises
    ------
    OSError, KeyError, pyarrow.ArrowException
        If the table cannot be read.
    """
    stamp = path.stat()
    return _looked_up(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=10)
def _looked_up(path: Path, _changed: int, _size: int) -> dict[str, list[int]]:
    import pyarrow.parquet as pq

    found: dict[str, list[int]] = {}
    with pq.ParquetFile(path, pre_buffer=False) as file:
        for group in range(file.num_row_groups):
            for site in file.read_row_group(group, ["site"]).column("site").unique().to_pylist():
                found.setdefault(site, []).append(group)
    return found
