"""Commands that are killed at random moments, and what is left in the folder of results.

``python -m tests.benchmarks.kill_driver KILLS SEED`` prints what was found. Each command runs in a process of
its own, which half of the times is killed after a random share of the time that the command takes, and else
before a random one of the steps in which it moves, makes or removes files.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import cycle
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

ROOT = Path(__file__).resolve().parents[2]
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
    """Kill, and print what was left each time; or, as a child, carry out what the parent says."""
    if sys.argv[1] == "child":
        _obey()
        return
    chance = random.Random(int(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _prepare(place)
        names = list(orders(place, place))
        with _Children(names) as children:
            measured = {name: _measured(name, place, next(children)) for name in names}
            found = []
            for number in range(int(sys.argv[1])):
                name, by_time = names[number % len(names)], number // len(names) % 2 == 0
                seconds, steps = measured[name]
                moment = chance.random() * seconds if by_time else 1 + int(chance.random() * steps)
                found.append(_killed(name, place, next(children), moment, by_time))
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


class _Children:
    """Processes for one command after the other, over and over; the next gets ready while one is at work."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = cycle(names)

    def __enter__(self) -> Iterator[subprocess.Popen[str]]:
        self._ready = [self._started()]
        return iter(self._next, None)

    def __exit__(self, *_error: object) -> None:
        for child in self._ready:
            child.kill()
            child.wait()

    def _next(self) -> subprocess.Popen[str]:
        child = self._ready.pop()
        assert child.stdout is not None
        child.stdout.readline()
        self._ready.append(self._started())
        return child

    def _started(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.benchmarks.kill_driver", "child", next(self._names)]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )


def _obey() -> None:
    """Carry out one command: its name, the places, and the step before which to die, 0 for none."""
    if sys.argv[2] in ("invert", "stack"):  # so that the time of a command is its own
        import torch  # noqa: F401

        import plugin.engine.results.inversion  # noqa: F401
    print("ready", flush=True)
    name, place, folder, fatal = json.loads(sys.stdin.readline())
    steps = _count(lambda number: number == fatal and os.kill(os.getpid(), signal.SIGKILL))
    carry_out(orders(Path(place), Path(folder))[name])
    print(steps[0], flush=True)


def _count(at: Callable[[int], object]) -> list[int]:
    """Count the steps with files, and call `at` before each."""
    steps = [0]

    def count(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in STEPS:
            steps[0] += 1
            at(steps[0])

    sys.addaudithook(count)
    return steps


def _begin(name: str, place: Path, child: subprocess.Popen[str], fatal: int = 0) -> tuple[Path, Path]:
    """Let a child carry out a command in a copy of the results that are there before; return both folders."""
    old, folder = place / ("old_stack" if name == "stack" else "old"), place / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(old, folder)
    assert child.stdin is not None
    child.stdin.write(json.dumps([name, str(place), str(folder), fatal]) + "\n")
    child.stdin.flush()
    return old, folder


def _measured(name: str, place: Path, child: subprocess.Popen[str]) -> tuple[float, int]:
    """Return the seconds of a command, and its steps with files."""
    begun = time.perf_counter()
    _begin(name, place, child)
    assert child.stdout is not None
    steps = int(child.stdout.readline())
    return time.perf_counter() - begun, steps


def _killed(
    name: str, place: Path, child: subprocess.Popen[str], moment: float, by_time: bool
) -> dict[str, Any]:
    """Kill a command and return whether its folder holds the old results, the new ones, or neither."""
    old, folder = _begin(name, place, child, 0 if by_time else int(moment))
    if by_time:
        with suppress(subprocess.TimeoutExpired):
            child.wait(moment)
        child.kill()
    child.wait()
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
