"""The main job from survey to QGIS project: ``python -m tools.demo [SURVEY] [--out DIR]``.

Without SURVEY it takes a bundled example. Files beside the survey are used where they are there:
``NAME_truth.tif`` (true Vs, one band a depth) to compare with and ``NAME_line.geojson`` for the section.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from plugin.cli.terminal import ProgressBar
from plugin.engine.description import describe
from plugin.engine.maps.maps import make_maps
from plugin.engine.reading.lines import Line, read_lines
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.inversion import run
from plugin.engine.results.outputs import write_result
from plugin.engine.sections.section import make_section
from plugin.engine.survey import Survey
from plugin.protocol.errors import VsMapperError
from plugin.protocol.map_options import MapOptions
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request

from .demo_line import longest_axis
from .demo_truth import Comparison, compare, truth_depths
from .qgis_python import QGIS_PYTHON

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "resources" / "examples" / "near_surface_valley.csv"


def main(arguments: list[str] | None = None) -> int:
    """Run the demo; return the exit status."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__.splitlines()[0])
    parser.add_argument("survey", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--out", type=Path, default=ROOT / "demo_output", help="folder of the results")
    chosen = parser.parse_args(arguments)
    bar = ProgressBar(sys.stderr)
    try:
        lines = demo(chosen.survey, chosen.out, Monitor(bar.report))
    except (VsMapperError, OSError) as error:
        bar.close()
        print(f"demo: {error}", file=sys.stderr)
        return 1
    bar.close()
    print("\n".join(lines))
    return 0


def demo(path: Path, out: Path, monitor: Monitor) -> list[str]:
    """Invert a survey, map it, cut a section, show it all in a QGIS project; return a summary."""
    started = time.perf_counter()
    survey = read_survey(path)
    print("\n".join(describe(survey)))
    truth = path.with_name(f"{path.stem}_truth.tif")
    depths = truth_depths(truth) if truth.exists() else None

    result = run(survey, Request(depths=depths), monitor.part(0.0, 0.7))
    write_result(result, out)
    make_maps(out, MapOptions(), monitor.part(0.7, 0.8))
    line = _section_line(path, survey)
    make_section(out, line, monitor=monitor.part(0.8, 0.9))
    comparison = compare(out / "vs.tif", truth) if depths else None
    monitor.step(0.9, "writing the QGIS project")
    _show(path, out, truth if depths else None, comparison)
    monitor.step(1.0, "done")
    seconds = time.perf_counter() - started
    fit = f"{survey.n_sites} sites in {seconds:.1f} s; median misfit chi {np.nanmedian(result.chi):.2f}"
    return [fit, *(comparison.lines() if comparison else []), *_files(out)]


def _section_line(path: Path, survey: Survey) -> Line:
    companion = path.with_name(f"{path.stem}_line.geojson")
    return read_lines(str(companion), None, survey.crs)[0] if companion.exists() else longest_axis(survey)


def _show(path: Path, out: Path, truth: Path | None, comparison: Comparison | None) -> None:
    """Let QGIS, in a process of its own, write the project."""
    out = out.resolve()
    shown = [str(out), path.stem.replace("_", " ")]
    if truth is not None and comparison is not None:
        # A copy beside the results makes the project there complete.
        copy = shutil.copy(truth, out / "truth.tif")
        shown += ["--truth", str(copy), "--depth", str(comparison.most_telling())]
    command = [str(QGIS_PYTHON), "-m", "tools.demo_project", *shown]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"QGIS cannot show the results: {done.stderr.strip()}")


def _files(out: Path) -> list[str]:
    labels = {
        "vs_map.qgz": "QGIS project with all layers, styled",
        "vs_map.png": "picture of the map, beside the truth where that is known",
        "vs.tif": "Vs in m/s, one band a depth",
        "vs_sigma.tif": "its standard deviation",
        "section.tif": "Vs along the section line against depth",
        "section.png": "its figure, also as SVG and PDF",
        "section.gpkg": "the line with its distances, and a curtain for QGIS's 3-D view",
        "sites.gpkg": "sites with Vs30, misfit and status",
        "profiles.csv": "the profiles",
    }
    found = [f"  {name:<14}{label}" for name, label in labels.items() if (out / name).exists()]
    return [f"Results in {out}:", *found]


if __name__ == "__main__":
    sys.exit(main())
