"""Raster stacks on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import rasterio
from rasters_of_curves import soil_grids, write_folder

from plugin.cli.commandline import main

GRIDS = soil_grids(shape=(2, 3))


@pytest.fixture
def maps(tmp_path: Path) -> str:
    return str(write_folder(tmp_path / "maps", {"phase": GRIDS}))


def test_info_says_what_was_understood(maps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sigma = write_folder(tmp_path / "errors", {"std": 0.05 * GRIDS})
    assert main(["info", maps, "--sigma", str(sigma)]) == 0
    said = capsys.readouterr().out
    assert "maps: raster stack of 3 x 2 cells of 100 x 100, 6 bands of velocities" in said
    assert "Rayleigh phase velocity: 6 periods, 0.05 to 0.25 s, that is 4 to 20 Hz" in said
    assert "6 of 6 cells hold a curve" in said
    assert "sigma given for 36 of 36 points" in said
    assert "EPSG:32633" in said
    assert "names of bands and files: period in s (by name)" in said
    assert "6 bands: Rayleigh phase velocity in m/s (by magnitude)" in said


def test_invert_writes_rasters_and_names_them(
    maps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["invert", maps, "--out", str(out), "--samples", "0", "--depths", "5,15,500"]) == 0
    said = capsys.readouterr()
    assert str(out / "vs.tif") in said.out.splitlines()
    assert "6 cells inverted" in said.err
    with rasterio.open(out / "vs.tif") as raster:
        assert raster.descriptions == ("Vs 5 m", "Vs 15 m", "Vs 500 m")
        assert raster.read_masks(3).max() == 0
    more = ["--samples", "0", "--depths", "500", "--keep-untrusted"]
    assert main(["invert", maps, "--out", str(out), *more]) == 0
    with rasterio.open(out / "vs.tif") as raster:
        assert raster.read_masks(1).min() == 255


def test_native_depths_are_refused(maps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invert", maps, "--out", str(tmp_path / "out"), "--depths", "native"]) == 2
    assert "maps: rasters need depths in m shared by all cells" in capsys.readouterr().err


def test_sigma_is_for_stacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "town.csv"
    path.write_text("site,frequency_hz,phase_velocity_m_s\nA,5,400\nA,9,300\n")
    assert main(["info", str(path), "--sigma", str(tmp_path)]) == 2
    assert "town.csv: is no raster stack" in capsys.readouterr().err


def test_what_is_wrong_with_the_sigmas_is_said_under_their_name(
    maps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info", maps, "--sigma", str(tmp_path / "none")]) == 2
    assert "maps: sigma none: no such file" in capsys.readouterr().err
    assert main(["info", maps, "--rejects", str(tmp_path / "r.csv")]) == 2
    assert "maps: is a raster stack; --rejects is for surveys only" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["info", "htp://h/x.zarr?secret"],
            "htp://h/x.zarr: is no kind of address that is read (https, http, ",
        ),
        (
            ["info", "a", "--sigma", "ftp://h/x?secret"],
            "ftp://h/x: is no kind of address that is read (https, ",
        ),
        (
            ["invert", "a", "--out", "http://h/x?secret"],
            "results are written to this machine, not to an address",
        ),
        (["map", "s3://h/x?secret"], "only a raster stack can be at an address; download it first"),
    ],
)
def test_what_cannot_be_at_an_address_is_told(
    capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    with pytest.raises(SystemExit):
        main(words)
    said = capsys.readouterr().err
    assert says in said
    assert "secret" not in said
