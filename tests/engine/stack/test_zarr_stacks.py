"""Stacks in Zarr stores of both versions, in folders and archives, are read as the same maps in files."""

from __future__ import annotations

import base64
import json
import os
import shutil
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from addresses_in_rasters import write_grid
from listener import Listener
from pyproj import CRS
from rasters_of_curves import PERIODS, write_raster
from zarr_stores import write_arrays, write_zarr

from plugin.engine.curves import Curves
from plugin.engine.stack.cells import opened
from plugin.engine.stack.description import describe_stack
from plugin.engine.stack.files import is_stack
from plugin.engine.stack.reading import open_stack
from plugin.engine.stack.stack import RasterStack
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

N, ROWS, COLUMNS = len(PERIODS), 20, 30
VALUES = 300 + np.arange(N * ROWS * COLUMNS, dtype="f4").reshape(N, ROWS, COLUMNS) / 100
VALUES[:, :8, :8] = np.nan  # a chunk of nothing


def curves(stack: RasterStack) -> Curves:
    rows, columns = stack.layout.shape
    with opened(stack) as reader:
        return reader.read((slice(0, rows), slice(0, columns))).curves


@pytest.fixture(scope="module")
def in_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[RasterStack, Curves]:
    names = [f"phase {period:g} s m/s" for period in PERIODS]
    stack = open_stack(write_raster(tmp_path_factory.mktemp("file") / "c.tif", VALUES, names))
    return stack, curves(stack)


def require_same(path: Path, in_file: tuple[RasterStack, Curves]) -> RasterStack:
    stack, (same, expected) = open_stack(path), in_file
    assert stack.layout == same.layout
    found = curves(stack)
    for name in ("offsets", "frequency", "velocity"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
    return stack


@pytest.mark.parametrize("upwards", [False, True])
@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize(("version", "shards"), [(2, ()), (3, ()), (3, (1, 2, 2))])
def test_a_store_holds_what_files_hold(
    tmp_path: Path,
    in_file: tuple[RasterStack, Curves],
    version: int,
    shards: tuple[int, ...],
    listed: bool,
    upwards: bool,
) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES, version, listed=listed, upwards=upwards, shards=shards)
    assert is_stack(path)
    stack = require_same(path, in_file)
    assert [use.decided_by for use in stack.report.columns] == ["format", "name"]


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("within", [True, False])
def test_a_store_in_an_archive_is_read(
    tmp_path: Path, in_file: tuple[RasterStack, Curves], version: int, within: bool
) -> None:
    store = write_zarr(tmp_path / "in" / "x.zarr", VALUES, version, listed=within)
    root = store.parent if within else store
    path = Path(shutil.make_archive(str(tmp_path / "x.zarr"), "zip", root))
    assert is_stack(path)
    require_same(path, in_file)


@pytest.mark.parametrize("version", [2, 3])
def test_one_array_of_a_store_can_be_chosen(
    tmp_path: Path, in_file: tuple[RasterStack, Curves], version: int
) -> None:
    stack = require_same(write_zarr(tmp_path / "x.zarr", VALUES, version) / "phase", in_file)
    assert sorted(band.name for band in stack.velocity) == [f"phase band {n}" for n in range(1, N + 1)]


def test_info_says_how_large_it_is_and_how_it_is_read(tmp_path: Path) -> None:
    lines = describe_stack(open_stack(write_zarr(tmp_path / "x.zarr", VALUES)))
    assert lines[0] == "x.zarr: raster stack of 30 x 20 cells of 100 x 100, 6 bands of velocities"
    assert lines[-1] == "note: x.zarr: Zarr store of 14.1 KiB, in chunks of 2 x 8 x 8, read by windows"


@pytest.mark.parametrize("version", [2, 3])
def test_whole_numbers_are_scaled_and_their_filling_is_nothing(tmp_path: Path, version: int) -> None:
    packed = np.full((2, 4, 5), 250, "i2")
    packed[0, 0, 0] = -1
    said: dict[str, Any] = {"units": "km/s", "scale_factor": 0.01, "add_offset": 0.5}
    path = write_zarr(tmp_path / "x.zarr", packed, version, (1, 4, 4), attributes=said)
    stack = open_stack(path)
    found = curves(stack)
    assert (found.n_sites, len(found.velocity)) == (19, 38)
    np.testing.assert_allclose(found.velocity, 3000.0)


def blosc(values: np.ndarray) -> bytes:
    """A chunk as blosc stores what it does not pack."""
    return (
        struct.pack("<BBBBIII", 2, 1, 2, 4, values.nbytes, values.nbytes, values.nbytes + 16)
        + values.tobytes()
    )


