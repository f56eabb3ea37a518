"""What runs cost as they grow, in processes of their own: sites, points, drawn profiles, depths, cells."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.flop_counter import FlopCounterMode

from plugin.engine.network.transformer import Inputs
from plugin.engine.network.weights import load_network
from plugin.engine.scaling import measure as scale_of
from plugin.engine.scaling import nondimensionalise

from .cache import machine
from .report import table
from .speed import survey_curves
from .stack_memory import PERIODS, write_stack

ROOT = Path(__file__).resolve().parents[2]
SITES = (600, 6000, 20_385)
REFINED = (50, 150, 450)
POINTS = (10, 20, 40)
SAMPLES = (10, 50, 200)
DEPTHS = (5, 10, 40)
PIXELS = (10_000, 62_500, 250_000)
MAPPED, SPACING = 400, 30.0
CELLS, CELLS_DEEP = (10_000, 100_000, 1_000_000), 100_000
_ONE_PASS = ("--samples", "0")
_SIDE = 1024
_COPIED = 1 << 25


_LIMITS = (("per_second", "multiplications"), ("bytes_per_second", "bytes"))


@dataclass(frozen=True)
class Cost:
    """What one process took: seconds by the clock, of the processors, and its largest memory in GiB."""

    what: str
    size: int
    curves: int
    seconds: float
    cpu_s: float
    peak_gib: float


def measure(scale: float) -> dict[str, Any]:
    """Run the command line at three sizes of each thing that may grow."""

    def scaled(sizes: Sequence[int]) -> list[int]:
        return [max(3, round(scale * size)) for size in sizes]

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = [_of_survey("start", folder, 1, 20, *_ONE_PASS) for _ in range(3)]
        grown = [
            *(_of_survey("sites, one pass", folder, n, 17, *_ONE_PASS) for n in scaled(SITES)),
            *(_of_survey("sites, refined", folder, n, 20, size=n) for n in scaled(REFINED)),
            *(_of_survey("points, refined", folder, scaled([100])[0], n, size=n) for n in POINTS),
            *(
                _of_survey("drawn profiles", folder, scaled([100])[0], 20, "--samples", str(n), size=n)
                for n in SAMPLES
            ),
            *(_of_survey("depths", folder, scaled([100])[0], 20, *_at(n), size=n) for n in DEPTHS),
            *(_of_stack(folder, n) for n in scaled(PIXELS)),
            *_of_maps(folder, scaled),
        ]
    return {
        "machine": machine(),
        "start": asdict(sorted(start, key=lambda cost: cost.cpu_s)[1]),
        "grown": list(map(asdict, grown)),
        **_of_network(),
        "per_second": _product_rate(),
        "bytes_per_second": _copy_rate(),
    }


def _at(depths: int) -> tuple[str, str]:
    return "--depths", ",".join(f"{d:.3g}" for d in np.geomspace(2.0, 60.0, depths))


def _of_survey(
    what: str, folder: Path, sites: int, points: int, *options: str, size: int | None = None
) -> Cost:
    """Invert sites with a phase and a group velocity at each frequency."""
    path = write_survey(folder / "survey.csv", sites, points)
    cost = spent(["invert", str(path), "--out", str(folder / "out"), "--independent", *options])
    return Cost(what, sites if size is None else size, 2 * sites, *cost)


def _of_stack(folder: Path, pixels: int) -> Cost:
    _, filled = write_stack(folder / "stack.tif", pixels, 1.0)
    command = ["invert", str(folder / "stack.tif"), "--periods", ",".join(f"{p:.4g}" for p in PERIODS)]
    cost = spent([*command, "--type", "phase", "--out", str(folder / "stack"), *_ONE_PASS])
    return Cost("pixels, one pass", filled, filled, *cost)


def _of_maps(folder: Path, scaled: Callable[[Sequence[int]], list[int]]) -> list[Cost]:
    """Krige the maps of one survey, with more and more cells and depths."""
    path, out = write_survey(folder / "mapped.csv", MAPPED, 20), folder / "mapped"
    spent(["invert", str(path), "--crs", "EPSG:32633", "--out", str(out), *_ONE_PASS])

    def cost(what: str, size: int, cells: int, depths: int) -> Cost:
        side = SPACING * np.sqrt(MAPPED / cells)
        command = ["map", str(out), "--resolution", f"{side:.4g}", *_at(depths)]
        return Cost(what, size, 0, *spent(command))

    return [
        *(cost("cells of a map, 10 depths", cells, cells, 10) for cells in scaled(CELLS)),
        *(cost("depths of a map", depths, scaled([CELLS_DEEP])[0], depths) for depths in DEPTHS),
    ]


def write_survey(path: Path, sites: int, points: int, seed: int = 1) -> Path:
    """Write noisy power laws of frequency; group velocity is phase velocity by one plus the power."""
    random = np.random.default_rng(seed)
    frequency = np.geomspace(2.0, 40.0, points)
    level, power = random.uniform(150.0, 400.0, (sites, 1)), random.uniform(0.15, 0.5, (sites, 1))
    phase = level * (10.0 / frequency) ** power
    noisy = (c * np.exp(0.02 * random.standard_normal(c.shape)) for c in (phase, phase / (1.0 + power)))
    site = np.repeat(np.arange(sites), points)
    across = min(200, int(np.sqrt(sites)))
    columns = (site, SPACING * (site % across), SPACING * (site // across), np.tile(frequency, sites))
    rows = np.column_stack([*columns, *(c.ravel() for c in noisy)])
    with path.open("w") as file:
        file.write("site,x,y,frequency_hz,phase_velocity_m_s,group_velocity_m_s\n")
        np.savetxt(file, rows, fmt="S%05d,%d,%d,%.4f,%.2f,%.2f")
    return path


def spent(words: Sequence[str]) -> tuple[float, float, float]:
    """Return seconds, seconds of the processors and GiB of ``python -m plugin``."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "plugin", *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    said = process.stderr.read() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(said[-1000:])
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20


