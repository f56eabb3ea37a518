"""The rasters of an inverted stack, put together from its finished windows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import numpy as np

from ...protocol.errors import OutputError
from ...protocol.progress import Monitor
from ...protocol.result_files import OF_DEPTHS, OF_STACKS, RUN
from ..files.result_set import ResultSet
from ..maps.rasters import NO_CLASS, TILE, finish, new_raster
from ..results.provenance import software
from ..results.result import STATUSES
from .cells import Census, Window
from .job import StackJob
from .journal import Journal, Layers

_ALWAYS = tuple(raster.file for raster in OF_DEPTHS)


def stack_files(folder: Path) -> ResultSet:
    """Return the files of a stack's inversion in a folder."""
    return ResultSet.of_run(folder, (*(raster.file for raster in OF_STACKS), RUN))


def write_stack(
    job: StackJob, census: Census, journal: Journal, folder: Path, seconds: float, monitor: Monitor
) -> tuple[list[Path], dict[str, int]]:
    """Write the rasters and ``run.json`` together; single rasters without values are left out.

    Parameters
    ----------
    job, census, journal
        What was inverted, what it holds and its finished windows.
    folder : Path
        Where to write.
    seconds : float
        How long the inversion took, for the record.
    monitor : Monitor
        Progress and cancellation.

    Returns
    -------
    list of Path
        The rasters.
    dict
        Cells of each status.

    Raises
    ------
    OutputError
        If they cannot be written; nothing is changed then.
    Cancelled
        If the user asked to stop.
    """
    with stack_files(folder).written() as staging:
        filled, of_status = _write(job, census, journal, staging, monitor.part(0.0, 0.5))
        kept = [product.name for product in job.products() if product.name in filled | {*_ALWAYS}]
        for product in job.products():
            if product.name not in kept:
                (staging / product.name).unlink()
        for done, name in enumerate(kept):
            share = 0.5 / len(kept)
            finish(staging / name, monitor.part(0.5 + share * done, 0.5 + share * (done + 1)))
        record = json.dumps(_record(job, census, of_status, seconds), indent=2)
        (staging / RUN).write_text(record + "\n", encoding="utf-8")
    return [folder / name for name in kept], of_status


def _write(
    job: StackJob, census: Census, journal: Journal, staging: Path, monitor: Monitor
) -> tuple[set[str], dict[str, int]]:
    """Write tile by tile; return the names of the rasters that hold values, and the cells by status."""
    counts = np.zeros(len(STATUSES), dtype=np.int64)
    filled: set[str] = set()
    layout, products = job.stack.layout, job.products()
    n_tiles = np.prod([-(-side // TILE) for side in layout.shape])
    with ExitStack() as files:
        rasters = [files.enter_context(new_raster(staging / p.name, layout, p.bands)) for p in products]
        for done, (tile, layers) in enumerate(_tiles(job, census, journal)):
            monitor.step(float(done / n_tiles), "writing the rasters")
            counts += [(layers[-1] == code).sum() for code in range(len(STATUSES))]
            for raster, product in zip(rasters, products):
                values = layers[product.layers]
                if np.isfinite(values).any():
                    filled.add(product.name)
                    values = np.nan_to_num(values, nan=NO_CLASS) if product.bands.classes else values
                    raster.write(values.astype(raster.dtypes[0]), window=tile)
    return filled, {name: int(count) for name, count in zip(STATUSES, counts)}


def _tiles(job: StackJob, census: Census, journal: Journal) -> Iterator[tuple[Window, Layers]]:
    """Yield the tiles of the results that hold anything."""
    by_tile: dict[tuple[int, int], list[tuple[int, Window]]] = {}
    for i, (down, right) in enumerate(job.windows):
        if census.n_seen[i]:
            by_tile.setdefault((down.start // TILE, right.start // TILE), []).append((i, (down, right)))
    for (row, column), members in by_tile.items():
        yield _tile(job, journal, row * TILE, column * TILE, members)


def _tile(
    job: StackJob, journal: Journal, top: int, left: int, members: Sequence[tuple[int, Window]]
) -> tuple[Window, Layers]:
    n_rows, n_columns = job.stack.layout.shape
    tile = (slice(top, min(top + TILE, n_rows)), slice(left, min(left + TILE, n_columns)))
    layers = np.full(job.shape_of(tile), np.nan, dtype=np.float32)
    for i, window in members:
        part = journal.load(i, job.shape_of(window))
        if part is None:
            raise OutputError(f"{journal.folder}: a finished window is lost; run the same command again")
        down, right = window
        rows = slice(down.start - top, down.stop - top)
        layers[:, rows, right.start - left : right.stop - left] = part
    return tile, layers


def _record(job: StackJob, census: Census, of_status: Mapping[str, int], seconds: float) -> dict[str, object]:
    """Return the record of the run, without any path of this machine but the input's name."""
    stack = job.stack
    return {
        **software(),
        "input": stack.report.source,
        "crs": stack.layout.crs,
        "settings": {**asdict(job.request), "keep_untrusted": job.keep_untrusted},
        "bands": [
            {"name": band.name, "type": band.type_name, "frequency_hz": band.frequency, "sigma": bool(sigma)}
            for band, sigma in zip(stack.velocity, stack.sigma)
        ],
        "counts": {
            "cells": int(np.prod(stack.layout.shape)),
            "inverted": census.n_cells,
            **of_status,
            "impossible_values": census.n_impossible,
        },
        "seconds": round(seconds, 3),
    }
