from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from addresses_in_rasters import write_grid
from rasters_of_curves import PERIODS, SHAPE, soil_grids, write_folder, write_raster
from scipy.io import netcdf_file

from plugin.engine.stack.cells import opened, windows
from plugin.engine.stack.description import describe_stack
from plugin.engine.stack.files import is_stack
from plugin.engine.stack.reading import open_stack
from plugin.engine.stack.stack import RasterStack
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions
from plugin.protocol.stack_input import StackPart, parse_periods
from plugin.protocol.waves import VelocityType

GRIDS = soil_grids()
ALL = (slice(0, SHAPE[0]), slice(0, SHAPE[1]))


def curves_of(stack: RasterStack) -> tuple[np.ndarray, np.ndarray]:
    """Velocity in m/s of the first and the last cell, against rising frequency."""
    with opened(stack) as reader:
        velocity = reader.read(ALL).curves.velocity.reshape(-1, len(stack.velocity))
    return velocity[0], velocity[-1]


def require_soil(stack: RasterStack) -> None:
    np.testing.assert_allclose(stack.frequency, 1 / PERIODS[::-1], rtol=1e-6)
    first, last = curves_of(stack)
    np.testing.assert_allclose(first, GRIDS[::-1, 0, 0], rtol=1e-6)
    np.testing.assert_allclose(last, GRIDS[::-1, -1, -1], rtol=1e-6)


def netcdf(
    path: Path, dims: tuple[str, ...], variables: dict[str, np.ndarray], missing: float = -1.0
) -> Path:
    rows, columns = SHAPE
    axes = {
        "period": (PERIODS, "s"),
        "lat": (44.0 + 0.01 * np.arange(rows), "degrees_north"),
        "lon": (12.0 + 0.01 * np.arange(columns), "degrees_east"),
    }
    with netcdf_file(path, "w") as file:
        for name in dims:
            values, unit = axes[name]
            file.createDimension(name, len(values))
            axis = file.createVariable(name, "d", (name,))
            axis[:], axis.units = values, unit
        for name, values in variables.items():
            variable = file.createVariable(name, "f", dims)
            variable[:], variable.units = np.nan_to_num(values, nan=missing), "km/s"
            variable._FillValue = np.float32(missing)
    return path


def test_a_folder_of_rasters_is_a_stack(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS})
    (folder / "phase_0.05s.tif.aux.xml").write_text("<PAMDataset/>")
    assert is_stack(folder)
    require_soil(open_stack(folder))


def test_bands_are_known_by_their_descriptions(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "all.tif", GRIDS, [f"phase {1 / period:g} Hz" for period in PERIODS])
    assert is_stack(path)
    stack = open_stack(path)
    require_soil(stack)
    assert stack.report.columns[0].decided_by == "name"


def test_a_netcdf_dimension_gives_the_periods_and_variables_the_types(tmp_path: Path) -> None:
    # Latitude rises in the file; GDAL, and so the grid, has north up.
    km = GRIDS[:, ::-1] / 1000
    path = netcdf(
        tmp_path / "model.nc",
        ("period", "lat", "lon"),
        {"phase_velocity": km, "group_velocity": 0.9 * km, "phase_velocity_std": 0.02 * km},
    )
    assert is_stack(path)
    stack = open_stack(path)
    assert [band.kind for band in stack.velocity] == 6 * [VelocityType.PHASE] + 6 * [VelocityType.GROUP]
    assert [sigma is not None for sigma in stack.sigma] == 6 * [True] + 6 * [False]
    assert "WGS 84" in stack.layout.crs
    assert stack.layout.top == pytest.approx(44.045)
    first, _ = curves_of(stack)
    np.testing.assert_allclose(first[:6], GRIDS[::-1, 0, 0], rtol=1e-6)
    assert stack.report.columns[0].decided_by == "format"


def test_netcdf_with_the_period_last_is_refused(tmp_path: Path) -> None:
    path = netcdf(tmp_path / "turned.nc", ("lat", "lon", "period"), {"c": np.moveaxis(GRIDS, 0, 2)})
    with pytest.raises(SurveyError, match=r"turned\.nc.*last two dimensions must be y and x"):
        open_stack(path)


