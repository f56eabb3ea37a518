from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from rasters_of_curves import write_raster

from plugin.engine.stack.cells import SIDE, sampled_windows, windows
from plugin.engine.stack.datasets import MOST_BANDS
from plugin.engine.stack.description import count_cells, describe_stack
from plugin.engine.stack.inversion import invert_stack
from plugin.engine.stack.reading import open_stack
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions
from plugin.protocol.request import Request

ONE_PASS = Request(samples=0, poisson="soil")


def sparse(folder: Path, side: int, filled: int = 0, **profile: object) -> Path:
    """Rasters of which only the corner holds velocities, or nothing at all."""
    folder.mkdir()
    shape = {"width": side, "height": side, "count": 1, "dtype": "float32", "nodata": 0, "sparse_ok": True}
    place = {"crs": "EPSG:32633", "transform": from_origin(5e5, 5.3e6, 1, 1)}
    for period in (5, 10):
        path = folder / f"phase_{period}s.tif"
        with rasterio.open(path, "w", "GTiff", **shape, **place, **profile) as raster:
            if filled:
                window = rasterio.windows.Window(0, 0, filled, filled)
                raster.write(np.full((filled, filled), 2000.0, np.float32), 1, window=window)
    return folder


@pytest.mark.parametrize(("shape", "most"), [((1000, 1000), 30), ((64, 10_000), 7), ((10_000, 100), 12)])
def test_a_sample_of_windows_is_spread_over_the_grid(shape: tuple[int, int], most: int) -> None:
    chosen = sampled_windows(shape, most)
    assert most / 2 <= len(chosen) <= most
    places = {(down.start, down.stop, right.start, right.stop) for down, right in windows(shape)}
    assert {(down.start, down.stop, right.start, right.stop) for down, right in chosen} <= places
    rows = sorted({down.start for down, _ in chosen})
    assert rows[0] <= shape[0] / 2 <= rows[-1] + SIDE


def test_a_small_grid_is_looked_through_whole() -> None:
    assert sampled_windows((300, 200), 1000) == windows((300, 200))


def test_a_vast_grid_is_described_by_a_sample_that_is_told(tmp_path: Path) -> None:
    stack = open_stack(sparse(tmp_path / "a", 1700, 1700, tiled=True))
    census = count_cells(stack)
    assert 0.9 * 1700**2 > census.n_cells == census.n_looked > 0.5 * 1700**2
    lines = describe_stack(stack, census)
    at = next(i for i, line in enumerate(lines) if line.startswith("of a sample, "))
    assert lines[at] == f"of a sample, {100 * census.share:.2g} % of the cells:"
    assert (
        lines[at + 1] == f"  {census.n_cells} of {census.n_looked} cells hold a curve of two values or more"
    )
    assert lines[at + 2] == f"  velocity 2 to 2 km/s; sigma given for 0 of {2 * census.n_looked} points"


def test_a_vast_grid_without_values_asks_for_their_unit(tmp_path: Path) -> None:
    path = sparse(tmp_path / "a", 12_000, tiled=True)
    with pytest.raises(SurveyError, match=r"phase_10s\.tif: no value in a sample .* give --velocity-unit"):
        open_stack(path)


def test_a_grid_too_vast_to_invert_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = sparse(tmp_path / "a", 40_000, 64, tiled=True, blockxsize=1024, blockysize=1024)
    stack = open_stack(path, ReadOptions(velocity_unit="m/s"))
    with pytest.raises(SurveyError, match="40000 x 40000 cells are more than 1,000,000,000; cut the rasters"):
        invert_stack(stack, ONE_PASS, tmp_path / "out")


def test_rasters_in_one_vast_block_are_refused_with_what_helps(tmp_path: Path) -> None:
    path = sparse(tmp_path / "a", 9_000, blockysize=9_000, compress="deflate")
    with pytest.raises(
        SurveyError, match=r"a: phase_10s\.tif: is stored in blocks of 308 MiB, each read whole"
    ):
        open_stack(path)


def test_more_bands_than_any_curve_needs_are_refused(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", np.full((1, 4, 4), 2000.0))
    rows = "".join(f"a.tif,1,{1 + i}\n" for i in range(MOST_BANDS + 1))
    (tmp_path / "list.csv").write_text(f"file,band,period_s\n{rows}")
    with pytest.raises(SurveyError, match=r"list\.csv: 2001 bands, more than 2000; no curve needs so many"):
        open_stack(tmp_path / "list.csv")