LITTLE = {"name": "bytes", "configuration": {"endian": "little"}}
BLOSC = {"cname": "zstd", "clevel": 5, "shuffle": "shuffle", "typesize": 4, "blocksize": 0}
PACKINGS = {
    "plain": ([LITTLE], lambda values: values.tobytes()),
    "zstd": (
        [LITTLE, {"name": "zstd", "configuration": {"level": 0, "checksum": False}}],
        lambda values: pa.compress(values.tobytes(), "zstd", asbytes=True),
    ),
    "blosc": ([LITTLE, {"name": "blosc", "configuration": BLOSC}], blosc),
    "checksum": ([LITTLE, {"name": "crc32c"}], lambda values: values.tobytes() + b"sum?"),
    "backwards": (
        [{"name": "bytes", "configuration": {"endian": "big"}}],
        lambda values: values.astype(">f4").tobytes(),
    ),
    "by columns": (
        [{"name": "transpose", "configuration": {"order": [2, 1, 0]}}, LITTLE],
        lambda values: values.tobytes(order="F"),
    ),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_version_3_is_unpacked(tmp_path: Path, in_file: tuple[RasterStack, Curves], packing: str) -> None:
    require_same(write_zarr(tmp_path / "x.zarr", VALUES, 3, packing=PACKINGS[packing]), in_file)


@pytest.mark.parametrize("how", ["number", "base 64"])
def test_version_3_says_what_is_nothing_beside_the_array(tmp_path: Path, how: str) -> None:
    values = VALUES[:2, :8, :10].copy()
    values[:, 0, 0] = 400.0
    fill = 400.0 if how == "number" else base64.b64encode(struct.pack("<d", 400.0)).decode()
    stack = open_stack(write_zarr(tmp_path / "x.zarr", values, 3, attributes={"_FillValue": fill}))
    assert curves(stack).n_sites == 16


@pytest.mark.parametrize("order", [("period", "lat", "lon"), ("period", "lon", "lat")])
def test_axes_in_degrees_that_are_rounded_lie_where_they_say(tmp_path: Path, order: tuple[str, ...]) -> None:
    lat, lon = np.float32(44 + np.arange(4) / 30), np.float32(10 + np.arange(6) / 30)
    values = 3 + 0.02 * np.arange(4)[:, None] + 0.005 * np.arange(6)  # 20 m/s a row to the north
    maps = np.stack([values, values + 0.3])
    arrays = {
        "phase_velocity": (maps if order[1] == "lat" else maps.swapaxes(1, 2), order, {"units": "km/s"}),
        "period": (np.array([5.0, 8.0]), ("period",), {"units": "s"}),
        "lat": (lat, ("lat",), {"units": "degrees_north"}),
        "lon": (lon, ("lon",), {"units": "degrees_east"}),
    }
    write_arrays(tmp_path / "x.zarr", arrays)
    stack = open_stack(tmp_path / "x.zarr")
    assert stack.layout.shape == (4, 6)
    assert (round(stack.layout.left, 4), round(stack.layout.top, 4)) == (9.9833, 44.1167)
    grid = curves(stack).velocity.reshape(4, 6, 2)[..., 1]
    assert [round(float(grid[i, j])) for i, j in ((0, 0), (0, -1), (-1, 0), (-1, -1))] == [
        3060,
        3085,
        3000,
        3025,
    ]


def test_groups_and_types_are_told_by_names(tmp_path: Path) -> None:
    for kind in ("phase", "group"):
        write_zarr(tmp_path / "x.zarr" / kind, VALUES[:2], listed=False)
        (tmp_path / "x.zarr" / kind / "phase").rename(tmp_path / "x.zarr" / kind / "velocity")
    (tmp_path / "x.zarr" / ".zgroup").write_text('{"zarr_format": 2}')
    stack = open_stack(tmp_path / "x.zarr")
    assert sorted({band.type_name for band in stack.velocity}) == [
        "Rayleigh group velocity",
        "Rayleigh phase velocity",
    ]


def test_a_link_within_a_store_is_followed_and_one_out_of_it_is_not(
    tmp_path: Path, in_file: tuple[RasterStack, Curves]
) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES)
    chunk = path / "phase" / "0.1.1"
    chunk.rename(path / "kept")
    chunk.symlink_to(path / "kept")
    require_same(path, in_file)
    (path / "kept").rename(tmp_path / "out")
    chunk.unlink()
    chunk.symlink_to(tmp_path / "out")
    with pytest.raises(SurveyError, match=r"x\.zarr: phase/0\.1\.1: a link that leads out of it"):
        curves(open_stack(path))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_in_a_store_is_not_waited_for(tmp_path: Path) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES)
    (path / "phase" / "0.1.1").unlink()
    os.mkfifo(path / "phase" / "0.1.1")
    with pytest.raises(SurveyError, match=r"x\.zarr: phase/0\.1\.1: is no plain file"):
        curves(open_stack(path))


