"""Commands that are killed at random moments, and what is left in the folder of results.

``python -m tests.benchmarks.kill_driver KILLS SEED`` prints what was found. Each command runs in a process of
its own, which half of the times is killed after a random share of the time that the command takes, and else
before a random one of the steps in which it moves, makes or removes files.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import numpy as np

from plugin.engine.pipeline import carry_out
from plugin.protocol.lines import WrittenLine
from plugin.protocol.manifest import Manifest
from plugin.protocol.map_options import MapOptions
from plugin.protocol.moves import settle
from plugin.protocol.orders import CutSection, DrawMaps, Export, Invert, Order
from plugin.protocol.request import Request
from plugin.protocol.source import Source

# Each process is a copy of one that has imported what commands need and done nothing yet.
START = multiprocessing.get_context("forkserver")
IMPORTED = [
    "torch",
    "plugin.engine.results.inversion",
    "plugin.engine.maps.maps",
    "plugin.engine.stack.inversion",
]
STEPS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
ALONG, ACROSS = (WrittenLine(f"500000,5000200 {end}") for end in ("500600,5000200", "500300,5000600"))
# Nothing that is written depends on samples, and most of a run would be forward modelling.
ONE_PASS = Request(samples=0)


def orders(place: Path, folder: Path) -> dict[str, Order]:
    """Return the commands to kill; `place` holds their inputs, `folder` is theirs."""
    other, stack = (Source(place / name, name) for name in ("other.csv", "stack"))
    return {
        "invert": Invert(other, folder, ONE_PASS),
        "map": DrawMaps(folder, MapOptions(resolution=10)),
        "section": CutSection(folder, ACROSS, target=folder / "section.tif"),
        "export": Export(folder, "geopsy", sites=("S00", "S07", "S20")),
        "stack": Invert(stack, folder, Request(samples=0, depths=(5.0, 20.0))),
    }


def main() -> None:
    """Kill, and print what was left each time."""
    kills, chance = int(sys.argv[1]), random.Random(int(sys.argv[2]))
    START.set_forkserver_preload(IMPORTED)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _prepare(place)
        names = list(orders(place, place))
        measured = {name: _measured(name, place) for name in names[:kills]}
        found = []
        for number in range(kills):
            name, by_time = names[number % len(names)], number // len(names) % 2 == 0
            seconds, steps = measured[name]
            moment = chance.random() * seconds if by_time else 1 + int(chance.random() * steps)
            found.append(_killed(name, place, moment, by_time))
            print(number + 1, found[-1], file=sys.stderr, flush=True)
    print("FOUND", json.dumps(found))


def _prepare(place: Path) -> None:
    """Make inputs, and folders that hold results already."""
    town, _ = _survey(place / "town.csv", 7, 200.0), _survey(place / "other.csv", 6, 300.0)
    stack = _stack(place / "stack")
    out, grid = place / "old", place / "old_stack"
    carry_out(Invert(town, out, ONE_PASS, maps=MapOptions(resolution=20)))
    carry_out(CutSection(out, ALONG, target=out / "section.tif"))
    carry_out(Export(out, "geopsy"))
    carry_out(Invert(stack, grid, Request(samples=0, depths=(5.0, 10.0))))


def _survey(path: Path, side: int, vs: float) -> Source:
    frequency = np.geomspace(5, 50, 12)
    rows = ["site,x,y,crs,frequency_hz,phase_velocity_m_s"]
    for i in range(side * side):
        site = f"S{i:02d},{500_000 + 100 * (i % side)},{5_000_000 + 100 * (i // side)},EPSG:32633"
        rows += [f"{site},{f:.6g},{vs * (1 + 3 / f) * (1 + 0.01 * i):.6g}" for f in frequency]
    path.write_text("\n".join(rows) + "\n")
    return Source(path, path.name)


def _stack(folder: Path) -> Source:
    import rasterio
    from rasterio.transform import from_origin

    folder.mkdir()
    shape, eastwards = (20, 70), np.linspace(0.0, 0.2, 70)
    facts = {"driver": "GTiff", "height": shape[0], "width": shape[1], "count": 1, "dtype": "float32"}
    place = {"crs": "EPSG:32633", "transform": from_origin(500_000, 5_000_000, 50, 50)}
    for period in (0.05, 0.1, 0.2, 0.4):
        with rasterio.open(folder / f"phase_{period:g}s.tif", "w", **facts, **place) as raster:
            raster.write(np.full(shape, 200 * (1 + 3 * period) * (1 + eastwards), dtype=np.float32), 1)
    return Source(folder, folder.name)


def _started(name: str, place: Path, folder: Path, fatal: int = 0) -> tuple[BaseProcess, Connection]:
    """Let a process carry out a command; it dies before a step with files, unless that is 0."""
    heard, told = START.Pipe(duplex=False)
    child = START.Process(target=_obey, args=(name, place, folder, fatal, told))
    child.start()
    told.close()
    return child, heard


def _obey(name: str, place: Path, folder: Path, fatal: int, told: Connection) -> None:
    """Carry out one command and tell how many steps with files it took."""
    steps = _count(lambda number: number == fatal and os.kill(os.getpid(), signal.SIGKILL))
    carry_out(orders(place, folder)[name])
    told.send(steps[0])


def _count(at: Callable[[int], object]) -> list[int]:
    """Count the steps with files, and call `at` before each."""
    steps = [0]

    def count(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in STEPS:
            steps[0] += 1
            at(steps[0])

    sys.addaudithook(count)
    return steps


def _copied(name: str, place: Path) -> tuple[Path, Path]:
    """Copy the results that are there before; return them and the copy."""
    old, folder = place / ("old_stack" if name == "stack" else "old"), place / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(old, folder)
    return old, folder


def _measured(name: str, place: Path) -> tuple[float, int]:
    """Return the seconds of a command, and its steps with files."""
    _, folder = _copied(name, place)
    begun = time.perf_counter()
    child, heard = _started(name, place, folder)
    steps = heard.recv()
    seconds = time.perf_counter() - begun
    child.join()
    return seconds, steps


def _killed(name: str, place: Path, moment: float, by_time: bool) -> dict[str, Any]:
    """Kill a command and return whether its folder holds the old results, the new ones, or neither."""
    old, folder = _copied(name, place)
    child, _heard = _started(name, place, folder, 0 if by_time else int(moment))
    if by_time:
        child.join(moment)
        child.kill()
    child.join()
    amid = bool(list(folder.glob(".unfinished-*/.moves.json")))
    settle(folder)  # as whoever reads or writes there next does first
    return {"command": name, "by_time": by_time, "amid_moves": amid, "left": _left(old, folder)}


def _left(old: Path, folder: Path) -> str:
    """Return ``old`` or ``new`` for the whole results, ``mixed`` for anything else."""
    before, after = _content(old), _content(folder)
    if list(folder.glob(".unfinished-????????")):
        return "mixed"
    if after == before:
        return "old"
    manifest = Manifest.read(folder)
    whole = all(manifest.holds(folder, file) for file in manifest.files)
    return "new" if whole and set(after) == {*manifest.files, "manifest.json"} else "mixed"


def _content(folder: Path) -> dict[str, bytes]:
    inside = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {p.as_posix(): path.read_bytes() for p, path in inside.items() if not p.parts[0].startswith(".")}


if __name__ == "__main__":
    main()
