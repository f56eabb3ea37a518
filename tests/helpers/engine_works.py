"""Runs in the engine's own Python for ``engine_side.py``: a line of JSON asks for a work, a line answers."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import rasters_of_curves
import results

from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.outputs import write_result
from plugin.engine.survey import Reject, Report
from plugin.protocol.read_options import ReadOptions
from plugin.protocol.request import Request
from plugin.protocol.wire import decode


def write_results(folder: str, side: int, values: dict[str, float], tables: str) -> None:
    columns = {name: np.full(side * side, value) for name, value in values.items()}
    made = results.make_result(*results.square(side), request=Request(tables=tables), **columns)
    write_result(made, Path(folder))


def write_named_results(folder: str, name: str) -> None:
    result = results.make_result([0, 1000], [0, 1000], crs="EPSG:32633")
    report = Report("a.csv", rejects=(Reject(name, name, whole_site=True, place=(500.0, 500.0)),))
    survey = replace(result.survey, names=np.array([name, "B"]), report=report)
    write_result(replace(result, survey=survey, message=np.array([name, "fits"])), Path(folder))


def soil_grids(shape: list[int]) -> Any:
    return rasters_of_curves.soil_grids(shape=tuple(shape)).tolist()


def write_raster(path: str, grid: Any) -> None:
    rasters_of_curves.write_raster(Path(path), np.array(grid, float))


def read_raster(path: str) -> Any:
    return rasters_of_curves.read(Path(path)).tolist()


def write_table(path: str, columns: dict[str, list[Any]]) -> None:
    pd.DataFrame(columns).to_csv(path, index=False)


def write_layer(path: str, layer: str, columns: dict[str, list[Any]], place: list[float], crs: str) -> None:
    points = gpd.points_from_xy([place[0]], [place[1]], crs=crs)
    gpd.GeoDataFrame(columns, geometry=points).to_file(path, layer=layer)


def survey(path: str, options: Any) -> dict[str, Any]:
    read = read_survey(Path(path), decode(ReadOptions, options))
    sites = {name: getattr(read, name).tolist() for name in ("names", "x", "y")}
    points = {name: getattr(read.curves, name).tolist() for name in ("frequency", "velocity", "sigma")}
    return {"crs": read.crs, **sites, **points}


WORKS = (
    write_results,
    write_named_results,
    soil_grids,
    write_raster,
    read_raster,
    write_table,
    write_layer,
    survey,
)


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        (work,) = (work for work in WORKS if work.__name__ == asked["work"])
        try:
            answer = {"made": work(**asked["given"])}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