def test_a_list_names_files_bands_and_types(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", GRIDS[:3])
    write_raster(tmp_path / "b.tif", GRIDS[3:])
    write_raster(tmp_path / "s.tif", 0.05 * GRIDS[:1])
    rows = [
        f"{'ab'[i // 3]}.tif,{i % 3 + 1},{p:g},phase,{'' if i else 's.tif'}" for i, p in enumerate(PERIODS)
    ]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["file,band,period_s,kind,sigma_file", *rows]))
    assert is_stack(path)
    stack = open_stack(path)
    require_soil(stack)
    assert [sigma is not None for sigma in stack.sigma] == [False] * 5 + [True]


def test_tables_of_points_are_no_stacks(tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("site,file,frequency_hz,phase_velocity_m_s\nA,curve.txt,5,400\n")
    (tmp_path / "curve.txt").write_text("5 400\n")
    assert not is_stack(path)
    assert not is_stack(tmp_path)
    assert not is_stack(tmp_path / "nowhere.tif")


def test_units_are_guessed_by_size_or_chosen(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS / 1000})
    stack = open_stack(folder)
    assert (stack.velocity[0].unit, stack.report.columns[1].decided_by) == ("km/s", "magnitude")
    require_soil(stack)
    chosen = open_stack(folder, ReadOptions(velocity_unit="s/km"))
    assert chosen.report.columns[1].decided_by == "option"


def test_packed_integers_are_unpacked(tmp_path: Path) -> None:
    import rasterio

    path = tmp_path / "packed.tif"
    names = [f"phase {period:g} s" for period in PERIODS]
    write_raster(path, np.round(GRIDS * 10), names, dtype="int16", nodata=-1)
    with rasterio.open(path, "r+") as raster:
        raster.scales = (0.1,) * len(PERIODS)
    first, _ = curves_of(open_stack(path))
    np.testing.assert_allclose(first, GRIDS[::-1, 0, 0], atol=0.051)


def test_sigmas_come_from_a_stack_of_their_own(tmp_path: Path) -> None:
    grids = write_folder(tmp_path / "u", {"group": GRIDS})
    sigma = write_folder(tmp_path / "errors", {"std": 0.03 * GRIDS})
    stack = open_stack(grids, sigma=sigma)
    with opened(stack) as reader:
        curves = reader.read(ALL).curves
    np.testing.assert_allclose(curves.sigma, 0.03 * curves.velocity, rtol=1e-5)


def test_windows_cover_every_cell_once() -> None:
    covered = np.zeros((300, 500), dtype=int)
    for window in windows(covered.shape):
        covered[window] += 1
    assert (covered == 1).all()


def spoil(folder: Path, what: str) -> None:
    target = folder / "phase_0.1s.tif"
    if what == "shifted":
        write_raster(target, GRIDS[2], left=500_050.0)
    elif what == "smaller":
        write_raster(target, GRIDS[2][:, :-1])
    elif what == "other system":
        write_raster(target, GRIDS[2], crs="EPSG:32632")
    elif what == "no period":
        target.rename(folder / "phase.tif")
    elif what == "twice":
        write_raster(folder / "phase_100ms.tif", GRIDS[2])
    elif what == "garbage":
        target.write_bytes(b"II*\0" + bytes(100))


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("shifted", r"maps: phase_0\.1s\.tif: its grid .* is not that of phase_0\.25s\.tif"),
        ("smaller", r"maps: phase_0\.1s\.tif: its grid \(6 x 5 cells"),
        ("other system", r"maps: phase_0\.1s\.tif: its coordinate system is not that"),
        ("no period", r"maps: phase\.tif: nothing says its period"),
        ("twice", r"maps: phase_0\.1s\.tif and phase_100ms\.tif are both Rayleigh phase velocity at 0\.1 s"),
        ("garbage", r"maps: phase_0\.1s\.tif: GDAL cannot read it"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, what: str, message: str) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS})
    spoil(folder, what)
    with pytest.raises(SurveyError, match=message):
        open_stack(folder)


def test_one_period_is_no_curve(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "phase_10s.tif", GRIDS[0])
    with pytest.raises(SurveyError, match="two periods"):
        open_stack(path)


def test_sigma_without_its_velocity_is_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS})
    write_raster(folder / "phase_sigma_9s.tif", GRIDS[0])
    with pytest.raises(SurveyError, match=r"phase_sigma_9s\.tif: .* at 9 s, which is not given"):
        open_stack(folder)


def test_metres_without_a_system_need_one(tmp_path: Path) -> None:
    names = [f"phase {period:g} s" for period in PERIODS]
    path = write_raster(tmp_path / "local.tif", GRIDS, names, crs=None)
    with pytest.raises(SurveyError, match="--crs"):
        open_stack(path)
    require_soil(open_stack(path, ReadOptions(crs="EPSG:32633")))


