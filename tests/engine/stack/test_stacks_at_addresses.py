"""Stacks at addresses that the user names: the same rasters as of files, and clear words where it fails."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
from addresses_in_rasters import raster_vrt, write_grid
from range_server import RangeServer
from rasters_of_curves import PERIODS, soil_grids, write_raster
from scipy.io import netcdf_file
from zarr_stores import write_zarr

from plugin.engine.pipeline import carry_out
from plugin.engine.stack import inversion as stack_inversion
from plugin.engine.stack.cells import opened as opened_stack
from plugin.engine.stack.reading import open_stack
from plugin.engine.stack.stored import open_notes
from plugin.engine.stores.addresses import opened, store_at
from plugin.engine.stores.store import Recent
from plugin.protocol.address import Address
from plugin.protocol.errors import Cancelled, SurveyError, VsMapperError
from plugin.protocol.moves import WINDOWS
from plugin.protocol.orders import Describe, Invert
from plugin.protocol.outcomes import Inverted, Understanding
from plugin.protocol.overrides import Overrides
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request
from plugin.protocol.source import Place, Source
from plugin.protocol.stack_input import StackPart

ONE_PASS = Request(samples=0, poisson="soil", depths=(2.0, 5.0, 10.0))
SHAPE = (10, 70)  # two windows
VALUES = soil_grids(shape=SHAPE).astype("f4")
VALUES[:, :8, :8] = np.nan
NAMES = [f"phase {period:g} s m/s" for period in PERIODS]
RASTERS = ("vs.tif", "vs_sigma.tif", "vs30.tif", "status.tif")
SECRET = "X-Amz-Signature=5ec2e7"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server gives: the same maps in several forms, and what are none."""
    folder = tmp_path_factory.mktemp("served")
    write_raster(folder / "c.tif", VALUES, NAMES, tiled=True, blockxsize=16, blockysize=16)
    write_zarr(folder / "v2.zarr", VALUES, chunks=(6, 8, 16))
    write_zarr(folder / "v3.zarr", VALUES, 3, chunks=(6, 8, 16))
    write_zarr(folder / "bare.zarr", VALUES, 3, chunks=(6, 8, 16), listed=False)
    write_zarr(folder / "sharded.zarr", VALUES, 3, chunks=(6, 8, 8), shards=(1, 2, 2))
    shutil.make_archive(str(folder / "v2.zarr"), "zip", folder / "v2.zarr")
    with netcdf_file(folder / "c.nc", "w") as file:
        y, x = 5e6 - 100 * (np.arange(SHAPE[0]) + 0.5), 5e5 + 100 * (np.arange(SHAPE[1]) + 0.5)
        for name, values, unit in (("period", PERIODS, "s"), ("y", y, "m"), ("x", x, "m")):
            file.createDimension(name, len(values))
            axis = file.createVariable(name, "d", (name,))
            axis[:], axis.units = values, unit
        maps = file.createVariable("phase", "f", ("period", "y", "x"))
        maps[:], maps.units = np.nan_to_num(VALUES, nan=-1.0), "m/s"
    vast = np.random.default_rng(1).uniform(300, 400, (2, 512, 512))
    write_raster(folder / "vast.tif", vast, NAMES[:2], tiled=True, blockxsize=64, blockysize=64)
    (folder / "list.csv").write_text("file,period_s\nc.tif,1\n")
    (folder / "page.tif").write_text("<!DOCTYPE html><html>please log in</html>")
    (folder / "refs.json").write_text('{"version": 1, "refs": {".zgroup": "{}"}}')
    (folder / "all.vrt").write_text(raster_vrt("c.tif", "c.tif"))
    return folder


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RangeServer]:
    monkeypatch.setenv("GDAL_HTTP_TIMEOUT", "20")
    with RangeServer(folder) as server:
        yield server


@pytest.fixture(scope="module")
def in_file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("of_the_file")
    carry_out(Invert(Source(folder / "c.tif", "c.tif"), out, ONE_PASS))
    return out


def at(server: RangeServer, name: str) -> Address:
    return Address(f"{server.url}/{name}?{SECRET}")


def describe(place: Place, monitor: Monitor | None = None, sigma: tuple[StackPart, ...] = ()) -> list[str]:
    source = Source(place, "s", crs="EPSG:32633", overrides=Overrides(sigma=sigma))
    seen = carry_out(Describe(source), monitor)
    assert isinstance(seen, Understanding)
    return list(seen.lines)