class _Moved(TorchDispatchMode):
    """Counts the bytes that PyTorch's operations read and write."""

    def __init__(self) -> None:
        super().__init__()
        self.n_bytes = 0

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = function(*args, **(kwargs or {}))
        if not function.is_view:
            for each in tree_leaves((args, kwargs, result)):
                self.n_bytes += each.nbytes if isinstance(each, torch.Tensor) else 0
        return result


def _of_network(curves: int = 256) -> dict[str, float]:
    """Return the multiplications of the network, and the bytes it moves, for a curve of 20 to 40 points."""
    some = survey_curves(curves)
    scale = scale_of(some)
    choices = torch.zeros(curves, dtype=torch.int64)
    inputs = Inputs.of(nondimensionalise(some, scale), choices, choices)
    network = load_network()
    with torch.no_grad(), FlopCounterMode(display=False) as counter, _Moved() as moved:
        network.answer(network.read(inputs))
    return {"multiplications": counter.get_total_flops() / 2 / curves, "bytes": moved.n_bytes / curves}


def _product_rate() -> float:
    """Return the multiplications a second of large matrix products on all processors."""
    a = torch.rand(_SIDE, _SIDE)
    seconds = []
    for _ in range(10):
        begun = time.perf_counter()
        a @ a
        seconds.append(time.perf_counter() - begun)
    return _SIDE**3 / min(seconds)


def _copy_rate() -> float:
    """Return the bytes a second that copying a large array reads and writes."""
    a = torch.rand(_COPIED)
    b, seconds = torch.empty_like(a), []
    for _ in range(10):
        begun = time.perf_counter()
        b.copy_(a)
        seconds.append(time.perf_counter() - begun)
    return 2 * a.nbytes / min(seconds)


def text(found: dict[str, Any]) -> str:
    """Return the table, and the network's part beside what the machine can multiply."""
    header = ["What grows", "to", "curves", "seconds", "of the processors", "curves/s", "peak GiB"]
    rows = [
        [
            cost["what"],
            f"{cost['size']:,}",
            f"{cost['curves']:,}",
            f"{cost['seconds']:.1f}",
            f"{cost['cpu_s']:.1f}",
            f"{cost['curves'] / cost['seconds']:,.0f}" if cost["curves"] else "",
            f"{cost['peak_gib']:.2f}",
        ]
        for cost in [found["start"], *found["grown"]]
    ]
    bound, moved = (found[rate] / found[each] for rate, each in _LIMITS)
    return "\n\n".join(
        [
            "Whole processes of `python -m plugin invert`, start, reading and writing included, on "
            f"{found['machine']}. A site of a survey has a phase and a group curve. Seconds of the "
            "processors hardly depend on what else the machine does.",
            table(header, rows),
            f"The network multiplies {found['multiplications'] / 1e6:.1f} million numbers for a curve of 20 "
            f"to 40 points. Large matrix products reach {found['per_second'] / 1e9:.0f} thousand million "
            f"multiplications a second on this machine, by which {bound:,.0f} curves/s would be the limit. "
            f"Its operations read and write {found['bytes'] / 1e6:.2f} million bytes a curve each by itself; "
            f"copying a large array moves {found['bytes_per_second'] / 1e9:.0f} thousand million a second, "
            f"by which it would be {moved:,.0f} curves/s, were nothing kept in the caches.",
        ]
    )