def test_chosen_files_are_a_stack_in_which_labels_tell_the_periods(tmp_path: Path) -> None:
    names = [f"layer_{chr(97 + i)}" for i in range(len(PERIODS))]
    parts = [
        StackPart(write_raster(tmp_path / f"{name}.tif", grid), label=f"c {period:g} s")
        for name, grid, period in zip(names, GRIDS, PERIODS)
    ]
    stack = open_stack(parts[::-1])
    require_soil(stack)
    assert stack.report.source == "layer_f.tif and 5 more"


def test_one_variable_of_a_netcdf_file_can_be_chosen(tmp_path: Path) -> None:
    path = netcdf(tmp_path / "m.nc", ("period", "lat", "lon"), {"phase": GRIDS / 1e3, "group": GRIDS / 2e3})
    stack = open_stack([StackPart(path, f'NETCDF:"{path}":phase')])
    require_soil(stack)
    assert stack.files == [path]


def test_given_periods_hold_for_each_type_in_the_order_of_the_files(tmp_path: Path) -> None:
    names = [f"{kind} {i}" for kind in ("phase", "sigma") for i in range(len(PERIODS))]
    path = write_raster(tmp_path / "c.tif", np.concatenate([GRIDS, 0.05 * GRIDS]), names)
    stack = open_stack(path, periods=tuple(PERIODS))
    require_soil(stack)
    assert all(stack.sigma)
    require_soil(open_stack(path, ReadOptions(abscissa="frequency"), periods=tuple(1 / PERIODS)))
    with pytest.raises(SurveyError, match=r"c\.tif.*2 periods are given for 6 bands"):
        open_stack(path, periods=(1.0, 2.0))


def test_periods_are_read_in_their_order() -> None:
    assert parse_periods(" 20, 5;10") == (20.0, 5.0, 10.0)
    assert parse_periods("") == ()
    for text in ("5, x", "0", "-1", "nan"):
        with pytest.raises(ValueError, match="Periods"):
            parse_periods(text)


def test_types_that_names_overrule_are_noted(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS})
    notes = open_stack(folder, ReadOptions(kind=VelocityType.GROUP)).report.notes
    assert notes == ("--type: 6 bands keep the velocity type that their names give",)
    assert open_stack(folder, ReadOptions(kind=VelocityType.PHASE)).report.notes == ()


def test_a_mode_number_can_be_given_where_names_give_none(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS})
    stack = open_stack(folder, ReadOptions(mode=1))
    assert {band.type_name for band in stack.velocity} == {"Rayleigh phase velocity, mode 1"}
    named = open_stack(write_folder(tmp_path / "mode 2", {"phase": GRIDS}), ReadOptions(mode=1))
    assert {band.mode for band in named.velocity} == {2}
    assert named.report.notes == ("--mode: 6 bands keep the mode that their names give",)


def test_bands_of_modes_above_the_highest_asked_for_are_left_out(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS, "phase_mode_1": GRIDS})
    stack = open_stack(folder, ReadOptions(highest_mode=0))
    assert [band.mode for band in stack.velocity] == [0] * 6
    assert stack.report.notes == ("--highest-mode 0: 6 bands are of higher modes and left out",)
    both = open_stack(folder, ReadOptions(highest_mode=1))
    assert [band.mode for band in both.velocity] == [0] * 6 + [1] * 6
    assert both.report.notes == ("--highest-mode 1: leaves out nothing",)
    with pytest.raises(SurveyError, match="no band of velocities up to mode 0; a curve needs two"):
        open_stack(folder, ReadOptions(mode=2, highest_mode=0))


def test_a_raster_that_is_cut_short_is_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS})
    path = folder / "phase_0.1s.tif"
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(SurveyError, match=r"^maps: phase_0\.1s\.tif: is damaged or cut short"):
        open_stack(folder)


def test_values_that_are_all_impossible_make_the_unit_suspect(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": GRIDS})
    lines = describe_stack(open_stack(folder, ReadOptions(velocity_unit="km/s")))
    assert any("210 are impossible: is the unit wrong?" in line for line in lines)


def test_where_files_do_not_count_up_the_period_of_each_is_told(tmp_path: Path) -> None:
    for n in (1, 2, 10):
        write_grid(tmp_path / f"map{n}.tif")
    notes = open_stack(tmp_path, periods=(1.0, 2.0, 3.0)).report.notes
    assert any("map1.tif is 1 s, map10.tif is 2 s, map2.tif is 3 s" in note for note in notes)
