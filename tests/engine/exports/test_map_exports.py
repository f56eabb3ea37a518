"""Maps for other programs, read back: ShakeMap's grid, Surfer's, cloud-optimised GeoTIFFs, the volume."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from results import make_result, square
from scipy.io import netcdf_file

from plugin.engine.exports.exporting import export
from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.map_options import MapOptions
from plugin.protocol.orders import Export

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
FORMATS = ("shakemap", "surfer", "cog", "netcdf")


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine sites whose Vs grows to the east and north, mapped with empty corners."""
    folder = tmp_path_factory.mktemp("mapped")
    x, y = square(3, spacing=100.0)
    surface = 150.0 + (x - x.min()) / 2 + (y - y.min()) / 4
    write_result(make_result(x, y, surface_vs=surface), folder)
    make_maps(folder, MapOptions(figure=False, resolution=20.0, max_distance=60.0))
    return folder


def band(path: str | Path, number: int = 1) -> np.ndarray:
    with rasterio.open(path) as raster:
        return raster.read(number, masked=True).filled(np.nan)


def texts(entry: object) -> dict[str, object]:
    """The attributes of a NetCDF variable, as words and numbers."""
    found = vars(entry)["_attributes"]
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in found.items()}


def test_shakemap_gets_a_gmt_grid_of_degrees_with_the_velocities_of_the_map(mapped: Path) -> None:
    done = export(Export(mapped, "shakemap"))
    (path,) = done.paths
    assert path == mapped / "shakemap_vs30.grd"
    map_of_run = band(mapped / "vs30.tif")
    with netcdf_file(path, mmap=False) as file:
        z, longitude, latitude = (file.variables[name][:].astype(float) for name in ("z", "lon", "lat"))
        assert file.variables["z"].dimensions == ("lat", "lon")
        assert texts(file.variables["lon"])["units"] == "degrees_east"
    assert (np.diff(longitude) > 0).all()
    assert (np.diff(latitude) > 0).all()
    np.testing.assert_allclose(np.diff(longitude).mean(), np.diff(latitude).mean(), rtol=1e-6)
    assert np.nanmean(z) == pytest.approx(np.nanmean(map_of_run), rel=0.02)
    assert z[-1, -1] > z[0, 0] or np.isnan(z[-1, -1])
    assert "have no Vs30 and are NaN" in done.notes[0]
    with rasterio.open(path) as raster:
        assert raster.crs.to_epsg() == 4326
        left, bottom, right, top = raster.bounds
    assert left < 15.0 < right
    assert bottom < 45.1535 < top


def test_surfer_grids_hold_each_depth_and_map_from_the_lowest_row_up(mapped: Path) -> None:
    done = export(Export(mapped, "surfer"))
    names = [path.name for path in done.paths]
    assert names[:4] == ["vs_2m.grd", "vs_5m.grd", "vs_10m.grd", "vs_20m.grd"]
    assert "vs30.grd" in names
    assert "EPSG:32633" in done.notes[0]
    words = (mapped / "surfer" / "vs_5m.grd").read_text().split()
    rows, columns = band(mapped / "vs.tif").shape
    assert words[:3] == ["DSAA", str(columns), str(rows)]
    values = np.array(words[9:], float).reshape(rows, columns)[::-1]
    wanted = band(mapped / "vs.tif", 2)
    np.testing.assert_allclose(values[values < 1e38], wanted[np.isfinite(wanted)], rtol=1e-6)
    assert (values[np.isnan(wanted)] == 1.70141e38).all()
    assert [float(word) for word in words[7:9]] == pytest.approx([np.nanmin(wanted), np.nanmax(wanted)])
    with rasterio.open(mapped / "surfer" / "vs30.grd") as raster, rasterio.open(mapped / "vs30.tif") as map_:
        np.testing.assert_allclose(raster.bounds, map_.bounds)