@pytest.mark.parametrize("name", ["c.tif", "v2.zarr", "v2.zarr.zip", "sharded.zarr", "c.nc"])
def test_rasters_are_those_of_the_same_stack_in_a_file(
    server: RangeServer, in_file: Path, tmp_path: Path, name: str
) -> None:
    said: list[str] = []
    source = Source(at(server, name), name, crs="EPSG:32633")
    done = carry_out(Invert(source, tmp_path, ONE_PASS), Monitor(tell=said.extend))
    assert isinstance(done, Inverted)
    for raster in RASTERS:
        assert (tmp_path / raster).read_bytes() == (in_file / raster).read_bytes()
    record = (tmp_path / "run.json").read_text()
    assert SECRET not in record + repr(done) + repr(said)
    assert json.loads(record)["input"] == name.rpartition("/")[2]


def test_a_store_on_this_machine_is_named_once_in_a_note(folder: Path, in_file: Path, tmp_path: Path) -> None:
    said: list[str] = []
    source = Source(folder / "v2.zarr", "v2", crs="EPSG:32633")
    carry_out(Invert(source, tmp_path, ONE_PASS), Monitor(tell=said.extend))
    assert any(line.startswith("v2.zarr: note: Zarr store of") for line in said)
    assert (tmp_path / "vs.tif").read_bytes() == (in_file / "vs.tif").read_bytes()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("c.tif", "GeoTIFF of .* KiB, in blocks of 16 x 16, read by windows"),
        ("v3.zarr", "Zarr store of 16.4 KiB, in chunks of 6 x 8 x 16, read by windows"),
        ("c.nc", "17.* KiB, fetched whole, as NetCDF cannot be read in parts"),
    ],
)
def test_info_says_what_is_there_and_how_it_is_read(server: RangeServer, name: str, says: str) -> None:
    lines = describe(at(server, name))
    assert lines[0].startswith(f"{name}: raster stack of 70 x 10 cells of 100 x 100, 6 bands")
    [note] = [line for line in lines if server.url in line]
    assert re.fullmatch(f"note: {server.url}/{name}: {says}", note)


def test_a_window_asks_for_its_blocks_alone(server: RangeServer, folder: Path) -> None:
    address = at(server, "vast.tif")
    with opened([address], Monitor()):
        stack = open_stack([StackPart(address)])
        with opened_stack(stack) as reader:
            server.requests.clear()
            found = reader.read((slice(128, 192), slice(256, 320)))
    with rasterio.open(folder / "vast.tif") as raster:
        expected = raster.read(1, window=((128, 192), (256, 320)))
    np.testing.assert_array_equal(np.sort(found.curves.velocity[1::2]), np.sort(expected.ravel()))
    assert len(server.requests) <= 2
    assert server.sent < (folder / "vast.tif").stat().st_size / 4


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.tif", r"is not there \(404\); check the address"),
        ("none.zarr", r"is not there \(404\); check the address"),
        ("bare.zarr", "lists no arrays .*; add the array's name to it"),
        ("list.csv", "is no GeoTIFF, NetCDF or Zarr; .* download them"),
        ("page.tif", "is a page of the web, not a raster"),
        ("refs.json", "names pieces of other files in place of chunks"),
        ("all.vrt", "is a virtual raster, which names other files"),
    ],
)
def test_what_is_no_stack_is_told(server: RangeServer, name: str, says: str) -> None:
    with pytest.raises(SurveyError, match=says) as failed:
        describe(at(server, name))
    assert str(failed.value).startswith((f"{server.url}/{name}: ", f"{name}: "))
    assert SECRET not in str(failed.value)


def test_one_array_of_a_store_without_a_list_can_be_named(server: RangeServer) -> None:
    lines = describe(at(server, "bare.zarr/phase"))
    assert lines[0] == "phase: raster stack of 70 x 10 cells of 100 x 100, 6 bands of velocities"


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, r"access is refused \(401\); set GDAL_HTTP_BEARER"),
        (403, r"access is refused \(403\); set GDAL_HTTP_BEARER"),
        (410, r"is not there \(404\)"),
        (418, r"the server fails \(418\); try again later, or download it"),
    ],
)
def test_a_server_that_refuses_is_told(server: RangeServer, status: int, says: str) -> None:
    server.statuses["/c.tif"] = status
    with pytest.raises(SurveyError, match=says):
        describe(at(server, "c.tif"))


