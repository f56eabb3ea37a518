"""Terrain: a raster of heights in, heights in metres at any places out, for maps, sections and sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.errors import OutputError, SurveyError
from ..along_line import is_along_line
from ..curves import FloatArray
from ..positions import parse_crs, reproject
from ..survey import Elevations, Survey
from .layers.raster_files import open_dataset, require_real, small_cache, told_if_damaged
from .layers.strange_rasters import require_plain_raster

if TYPE_CHECKING:
    from pyproj import CRS
    from rasterio.io import DatasetReader

_FOOT, _US_FOOT = 0.3048, 1200 / 3937
_UNITS = {
    **dict.fromkeys(("", "m", "metre", "meter", "metres", "meters"), 1.0),
    **dict.fromkeys(("ft", "foot", "feet", "international foot"), _FOOT),
    **dict.fromkeys(("us-ft", "ftus", "us survey foot", "us_survey_foot", "foot_us", "us foot"), _US_FOOT),
    **dict.fromkeys(("km", "kilometre", "kilometer"), 1000.0),
    **dict.fromkeys(("cm", "centimetre", "centimeter"), 0.01),
    **dict.fromkeys(("dm", "decimetre", "decimeter"), 0.1),
}
_LOWEST, _HIGHEST = -11_500.0, 9_000.0  # m, on Earth
_USUAL_BLANKS = (-9999.0, -32768.0, -32767.0)  # where a file does not say
_FAR = 30.0  # m, between a terrain and what a survey says
_MOST_CELLS = 16_000_000  # of what is read at once; a finer raster is read coarser


@dataclass(frozen=True)
class Terrain:
    """Heights of the ground, in a raster on disk.

    Parameters
    ----------
    path : Path
        The raster.
    crs : CRS
        Its coordinate system.
    metres : float
        Length in m of the unit of its heights.
    unit : str
        What that is called, empty where nothing says.
    """

    path: Path
    crs: CRS
    metres: float
    unit: str

    @classmethod
    def open(cls, path: Path) -> Terrain:
        """Look at a raster of heights, and read none of them yet.

        Raises
        ------
        OutputError
            If it is no raster of heights that can be placed; the message names it.
        """
        try:
            require_plain_raster(path)
            with open_dataset(str(path)) as raster:
                return cls._of(raster, path)
        except (SurveyError, OSError) as error:
            text = str(error)
            raise OutputError(text if path.name in text else f"{path.name}: {text}") from error

    @classmethod
    def _of(cls, raster: DatasetReader, path: Path) -> Terrain:
        name = path.name
        if raster.count != 1:
            held = f"{raster.count} bands" if raster.count else "several rasters"
            raise SurveyError(f"{name}: holds {held}, and heights are one band; is it a picture?")
        require_real(raster.dtypes[0], name)
        if raster.crs is None:
            raise SurveyError(f"{name}: has no coordinate system, so that it has no place")
        crs = parse_crs(raster.crs.to_wkt())
        unit = (raster.units[0] or _vertical_unit(crs)).strip()
        if unit.lower() not in _UNITS:
            raise SurveyError(f"{name}: gives heights in {unit!r}, which is no unit of length that is known")
        return cls(path, crs.to_2d(), _UNITS[unit.lower()], unit)

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.path.name

    def notes(self) -> list[str]:
        """Return what the user should know of how it was read."""
        if self.metres == 1.0:
            return []
        return [f"{self.name}: heights are in {self.unit}, as it says itself, and were turned into m"]

    def heights(self, x: FloatArray, y: FloatArray, crs: CRS) -> FloatArray:
        """Return the heights in m of places, between the cells linearly; NaN where it knows none.

        Parameters
        ----------
        x, y : (n,) float arrays
            Coordinates of the places.
        crs : CRS
            Their system.

        Raises
        ------
        OutputError
            If the raster is damaged.
        """
        own_x, own_y = reproject(x, y, crs.to_2d(), self.crs)
        try:
            with small_cache(), open_dataset(str(self.path)) as raster, told_if_damaged(self.name, raster):
                return self._read(raster, own_x, own_y)
        except SurveyError as error:
            raise OutputError(str(error)) from error

    def _read(self, raster: DatasetReader, x: FloatArray, y: FloatArray) -> FloatArray:
        from rasterio.windows import Window

        heights = np.full(len(x), np.nan)
        there = np.isfinite(x) & np.isfinite(y)
        columns, rows = (np.full(len(x), -1.0) for _ in range(2))
        columns[there], rows[there] = ~raster.transform * (x[there], y[there])
        there &= (columns >= 0) & (columns <= raster.width) & (rows >= 0) & (rows <= raster.height)
        if not there.any():
            return heights
        # Of the cells around, which the middles of cells are the nodes of.
        left, top = (int(max(np.floor(axis[there].min() - 1), 0)) for axis in (columns, rows))
        right, bottom = (
            int(min(np.ceil(axis[there].max() + 1), most))
            for axis, most in ((columns, raster.width), (rows, raster.height))
        )
        wide, high = right - left, bottom - top
        coarser = max(1.0, np.sqrt(wide * high / _MOST_CELLS))
        shape = (max(1, int(high / coarser)), max(1, int(wide / coarser)))
        cells = raster.read(1, window=Window(left, top, wide, high), out_shape=shape, masked=True)
        values = np.ma.filled(cells.astype(np.float64), np.nan)
        values = (values * raster.scales[0] + raster.offsets[0]) * self.metres
        values[np.isin(values, np.array(_USUAL_BLANKS) * self.metres)] = np.nan
        values[(values < _LOWEST) | (values > _HIGHEST)] = np.nan
        place = (rows[there] - top) * shape[0] / high - 0.5, (columns[there] - left) * shape[1] / wide - 0.5
        heights[there] = _between(values, *place)
        return heights


def _vertical_unit(crs: CRS) -> str:
    """Return the unit of heights of a system that has some, empty where it has none."""
    vertical = [part for part in (crs.sub_crs_list or [crs]) if part.is_vertical]
    return str(vertical[0].axis_info[0].unit_name) if vertical else ""


def _between(values: FloatArray, rows: FloatArray, columns: FloatArray) -> FloatArray:
    """Return values between the nodes of a grid, linearly; NaN where the nearest node is NaN."""
    from scipy.ndimage import distance_transform_edt, map_coordinates

    known = np.isfinite(values)
    if not known.any():
        return np.full(len(rows), np.nan)
    if not known.all():
        nearest = distance_transform_edt(~known, return_distances=False, return_indices=True)
        values = values[tuple(nearest)]
    found = map_coordinates(values, [rows, columns], order=1, mode="nearest")
    inside = map_coordinates(known.astype(float), [rows, columns], order=0, mode="nearest")
    return np.where(inside > 0.5, found, np.nan)


def gaps(terrain: Terrain, heights: FloatArray, what: str, names: Sequence[str] = ()) -> list[str]:
    """Return what to say of places without a height.

    Parameters
    ----------
    terrain : Terrain
        Where they were looked up.
    heights : (n,) float array
        In m, NaN where unknown.
    what : str
        What the places are, such as ``site``.
    names : sequence of str
        What they are called, of which some are named.

    Raises
    ------
    OutputError
        If none has one.
    """
    lost = np.flatnonzero(np.isnan(heights))
    if len(lost) == len(heights):
        raise OutputError(
            f"{terrain.name}: knows no height at any of the {counted(len(heights), what)}; "
            "it lies elsewhere, or has no data there"
        )
    if not len(lost):
        return []
    some = ", ".join(names[i] for i in lost[:3].tolist()) + (" …" if len(lost) > 3 else "") if names else ""
    told = f": {some}" if some else ""
    return [f"{terrain.name}: knows no height at {len(lost)} of {counted(len(heights), what)}{told}"]


def with_elevations(survey: Survey, dem: Path) -> Survey:
    """Return a survey with the heights of its sites: its own, and where it gives none those of a raster.

    Its report tells of what is odd.

    Raises
    ------
    OutputError
        If the raster is none of heights, or knows none of the sites.
    """
    if survey.crs is None or not survey.has_coordinates or is_along_line(survey.crs):
        raise OutputError(f"{dem.name}: gives no elevations, because the sites have no place on the map")
    terrain = Terrain.open(dem)
    found = np.full(survey.n_sites, np.nan)
    placed = np.flatnonzero(survey.placed)
    found[placed] = terrain.heights(survey.x[placed], survey.y[placed], parse_crs(survey.crs))
    own = survey.elevations or Elevations.unknown(survey.n_sites)
    notes = (*terrain.notes(), *gaps(terrain, found, "site", survey.names.tolist()))
    notes += tuple(_differing(terrain, found - own.height, survey.names))
    fills = np.isnan(own.height) & np.isfinite(found)
    elevations = Elevations(
        np.where(fills, found, own.height), np.where(fills, terrain.name, own.source).astype(object)
    )
    report = replace(survey.report, notes=(*survey.report.notes, *notes))
    return replace(survey, report=report, elevations=elevations)


def _differing(terrain: Terrain, difference: FloatArray, names: NDArray[np.str_]) -> list[str]:
    """Return what to say where a survey's own heights are not those of the terrain."""
    far = np.flatnonzero(np.abs(difference) > _FAR)
    if not len(far):
        return []
    most = far[np.argmax(np.abs(difference[far]))]
    return [
        f"{terrain.name}: differs from the survey's own elevations, which are kept, by more than {_FAR:g} m "
        f"at {counted(len(far), 'site')}, most at {names[most]}: {difference[most]:+.0f} m"
    ]