def test_every_map_becomes_a_cloud_optimised_geotiff_with_its_names_and_units(mapped: Path) -> None:
    paths = export(Export(mapped, "cog")).paths
    assert {path.name for path in paths} == {path.name for path in mapped.glob("*.tif")}
    for path in paths:
        with rasterio.open(path) as cog, rasterio.open(mapped / path.name) as map_:
            assert cog.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
            assert (cog.descriptions, cog.units, cog.crs) == (map_.descriptions, map_.units, map_.crs)
            np.testing.assert_array_equal(cog.read(), map_.read())


def test_the_volume_follows_cf_and_holds_the_maps(mapped: Path) -> None:
    (path,) = export(Export(mapped, "netcdf")).paths
    with netcdf_file(path, mmap=False) as file:
        assert file.Conventions == b"CF-1.8"
        depth, vs = file.variables["depth"], file.variables["vs"]
        about = texts(depth)
        assert (about["positive"], about["units"], about["axis"]) == ("down", "m", "Z")
        assert depth[:].tolist() == [2.0, 5.0, 10.0, 20.0]
        bounds = file.variables["depth_bounds"][:]
        np.testing.assert_allclose(bounds[1:, 0], bounds[:-1, 1])
        assert bounds[0, 0] == 0
        assert ((bounds[:, 0] < depth[:]) & (depth[:] < bounds[:, 1])).all()
        assert vs.dimensions == ("depth", "y", "x")
        about = texts(vs)
        assert about["units"] == "m s-1"
        ancillary = str(about["ancillary_variables"]).split()
        assert ancillary == ["vs_sigma", "vs_p05", "vs_p16", "vs_p84", "vs_p95"]
        assert texts(file.variables["crs"])["grid_mapping_name"] == "transverse_mercator"
        for name in ("vs", *ancillary):
            wanted = np.stack([band(mapped / f"{name}.tif", i + 1) for i in range(4)])
            np.testing.assert_array_equal(file.variables[name][:, ::-1], wanted)
        np.testing.assert_array_equal(file.variables["vs30"][::-1], band(mapped / "vs30.tif"))
        np.testing.assert_allclose(np.diff(file.variables["x_bounds"][:]), 20.0)
    with rasterio.open(f"netcdf:{path}:vs") as raster, rasterio.open(mapped / "vs.tif") as map_:
        assert raster.crs == map_.crs
        np.testing.assert_allclose(raster.bounds, map_.bounds)


@pytest.mark.parametrize("form", FORMATS)
def test_without_maps_the_export_says_to_draw_them(tmp_path: Path, form: str) -> None:
    write_result(make_result(*square(2)), tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OutputError, match="draw the maps first"):
        export(Export(tmp_path, form))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("form", FORMATS)
def test_a_second_export_replaces_the_first(mapped: Path, form: str) -> None:
    assert export(Export(mapped, form)).paths == export(Export(mapped, form)).paths


@pytest.mark.parametrize("form", ["shakemap", "netcdf"])
def test_an_earlier_file_elsewhere_is_known_by_its_title(mapped: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "mine.nc"
    export(Export(mapped, form, target))
    export(Export(mapped, form, target))
    target.write_bytes(b"CDF of somebody")
    with pytest.raises(OutputError, match="is there already"):
        export(Export(mapped, form, target))


def test_a_changed_map_is_refused(tmp_path: Path) -> None:
    write_result(make_result(*square(3)), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=50.0, method="linear"))
    with rasterio.open(tmp_path / "vs30.tif", "r+") as raster:
        raster.write(np.full(raster.shape, 1.0, np.float32), 1)
    with pytest.raises(OutputError, match=r"vs30\.tif"):
        export(Export(tmp_path, "shakemap"))


@pytest.mark.parametrize("form", ["csv", "openquake", "pystrata", "mzs"])
def test_a_raster_stack_has_no_sites_and_says_so(tmp_path: Path, form: str) -> None:
    for name in ("run.json", "status.tif"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(
        OutputError, match="holds a raster stack that was inverted, which has cells and no sites"
    ):
        export(Export(tmp_path, form))