def test_a_server_that_cannot_be_reached_is_told(folder: Path) -> None:
    with RangeServer(folder) as gone:
        address = at(gone, "c.tif")
    with pytest.raises(SurveyError, match=r"the server cannot be reached \(.*\); check the address"):
        describe(address)


def test_a_server_that_gives_files_whole_alone_is_told(server: RangeServer) -> None:
    server.whole = True
    with pytest.raises(SurveyError, match=r"gives files only whole \(no ranges\).*; download it"):
        describe(at(server, "vast.tif"))


def test_another_host_is_not_followed(server: RangeServer, folder: Path) -> None:
    with RangeServer(folder) as other:
        server.elsewhere["/c.tif"] = f"{other.url}/c.tif?{SECRET}"
        with pytest.raises(SurveyError, match=f"leads on to {other.url}, which is not followed; give"):
            describe(at(server, "c.tif"))
        assert other.requests == []
    server.elsewhere["/c.tif"] = "/v2.zarr/../c2.tif"
    (folder / "c2.tif").write_bytes((folder / "c.tif").read_bytes())
    assert len(describe(at(server, "c.tif"))) > 3
    server.elsewhere["/c.tif"] = "/c.tif"
    with pytest.raises(SurveyError, match="leads in circles"):
        describe(at(server, "c.tif"))


