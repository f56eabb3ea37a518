"""A raster stack through the dock: understood, inverted, stopped and continued, looked at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from docks import Wait, choose_file, read_summary, run, start
from engine_side import read_raster, soil_grids, write_folder, write_raster
from small_grids import PERIODS_S


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "maps", "phase", soil_grids())


def test_a_folder_of_rasters_becomes_layers_on_its_grid(
    dock: object, project: object, maps: Path, tmp_path: Path, wait_until: Wait
) -> None:
    from plugin.qgis_layers.compatible import band_of

    summary = choose_file(dock, maps, wait_until)
    assert "raster stack of 7 x 5 cells of 100 x 100" in summary
    assert "Rayleigh phase velocity: 6 periods" in summary
    run(dock, tmp_path / "out", wait_until)
    layers = dock.results.layers
    assert layers.group_name == "maps"
    assert (layers.vs.width(), layers.vs.height()) == (7, 5)
    assert dock.results.depth_panel.box.count() == layers.vs.bandCount() > 1
    dock.results.depth_panel.slider.setValue(1)
    wait_until(lambda: not dock.results.moving.busy)
    assert {band_of(layer.renderer()) for layer in (layers.vs, layers.sigma)} == {2}
    assert not dock.results.section_panel.button.isEnabled()
    assert not dock.results.site_panel.box.isEnabled()
    assert "without sites" in dock.results.site_panel.message.text()


def test_several_files_are_one_stack_and_periods_can_be_given(
    dock: object, tmp_path: Path, wait_until: Wait
) -> None:
    grids = soil_grids()
    files = [write_raster(tmp_path / f"grid_{name}.tif", grid) for name, grid in zip("abcdef", grids)]
    assert "give the periods" in choose_file(dock, " ".join(f'"{file}"' for file in files), wait_until)
    panel = dock.survey_panel.reading_panel
    panel.periods.setText(", ".join(f"{period:g}" for period in PERIODS_S))
    panel.periods.editingFinished.emit()
    assert "6 periods, 0.05 to 0.25 s" in read_summary(dock, wait_until)
    sigma = write_raster(tmp_path / "errors.tif", 0.05 * grids)
    panel.sigma.setFilePath(str(sigma))
    assert "sigma given for 210 of 210 points" in read_summary(dock, wait_until)


def test_raster_layers_of_the_project_are_one_stack(
    dock: object, project: object, maps: Path, wait_until: Wait
) -> None:
    from qgis.core import QgsRasterLayer

    from plugin.gui.raster_choice import RasterChoice

    project.addMapLayers([QgsRasterLayer(str(path), path.stem) for path in sorted(maps.iterdir())])
    choice = RasterChoice()
    for row in range(choice.list.count()):
        choice.list.item(row).setCheckState(2)
    assert len(choice.chosen()) == len(PERIODS_S)
    dock.survey_panel.choose_rasters(choice.chosen())
    assert "6 periods" in read_summary(dock, wait_until)


def test_several_files_of_curves_are_refused_with_what_to_do(
    dock: object, tmp_path: Path, wait_until: Wait
) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("frequency_hz,phase_velocity_m_s\n5,400\n9,300\n")
    both = f'"{tmp_path / "a.csv"}" "{tmp_path / "b.csv"}"'
    assert "put them into one folder" in choose_file(dock, both, wait_until)


def test_a_cancelled_stack_goes_on_where_it_was(
    dock: object, project: object, tmp_path: Path, wait_until: Wait
) -> None:
    maps = write_folder(tmp_path / "maps", "phase", soil_grids((130, 130)))
    out = tmp_path / "out"
    choose_file(dock, maps, wait_until)
    start(dock, out, 0)
    wait_until(lambda: any(out.glob("*/*.npy")), 120)
    dock.cancel()
    wait_until(lambda: not dock.busy, 30)
    assert "goes on" in dock.run_panel.messages()[-1]
    assert not project.mapLayers()
    run(dock, out, wait_until)
    assert "windows were finished before" in "\n".join(dock.run_panel.messages())
    assert np.isfinite(read_raster(out / "status.tif")).all()


def test_a_folder_of_curves_is_a_survey(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    for name, x in (("A", 0), ("B", 50)):
        rows = "".join(f"{f},{180 + x + 900 / f}\n" for f in (4, 6, 9, 13, 19, 28))
        (tmp_path / f"{name}.csv").write_text(f"frequency_hz,phase_velocity_m_s\n{rows}")
    (tmp_path / "coordinates.csv").write_text("site,x,y\nA,500000,5300000\nB,500050,5300000\n")
    assert "2 sites, 12 points" in choose_file(dock, tmp_path, wait_until)
