"""CSV lists of rasters: what a row says is understood or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from addresses_in_rasters import write_grid
from rasters_of_curves import soil_grids, write_raster

from plugin.engine.stack.files import is_stack
from plugin.engine.stack.reading import open_stack
from plugin.protocol.errors import SurveyError

GRIDS = soil_grids()
HEAD = "file,band,period_s,kind,wave,mode,unit"


def listed(folder: Path, row: str) -> Path:
    """A list of three bands, the second of which is `row`."""
    write_raster(folder / "a.tif", GRIDS[:3])
    path = folder / "list.csv"
    path.write_text("\n".join([HEAD, "a.tif,1,0.05,phase,,,m/s", row, "a.tif,3,0.1,phase,,,m/s"]) + "\n")
    return path


@pytest.mark.parametrize(
    ("row", "type_name", "unit"),
    [
        ("a.tif,2,0.07,group,L,1,km/s", "Love group velocity, mode 1", "km/s"),
        ("a.tif,2.0,0.07,U,Love,M2,", "Love group velocity, mode 2", "m/s"),
        ("a.tif,2,0.07,c,rayleigh,fundamental,m/s", "Rayleigh phase velocity", "m/s"),
        ("a.tif,2,0.07,Love group velocity mode 1,,,", "Love group velocity, mode 1", "m/s"),
        ("a.tif,2,0.07,first higher mode,,,", "Rayleigh phase velocity, mode 1", "m/s"),
        ("a.tif,2,0.07,group slowness,,,s/m", "Rayleigh group velocity", "s/m"),
    ],
)
def test_words_of_a_row_are_understood(tmp_path: Path, row: str, type_name: str, unit: str) -> None:
    stack = open_stack(listed(tmp_path, row))
    band = next(band for band in stack.velocity if band.band == 2)
    assert (band.type_name, band.unit) == (type_name, unit)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a.tif,2,0.07,phase,,200,", "mode '200' is not a whole number from 0 to 100"),
        ("a.tif,2,0.07,phase,,-1,", "mode '-1' is not a whole number from 0 to 100"),
        ("a.tif,2,0.07,phase,,x,", "mode 'x' is not a whole number from 0 to 100"),
        ("a.tif,2,0.07,phase,,1.5,", "mode '1.5' is not a whole number from 0 to 100"),
        ("a.tif,1.9,0.07,phase,,,", "band '1.9' is not a whole number"),
        ("a.tif,nan,0.07,phase,,,", "band 'nan' is not a whole number"),
        ("a.tif,inf,0.07,phase,,,", "band 'inf' is not a whole number"),
        ("a.tif,two,0.07,phase,,,", "band 'two' is not a number"),
        ("a.tif,9,0.07,phase,,,", "a.tif has no band 9; it has 3"),
        ("a.tif,2,0.07,phase,,,parsec", "unit 'parsec' is not one of velocity: m/s, km/s, ft/s, s/m, s/km"),
        ("a.tif,2,0.07,phase,,,Hz", "unit 'Hz' is not one of velocity"),
        ("a.tif,2,0.07,shear,,,", "kind 'shear' is not understood; say phase or group"),
        ("a.tif,2,0.07,phase group,,,", "kind 'phase group' is not understood"),
        ("a.tif,2,0.07,phase,Stoneley,,", "wave 'Stoneley' is not understood"),
        (",2,0.07,phase,,,", "names no file"),
    ],
)
def test_what_a_row_says_wrongly_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(SurveyError, match=rf"^list\.csv: row 3: {reason}"):
        open_stack(listed(tmp_path, row))


def test_complex_rasters_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "maps"
    folder.mkdir()
    for period in (1, 2):
        write_raster(folder / f"c_{period}s.tif", GRIDS[0], dtype="complex64")
    with pytest.raises(SurveyError, match=r"maps: c_1s\.tif: holds complex numbers; give the velocities"):
        open_stack(folder)


def test_cells_without_a_size_are_refused(tmp_path: Path) -> None:
    grid = "ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ndx 100\ndy 0\n300 310\n320 330\n"
    for period in (1, 2):
        (tmp_path / f"c_{period}s.asc").write_text(grid)
    with pytest.raises(SurveyError, match=r"c_2s\.asc: its cells of 100 x 0 from 0, 0 make no grid"):
        open_stack(tmp_path)


def test_the_values_of_a_list_are_those_of_its_bands(tmp_path: Path) -> None:
    stack = open_stack(listed(tmp_path, "a.tif,2,0.07,phase,R,0,m/s"))
    assert [band.band for band in stack.velocity] == [3, 2, 1]
    np.testing.assert_allclose(stack.frequency, [10, 1 / 0.07, 20])


@pytest.mark.parametrize("head", ["file,band,period_s,kind", "path,frequency_hz"])
def test_a_list_whose_first_raster_is_missing_is_still_a_list(tmp_path: Path, head: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{head}\ngone.tif,1,5,phase\ngone_2.tif,1,10,phase\n")
    assert is_stack(path)
    with pytest.raises(SurveyError, match=r"row 2: gone\.tif: no such file beside the list"):
        open_stack(path)


def test_semicolons_and_decimal_commas_are_understood(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", GRIDS[:3])
    path = tmp_path / "list.csv"
    rows = ["a.tif;1;0,05;phase;m/s", "a.tif;2;0,07;phase;m/s", "a.tif;3;0,1;phase;m/s"]
    path.write_text("\n".join(["file;band;period_s;kind;unit", *rows]) + "\n")
    assert is_stack(path)
    assert sorted(1 / band.frequency for band in open_stack(path).velocity) == pytest.approx(
        [0.05, 0.07, 0.1]
    )


def test_an_address_in_a_list_is_told_without_what_is_secret(tmp_path: Path) -> None:
    write_grid(tmp_path / "a.tif")
    (tmp_path / "list.csv").write_text("file,period_s\na.tif,1\nftp://me:secret@h/b.tif?secret,2\n")
    with pytest.raises(SurveyError, match=r"row 3: ftp://h/b\.tif: an address, which the list cannot name"):
        open_stack(tmp_path / "list.csv")