@pytest.mark.parametrize("name", ["c.tif", "v2.zarr", "v2.zarr/phase/0.0.1"])
def test_a_silent_server_is_not_waited_for_without_end(
    server: RangeServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GDAL_HTTP_TIMEOUT", "0.3")
    stack = "v2.zarr" if name.startswith("v2") else name
    server.silent |= {f"/{name}", f"/{name}/zarr.json"}
    with pytest.raises(SurveyError, match=r"has not answered for 0\.3 s; try again later, or download it"):
        describe(at(server, stack))


@pytest.mark.parametrize("name", ["c.tif", "v2.zarr/phase/0.0.1"])
def test_cancel_does_not_wait_for_a_silent_server(server: RangeServer, name: str) -> None:
    server.silent.add(f"/{name}")
    began = time.monotonic()
    with pytest.raises(Cancelled):
        describe(
            at(server, name.partition("/")[0]),
            Monitor(cancelled=lambda: f"/{name}?{SECRET}" in asked(server)),
        )
    assert time.monotonic() - began < 5


def asked(server: RangeServer) -> set[str]:
    return {request.partition(" ")[0] for request in server.requests}


@pytest.mark.parametrize("status", [403, 418])
def test_a_chunk_that_cannot_be_had_is_no_missing_one(
    server: RangeServer, tmp_path: Path, status: int
) -> None:
    server.statuses["/v2.zarr/phase/0.1.4"] = status
    with pytest.raises(SurveyError, match=rf"v2\.zarr: .* \({status}\)"):
        carry_out(Invert(Source(at(server, "v2.zarr"), "s"), tmp_path / "out", ONE_PASS))
    assert not (tmp_path / "out" / "vs.tif").exists()


@pytest.mark.parametrize("name", ["c.tif", "v2.zarr/phase/0.0.1"])
def test_what_changes_during_a_run_is_told(server: RangeServer, folder: Path, name: str) -> None:
    changed = folder / name
    content, address = changed.read_bytes(), at(server, name.partition("/")[0])
    whole = tuple(slice(0, side) for side in SHAPE)
    try:
        with opened([address], Monitor()):
            stack = open_stack([StackPart(address)])
            with opened_stack(stack) as reader:
                reader.read((whole[0], whole[1]))
            changed.write_bytes(content[:-1] + b"?")
            forget(stack.velocity[0].dataset)
            with (
                pytest.raises(SurveyError, match="has been changed during the run"),
                opened_stack(stack) as again,
            ):
                again.read((whole[0], whole[1]))
    finally:
        changed.write_bytes(content)


def forget(dataset: str) -> None:
    """Let go of what is kept of a store, as happens where it is large."""
    found = store_at(dataset)
    assert found is not None
    vars(found[0])["_recent"] = Recent()


@pytest.mark.parametrize(
    ("name", "changes"),
    [("c.tif", False), ("v2.zarr", False), ("v2.zarr", True), ("c.nc", False)],
)
def test_a_stopped_run_goes_on_unless_something_has_changed(
    server: RangeServer,
    folder: Path,
    in_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    changes: bool,
) -> None:
    order = Invert(Source(at(server, name), name, crs="EPSG:32633"), tmp_path, ONE_PASS)
    monkeypatch.setattr(stack_inversion, "write_stack", fail)
    with pytest.raises(VsMapperError, match="stopped here"):
        carry_out(order)
    assert SECRET not in (tmp_path / WINDOWS / "manifest.json").read_text()
    monkeypatch.undo()
    chunk = folder / "v2.zarr" / "phase" / "0.1.4"
    content = chunk.read_bytes()
    chunk.write_bytes(content + b"\0" * changes)  # which is unpacked all the same
    done = carry_out(order)
    chunk.write_bytes(content)
    assert isinstance(done, Inverted)
    assert ("windows were finished before" in done.summary) is not changes
    assert (tmp_path / "vs.tif").read_bytes() == (in_file / "vs.tif").read_bytes()


def fail(*_: object) -> None:
    raise SurveyError("stopped here")


def test_only_what_the_user_names_is_asked_for(server: RangeServer, folder: Path, tmp_path: Path) -> None:
    url = f"{server.url}/c.tif"
    write_grid(tmp_path / "a.tif")
    (tmp_path / "all.vrt").write_text(raster_vrt(f"/vsicurl/{url}", url))
    (tmp_path / "list.csv").write_text(f"file,period_s\na.tif,1\n{url},2\n")
    for sigma in ("all.vrt", "list.csv"):
        with pytest.raises(SurveyError):
            describe(at(server, "v2.zarr"), sigma=(StackPart(tmp_path / sigma),))
    assert not any(request.startswith("/c.tif") for request in server.requests)
    with pytest.raises(SurveyError, match="is no address that was given for this order"):
        open_stack([StackPart(Address(url))])
    assert not any(request.startswith("/c.tif") for request in server.requests)


def test_a_token_is_sent_to_this_machine(server: RangeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDAL_HTTP_BEARER", "hidden")
    describe(at(server, "c.tif"))
    assert {asked.get("authorization") for asked in server.asked_with} == {"Bearer hidden"}


def test_what_is_fetched_in_clear_is_told_once() -> None:
    parts = [StackPart(Address(f"{scheme}://h/c.tif?{SECRET}")) for scheme in ("http", "https", "s3")]
    assert open_notes(parts) == [
        "http://h/c.tif: http is not encrypted; others may read what is fetched, and no credentials are sent"
    ]
    assert open_notes(parts[1:]) == []


def test_velocities_and_sigmas_may_be_at_addresses_that_differ_in_their_query(server: RangeServer) -> None:
    one, other = (Address(f"{server.url}/c.tif?part={n}") for n in (1, 2))
    lines = describe(one, sigma=(StackPart(other),))
    assert any("sigma of the Rayleigh phase velocity in m/s" in line for line in lines)
    assert {"/c.tif?part=1", "/c.tif?part=2"} <= asked(server)


def test_a_raster_at_an_address_names_no_overviews_elsewhere(server: RangeServer, folder: Path) -> None:
    path = write_raster(folder / "leads.tif", VALUES[:2, :5, :5], NAMES[:2])
    with rasterio.open(path, "r+") as raster:
        raster.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=str(folder / "c.tif"))
    with pytest.raises(SurveyError, match=r"leads\.tif: names overviews elsewhere"):
        describe(at(server, "leads.tif"))


def test_a_bucket_is_asked_with_a_signature_that_nobody_else_sees(
    server: RangeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"AWS_ACCESS_KEY_ID": "me", "AWS_SECRET_ACCESS_KEY": "hidden", "AWS_REGION": "here"}
    local = {"AWS_S3_ENDPOINT": server.address, "AWS_HTTPS": "NO", "AWS_VIRTUAL_HOSTING": "NO"}
    for name, value in {**own, **local}.items():
        monkeypatch.setenv(name, value)
    (server.folder / "bucket").mkdir(exist_ok=True)
    (server.folder / "bucket" / "c.tif").write_bytes((server.folder / "c.tif").read_bytes())
    lines = describe(Address("s3://bucket/c.tif"))
    assert "Credential=me/" in server.asked_with[0]["authorization"]
    assert not any(word in repr(lines) for word in ("hidden", "Credential"))
    server.statuses["/bucket/c.tif"] = 403
    with pytest.raises(SurveyError, match=r"^s3://bucket/c\.tif: access is refused \(403\); set AWS_ACCESS"):
        describe(Address("s3://bucket/c.tif"))