def test_a_damaged_chunk_is_told(tmp_path: Path) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES)
    (path / "phase" / "0.1.1").write_bytes(b"nothing that can be unpacked")
    with pytest.raises(SurveyError, match="is damaged or cut short and cannot be read"):
        curves(open_stack(path))


def test_a_shard_whose_list_makes_no_sense_is_told(tmp_path: Path) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES, 3, shards=(1, 2, 2))
    shard = path / "phase" / "c" / "0" / "1" / "1"
    shard.write_bytes(shard.read_bytes()[:-68] + struct.pack("<QQ", 5, 1 << 60) * 4 + b"sum?")
    with pytest.raises(SurveyError, match=r"x\.zarr: phase/c/0/1/1: is damaged, its list of chunks"):
        curves(open_stack(path))


@pytest.mark.parametrize("key", ["phase/.zarray", ".zmetadata"])
def test_damaged_metadata_are_told(tmp_path: Path, key: str) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES, listed=key == ".zmetadata")
    (path / key).write_text('{"zarr_format": 2, "shape": [1')
    with pytest.raises(SurveyError, match=rf"^x\.zarr: {key} is damaged$"):
        open_stack(path)


def sharded(side: int, chunk: int) -> dict[str, Any]:
    """Shards of so many numbers a side, and chunks of so many in them."""
    inner = {"codecs": [LITTLE], "index_codecs": [], "chunk_shape": [1, chunk, chunk]}
    grid = {"name": "regular", "configuration": {"chunk_shape": [1, side, side]}}
    return {"chunk_grid": grid, "codecs": [{"name": "sharding_indexed", "configuration": inner}]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"codecs": [{"name": "bytes"}, {"name": "pcodec"}]}, "is packed with pcodec, which is not unpacked"),
        ({"chunk_grid": {"name": "rectilinear"}}, "its metadata is damaged"),
        (sharded(2048, 1), "its metadata is damaged"),
        (sharded(8, 0), "its metadata is damaged"),
    ],
)
def test_what_cannot_be_unpacked_is_told(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES, 3, listed=False)
    document = json.loads((path / "phase" / "zarr.json").read_text())
    (path / "phase" / "zarr.json").write_text(json.dumps({**document, **change}))
    with pytest.raises(SurveyError, match=rf"^x\.zarr: phase: {says}"):
        open_stack(path)


def test_an_array_beside_the_maps_that_cannot_be_unpacked_does_no_harm(
    tmp_path: Path, in_file: tuple[RasterStack, Curves]
) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES, 3, listed=False)
    document = json.loads((path / "period" / "zarr.json").read_text())
    (path / "mask").mkdir()
    (path / "mask" / "zarr.json").write_text(json.dumps({**document, "codecs": [{"name": "vlen-utf8"}]}))
    require_same(path, in_file)


def test_vast_chunks_are_refused(tmp_path: Path) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES, listed=False)
    document = json.loads((path / "phase" / ".zarray").read_text())
    (path / "phase" / ".zarray").write_text(json.dumps({**document, "chunks": [100, 1024, 1024]}))
    with pytest.raises(
        SurveyError, match=r"^x\.zarr: phase: is stored in chunks of 400 MiB, each read whole"
    ):
        open_stack(path)


@pytest.mark.parametrize("form", ["a document", "tables"])
def test_references_to_pieces_of_other_files_are_refused(tmp_path: Path, form: str) -> None:
    with Listener() as listener:
        if form == "tables":
            path = write_zarr(tmp_path / "x.zarr", VALUES)
            listed = json.loads((path / ".zmetadata").read_text())
            (path / ".zmetadata").write_text(json.dumps({**listed, "record_size": 10}))
        else:
            path = tmp_path / "x.json"
            chunk = [f"{listener.url}.nc", 0, 100]
            path.write_text(json.dumps({"version": 1, "refs": {".zgroup": "{}", "phase/0.0": chunk}}))
        assert is_stack(path)
        with pytest.raises(
            SurveyError, match=r"^x\.(json|zarr): names pieces of other files .* not followed"
        ):
            open_stack(path)
    assert listener.requests == []


