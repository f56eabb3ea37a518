"""Heights of the ground that tables give their sites."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from results import make_result
from terrains import plane, write_terrain

from plugin.engine.description import describe
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.reading.terrain import with_elevations
from plugin.engine.results.outputs import write_result
from plugin.engine.survey import Elevations, Survey
from plugin.protocol.errors import OutputError
from plugin.protocol.read_options import ReadOptions

PLACES = {"A": (500_000, 5_000_000), "B": (500_250, 5_000_400), "C": (500_100, 5_000_100)}


def survey(path: Path, column: str, heights: dict[str, str]) -> Survey:
    rows = [
        f"{site},{x},{y},{f},{200 + 900 / f},{heights[site]}"
        for site, (x, y) in PLACES.items()
        for f in (4, 6, 9, 13, 19, 28)
    ]
    path.write_text("\n".join([f"site,x,y,frequency_hz,phase_velocity_m_s,{column}", *rows]) + "\n")
    return read_survey(path, ReadOptions(crs="EPSG:32633"))


@pytest.mark.parametrize(
    ("column", "metres"),
    [("elevation", 1.0), ("Elevation_m", 1.0), ("alt (m a.s.l.)", 1.0), ("quota", 1.0), ("elev_ft", 0.3048)],
)
def test_a_column_of_heights_gives_the_sites_theirs(tmp_path: Path, column: str, metres: float) -> None:
    found = survey(tmp_path / "town.csv", column, {"A": "210", "B": "", "C": "190.5"})
    assert found.elevations.height == pytest.approx(np.array([210.0, np.nan, 190.5]) * metres, nan_ok=True)
    assert found.elevations.source.tolist() == ["survey", "", "survey"]
    assert any("elevation of the ground" in line for line in describe(found))
    assert not any("not used" in note for note in found.report.notes)


def test_a_column_that_differs_within_a_site_is_no_height_of_it(tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    survey(path, "elevation", {"A": "210", "B": "200", "C": "190"})
    path.write_text(path.read_text().replace("28,232.14285714285714,210", "28,232.14285714285714,999"))
    found = read_survey(path)
    assert found.elevations is None
    assert "columns not used: elevation" in found.report.notes


def test_other_columns_are_no_heights(tmp_path: Path) -> None:
    found = survey(tmp_path / "town.csv", "z", {"A": "210", "B": "200", "C": "190"})
    assert found.elevations is None


def test_a_terrain_fills_what_a_survey_leaves_open_and_says_where_they_differ(tmp_path: Path) -> None:
    found = survey(tmp_path / "town.csv", "elevation", {"A": "300", "B": "", "C": "168"})
    filled = with_elevations(found, write_terrain(tmp_path / "dem.tif", plane()))
    assert filled.elevations.height == pytest.approx([300, 139, 168], abs=0.01)
    assert filled.elevations.source.tolist() == ["survey", "dem.tif", "survey"]
    said = "dem.tif: differs from the survey's own elevations, which are kept, by more than 30 m at 1 site, "
    assert filled.report.notes[-1] == f"{said}most at A: -124 m"


def test_sites_without_a_place_get_no_heights_from_a_terrain(tmp_path: Path) -> None:
    dem = write_terrain(tmp_path / "dem.tif", plane())
    nowhere = make_result([np.nan], [np.nan], crs=None).survey
    with pytest.raises(OutputError, match=r"dem.tif: gives no elevations, because the sites have no place"):
        with_elevations(nowhere, dem)


def test_heights_are_columns_of_the_sites(tmp_path: Path) -> None:
    result = make_result([5e5, 5e5 + 100], [5e6, 5e6])
    elevations = Elevations(np.array([12.5, np.nan]), np.array(["dem.tif", ""], dtype=object))
    object.__setattr__(result.survey, "elevations", elevations)
    write_result(result, tmp_path)
    sites = gpd.read_file(tmp_path / "sites.gpkg", layer="sites")
    assert sites["elevation_m"].tolist() == pytest.approx([12.5, np.nan], nan_ok=True)
    assert sites["elevation_from"].tolist() == ["dem.tif", ""]
