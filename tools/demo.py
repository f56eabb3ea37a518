"""The main job from survey to QGIS project: ``python -m tools.demo [SURVEY] [--out DIR]``.

Without SURVEY it takes a bundled example. Files beside the survey are used where they are there:
``NAME_truth.tif`` (true Vs, one band a depth) to compare with and ``NAME_line.geojson`` for the section.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

import numpy as np

from plugin.engine.errors import VsMapperError
from plugin.engine.lines import Line, read_line
from plugin.engine.mapping import MapOptions, make_maps
from plugin.engine.outputs import write_result
from plugin.engine.pipeline import run
from plugin.engine.progress import Monitor
from plugin.engine.reading import describe, read_survey
from plugin.engine.request import Request
from plugin.engine.section import make_section, write_section
from plugin.engine.survey import Survey

from .demo_line import longest_axis, write_line
from .demo_project import qgis, write_project
from .demo_truth import Comparison, compare, truth_depths

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "resources" / "examples" / "near_surface_valley.csv"
BAR_WIDTH = 30


def progress_bar() -> Monitor:
    """Return a monitor that draws a bar on a terminal; elsewhere a line for every tenth of the work."""
    shown = [-1.0]

    def report(fraction: float, message: str) -> None:
        filled = round(fraction * BAR_WIDTH)
        text = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {fraction:4.0%} {message}"
        if sys.stderr.isatty():
            print(f"\r{text[:110]:<110}", end="\n" if fraction >= 1 else "", file=sys.stderr, flush=True)
        elif fraction >= shown[0] + 0.1 or fraction >= 1:
            print(text, file=sys.stderr, flush=True)
            shown[0] = fraction

    return Monitor(report)


def main(arguments: list[str] | None = None) -> int:
    """Run the demo; return the exit status."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__.splitlines()[0])
    parser.add_argument("survey", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--out", type=Path, default=ROOT / "demo_output", help="folder of the results")
    chosen = parser.parse_args(arguments)
    try:
        demo(chosen.survey, chosen.out)
    except (VsMapperError, OSError) as error:
        print(f"\ndemo: {error}", file=sys.stderr)
        return 1
    return 0


def demo(path: Path, out: Path) -> None:
    """Invert a survey, map it, cut a section and show it all in a QGIS project."""
    started = time.perf_counter()
    bar = progress_bar()
    survey = read_survey(path)
    print("\n".join(describe(survey)))
    truth = path.with_name(f"{path.stem}_truth.tif")
    depths = truth_depths(truth) if truth.exists() else None

    result = run(survey, Request(depths=depths), bar.part(0.0, 0.7))
    write_result(result, out)
    make_maps(out, MapOptions(), bar.part(0.7, 0.85))
    line = _section_line(path, survey)
    write_section(make_section(out, line, monitor=bar.part(0.85, 0.9)), out / "section.tif")
    comparison = compare(out / "vs.tif", truth) if depths else None
    bar.report(0.9, "writing the QGIS project")
    drawn = write_line(line, out / "section_line.geojson")
    # A copy beside the results makes the project there complete.
    shown_truth = Path(shutil.copy(truth, out / "truth.tif")) if comparison else None
    depth = comparison.most_telling() if comparison else None
    with qgis():
        write_project(out, path.stem.replace("_", " "), shown_truth, drawn, depth)
    bar.report(1.0, "done")
    _summary(out, survey.n_sites, result.chi, comparison, time.perf_counter() - started)


def _section_line(path: Path, survey: Survey) -> Line:
    companion = path.with_name(f"{path.stem}_line.geojson")
    return read_line(str(companion), None, survey.crs) if companion.exists() else longest_axis(survey)


def _summary(out: Path, n_sites: int, chi: np.ndarray, comparison: Comparison | None, seconds: float) -> None:
    print(f"{n_sites} sites in {seconds:.1f} s; median misfit chi {np.nanmedian(chi):.2f}")
    if comparison is not None:
        print("\n".join(comparison.lines()))
    print(f"Results in {out}:")
    labels = {
        "vs_map.qgz": "QGIS project with all layers, styled",
        "vs_map.png": "the map" + (" beside the truth" if comparison else ""),
        "vs.tif": "Vs in m/s, one band a depth",
        "vs_sigma.tif": "its standard deviation",
        "section.tif": "Vs along the section line",
        "sites.gpkg": "sites with Vs30, misfit and status",
        "profiles.csv": "the profiles",
    }
    for name, label in labels.items():
        if (out / name).exists():
            print(f"  {name:<14}{label}")


if __name__ == "__main__":
    sys.exit(main())
