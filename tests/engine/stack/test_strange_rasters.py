"""Rasters that name others, lists that lead out of their folder, links, pipes beside rasters."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from addresses_in_rasters import raster_vrt, write_grid

from plugin.engine.reading.lines import read_lines
from plugin.engine.stack.files import is_stack
from plugin.engine.stack.reading import open_stack
from plugin.protocol.errors import OutputError, SurveyError

NEEDS_PIPES = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")


def inside(*names: str) -> str:
    return raster_vrt(*names).replace("relativeToVRT='0'", "relativeToVRT='1'")


def test_a_virtual_raster_of_plain_ones_in_its_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.tif", "in/b.tif"):
        write_grid(tmp_path / name)
    (tmp_path / "all.vrt").write_text(inside("a.tif", "in/b.tif"))
    stack = open_stack(tmp_path / "all.vrt")
    assert [(band.frequency, band.unit) for band in stack.velocity] == [(0.5, "m/s"), (1.0, "m/s")]
    assert stack.layout.shape == (64, 64)


@pytest.mark.parametrize("how", ["climbs", "absolute", "link"])
def test_a_virtual_raster_leads_out_of_its_folder(tmp_path: Path, how: str) -> None:
    (tmp_path / "in").mkdir()
    out = write_grid(tmp_path / "out.tif")
    if how == "link":
        (tmp_path / "in" / "a.tif").symlink_to(out)
    name = {"climbs": "../out.tif", "absolute": str(out), "link": "a.tif"}[how]
    text = raster_vrt(name, name) if how == "absolute" else inside(name, name)
    (tmp_path / "in" / "all.vrt").write_text(text)
    with pytest.raises(SurveyError, match=r"^all\.vrt: names .*, which is no file in the folder"):
        open_stack(tmp_path / "in" / "all.vrt")


@pytest.mark.parametrize("name", ["../out.tif", "OUT", "..\\out.tif", "link.tif", ".hidden.tif", "none.tif"])
def test_a_list_names_rasters_in_its_folder_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    out = write_grid(tmp_path / "out.tif")
    write_grid(tmp_path / "in" / "a.tif")
    (tmp_path / "in" / "link.tif").symlink_to(out)
    (tmp_path / "in" / ".hidden.tif").write_bytes(out.read_bytes())
    rows = f"file,period_s\na.tif,1\n{name.replace('OUT', str(out))},2\n"
    (tmp_path / "in" / "list.csv").write_text(rows)
    with pytest.raises(SurveyError, match=r"^list\.csv: row 3: .*(not the path|leads out|no such file)"):
        open_stack(tmp_path / "in" / "list.csv")


def test_links_out_of_a_folder_of_rasters_are_left_out_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_grid(tmp_path / "out.tif")
    for period in (1, 2):
        write_grid(folder / f"T_{period}s.tif")
    (folder / "T_3s.tif").symlink_to(tmp_path / "out.tif")
    (folder / "T_4s.tif").symlink_to(folder / "T_1s.tif")
    stack = open_stack(folder)
    assert [1 / band.frequency for band in stack.velocity] == [4.0, 2.0, 1.0]
    assert "links out of the folder are left out: T_3s.tif" in stack.report.notes


def test_what_gdal_keeps_beside_a_raster_is_used_as_ever(tmp_path: Path) -> None:
    for period in (1, 2):
        path = write_grid(tmp_path / f"T_{period}s.tif", crs=None)
        with rasterio.Env(TIFF_USE_OVR=True), rasterio.open(path, "r+") as raster:
            raster.build_overviews([2])
        system = rasterio.crs.CRS.from_epsg(32633).to_wkt()
        path.with_name(f"{path.name}.aux.xml").write_text(f"<PAMDataset><SRS>{system}</SRS></PAMDataset>")
    assert (tmp_path / "T_1s.tif.ovr").is_file()
    stack = open_stack(tmp_path)
    assert (len(stack.velocity), 'ID["EPSG",32633]' in stack.layout.crs) == (2, True)


@NEEDS_PIPES
@pytest.mark.parametrize("name", ["T_2s.tif.aux.xml", "T_2s.tif.ovr", "T_2s.tfw", "T_2s.prj", "T_2s.msk"])
def test_a_pipe_beside_a_raster_is_not_waited_for(tmp_path: Path, name: str) -> None:
    for period in (1, 2):
        write_grid(tmp_path / f"T_{period}s.tif")
    os.mkfifo(tmp_path / name)
    with pytest.raises(SurveyError, match=r"T_2s\.tif: .* beside it is a pipe or a device; remove it"):
        open_stack(tmp_path)


def test_a_raster_that_leads_elsewhere_is_told_not_passed_over(tmp_path: Path) -> None:
    for period in (1, 2, 3):
        path = write_grid(tmp_path / f"T_{period}s.dat", driver="ENVI")
        path.with_name(f"{path.name}.aux.xml").unlink(missing_ok=True)
    (tmp_path / "T_3s.dat.ovr").write_text("<GDAL_WMS/>")
    assert is_stack(tmp_path)
    with pytest.raises(SurveyError, match=r"T_3s\.dat: T_3s\.dat\.ovr beside it is no GeoTIFF of overviews"):
        open_stack(tmp_path)


@NEEDS_PIPES
def test_a_line_is_no_pipe_and_no_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "line.geojson")
    for path in (tmp_path / "line.geojson", Path("/dev/zero")):
        with pytest.raises(OutputError, match=r"(line\.geojson|zero): not a regular file"):
            read_lines(str(path), None, "EPSG:4326")
    with pytest.raises(OutputError, match="the file is empty"):
        read_lines("/proc/self/maps" if Path("/proc/self/maps").exists() else os.devnull, None, "EPSG:4326")


def test_the_grids_hold_what_they_are_made_of(tmp_path: Path) -> None:
    with rasterio.open(write_grid(tmp_path / "a.tif")) as raster:
        assert np.unique(raster.read(1)).tolist() == [300.0]
