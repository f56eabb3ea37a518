"""Maps without some sites are those of the others alone, and say so."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from results import make_result, square

from plugin.engine.maps.left_out import taken_out
from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.map_options import MapOptions

PLAIN = MapOptions(figure=False, contours=False, method="nearest", resolution=20.0)
ODD = "S007"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    x, y = square(4)
    surface = np.full(16, 200.0)
    surface[7] = 900.0
    write_result(make_result(x, y, surface_vs=surface), tmp_path)
    return tmp_path


def top(folder: Path) -> np.ndarray:
    with rasterio.open(folder / "vs.tif") as raster:
        return raster.read(1, masked=True)


@pytest.mark.parametrize("named", ["by name", "by a file"])
def test_a_site_that_is_left_out_has_no_say(folder: Path, named: str) -> None:
    make_maps(folder, PLAIN)
    assert top(folder).max() > 900
    before = (folder / "profiles.csv").read_bytes()
    (folder / "list.txt").write_text(f"\n{ODD} \n")
    asked = (ODD,) if named == "by name" else (f"@{folder / 'list.txt'}",)
    make_maps(folder, MapOptions(**{**vars(PLAIN), "without": asked}))
    assert top(folder).max() < 300
    record = json.loads((folder / "maps.json").read_text())
    assert (record["without"], record["sites"]) == ([ODD], 15)
    assert (folder / "profiles.csv").read_bytes() == before


def test_names_and_files_that_are_not_there_are_named(folder: Path) -> None:
    names = ["A", "@B"]
    assert taken_out(("@B",), names).tolist() == [False, True]
    assert not taken_out((), names).any()
    for asked, said in ((("A", "C"), "no such site to leave out: C"), (("@no.txt",), "no.txt: is no file")):
        with pytest.raises(OutputError, match=said):
            taken_out(asked, names)
    with pytest.raises(OutputError, match="every site is left out"):
        make_maps(folder, MapOptions(without=tuple(f"S{i:03d}" for i in range(16))))