def test_nothing_that_a_store_names_is_asked_for(tmp_path: Path, in_file: tuple[RasterStack, Curves]) -> None:
    with Listener() as listener:
        url = listener.url
        said = {"_CRS": {"url": url}, "history": url, "coordinates": f"/vsicurl/{url}", "grid_mapping": url}
        path = write_zarr(tmp_path / "x.zarr", VALUES, attributes=said)
        for name in ("x.zarr.msk", "x.zarr.ovr", "x.zarr.aux.xml", "x.zarr/phase.msk", "x.zarr/phase/.aux"):
            (tmp_path / name).write_text(f"<VRTDataset><SourceFilename>/vsicurl/{url}</SourceFilename>")
        require_same(path, in_file)
    assert listener.requests == []


def test_a_chunk_that_changes_is_noticed(tmp_path: Path) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES)
    stack = open_stack(path)
    since = stack.stamps()
    stack.require_unchanged(since)
    chunk = path / "phase" / "0.1.1"
    os.utime(chunk, ns=(0, chunk.stat().st_mtime_ns + 1))
    with pytest.raises(SurveyError, match=r"^x\.zarr: has been changed during the run"):
        stack.require_unchanged(since)


def test_a_folder_of_rasters_is_one_still(tmp_path: Path) -> None:
    for period in (1, 2):
        write_grid(tmp_path / f"T_{period}s.tif")
    assert len(open_stack(tmp_path, ReadOptions()).velocity) == 2


@pytest.mark.parametrize("name", ["Band{}", "band_{}", "B0{}"])
def test_arrays_that_are_numbered_say_no_period(tmp_path: Path, name: str) -> None:
    write_bands(tmp_path / "c2.zarr", name)
    expected = rf"^c2\.zarr {name.format(1)}: nothing says its period; give the periods"
    with pytest.raises(SurveyError, match=expected):
        open_stack(tmp_path / "c2.zarr")
    lines = describe_stack(open_stack(tmp_path / "c2.zarr", periods=(5.0, 30.0)))
    assert "given by hand: period in s (by option)" in lines
    order = f"c2.zarr {name.format(1)} is 5 s, c2.zarr {name.format(2)} is 30 s"
    assert f"note: periods are as given, in the order of the files: {order}" in lines


def test_the_tenth_band_comes_after_the_second(tmp_path: Path) -> None:
    write_bands(tmp_path / "c.zarr", "Band{}", 11)
    stack = open_stack(tmp_path / "c.zarr", periods=list(range(1, 12)))
    of_period = {round(1 / band.frequency): band.name for band in stack.velocity}
    assert of_period == {n: f"c.zarr Band{n}" for n in range(1, 12)}


def write_bands(path: Path, name: str, count: int = 2) -> None:
    """An array a band, as GDAL writes a raster."""
    y, x = 5e6 - 100 * (np.arange(ROWS) + 0.5), 5e5 + 100 * (np.arange(COLUMNS) + 0.5)
    system: dict[str, Any] = {"_CRS": {"wkt": CRS.from_epsg(32633).to_wkt()}, "units": "m/s"}
    write_arrays(
        path,
        {
            **{name.format(n + 1): (VALUES[n % N], ("Y", "X"), system) for n in range(count)},
            "Y": (y, ("Y",), {"units": "m"}),
            "X": (x, ("X",), {"units": "m"}),
        },
    )


@pytest.mark.parametrize("version", [2, 3])
def test_dimensions_without_names_are_told_by_their_lengths(
    tmp_path: Path, in_file: tuple[RasterStack, Curves], version: int
) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES, version, listed=False)
    forget_dimensions(path)
    stack = require_same(path, in_file)
    told = "x.zarr: dimensions have no names; by their lengths they are taken as period, y, x"
    assert told in stack.report.notes


@pytest.mark.parametrize(("rows", "columns"), [(8, 8), (2, 8)])
def test_dimensions_that_nothing_tells_are_refused(tmp_path: Path, rows: int, columns: int) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES[:2, 8 : 8 + rows, :columns], listed=False)
    forget_dimensions(path)
    said = rf"^x\.zarr: phase: its dimensions \(2 x {rows} x {columns}\) have no names, and not each"
    with pytest.raises(SurveyError, match=said):
        open_stack(path)


def test_a_dimension_of_bands_that_nothing_tells_is_told(tmp_path: Path) -> None:
    path = write_zarr(tmp_path / "x.zarr", VALUES, listed=False)
    forget_dimensions(path)
    shutil.rmtree(path / "period")
    with pytest.raises(SurveyError, match=r"^x\.zarr phase band 1: its dimensions \(6 x 20 x 30\)"):
        open_stack(path)
    assert len(open_stack(path, periods=list(PERIODS)).velocity) == N


def forget_dimensions(path: Path) -> None:
    for file in (*path.glob("*/.zattrs"), *path.glob("*/zarr.json")):
        said = json.loads(file.read_text())
        file.write_text(json.dumps({**said, "_ARRAY_DIMENSIONS": [], "dimension_names": None}))
