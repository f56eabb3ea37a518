"""Maps in the project's system, where the survey is in degrees and the system suits it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docks import Wait, choose_file, run

DEGREES = "site,lon,lat,frequency_hz,phase_velocity_m_s\n" + "".join(
    f"S{i},{13 + 0.001 * i},{47 + 0.001 * (i % 2)},{f},{180 + 900 / f}\n"
    for i in range(4)
    for f in (4, 6, 9, 13, 19, 28)
)


@pytest.mark.parametrize(
    ("of_project", "of_map", "said"),
    [
        (
            "EPSG:3035",
            "EPSG:3035",
            "Maps in EPSG:3035 - ETRS89-extended / LAEA Europe, the system of the project.",
        ),
        ("EPSG:3857", "EPSG:32633", "Maps in EPSG:32633 - WGS 84 / UTM zone 33N."),
        ("EPSG:4326", "EPSG:32633", "Maps in EPSG:32633 - WGS 84 / UTM zone 33N."),
    ],
)
def test_the_dock_maps_degrees_in_the_projects_system_and_says_so(
    dock: object, project: object, tmp_path: Path, wait_until: Wait, of_project: str, of_map: str, said: str
) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    (tmp_path / "town.csv").write_text(DEGREES)
    project.setCrs(QgsCoordinateReferenceSystem(of_project))
    choose_file(dock, tmp_path / "town.csv", wait_until)
    run(dock, tmp_path / "out", wait_until)
    assert dock.results.layers.vs.crs().authid() == of_map
    assert said in dock.run_panel.messages()


def test_a_system_that_only_this_qgis_knows_goes_out_in_words(qgis_app: object) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    from plugin.qgis_layers.systems import written

    crs = QgsCoordinateReferenceSystem.fromProj("+proj=laea +lat_0=47 +lon_0=13 +datum=WGS84 +units=m")
    crs.saveAsUserCrs("of this computer")
    assert crs.authid().startswith("USER:")
    assert "Lambert_Azimuthal_Equal_Area" in written(crs)
