"""One site of a result, read from its folder for drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..protocol.outcomes import SiteRows
from ..protocol.result_columns import VS_QUANTILES, names
from ..protocol.result_files import CURVES, MODELS, PROFILES
from ..qgis_layers.translated import tr
from .site_rows import rows_of

QUANTILES = names(VS_QUANTILES)


@dataclass(frozen=True)
class SiteRecord:
    """The curve and the profile of one site, in SI units.

    Parameters
    ----------
    name : str
        The site.
    frequency, observed, sigma, predicted : (n,) float arrays
        Its points in Hz and m/s.
    branch : (n,) str array
        What each point is, for example ``Rayleigh phase``.
    depth, vs : (m,) float arrays
        Its profile in m and m/s.
    quantiles : (m, 5) float array
        Vs at 5, 16, 50, 84 and 95 %.
    layer_top, layer_vs : (k,) float arrays
        Tops in m and Vs in m/s of the layers that the predicted curve is of; none where they are not kept.
    trusted : tuple of float
        The window in m that the curve resolves.
    chi : float
        Misfit.
    """

    name: str
    frequency: NDArray[np.float64]
    observed: NDArray[np.float64]
    sigma: NDArray[np.float64]
    predicted: NDArray[np.float64]
    branch: NDArray[np.str_]
    depth: NDArray[np.float64]
    vs: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    layer_top: NDArray[np.float64]
    layer_vs: NDArray[np.float64]
    trusted: tuple[float, float]
    chi: float

    def layer_steps(self, bottom: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return Vs and depth of a line that steps from layer to layer, down to a depth in m."""
        shown = self.layer_top < bottom
        depth = np.repeat(np.append(self.layer_top[shown], bottom), 2)[1:-1]
        return np.repeat(self.layer_vs[shown], 2), depth


def site_record(folder: Path, site: Mapping[str, object], near: float = 0.0) -> SiteRecord | None:
    """Return a site of the results in a folder, None where its tables lack it.

    Parameters
    ----------
    folder : Path
        The results.
    site : mapping of str to object
        Its columns in the layer of sites.
    near : float
        About where among the sites it is, 0 to 1.

    Raises
    ------
    OutputError
        If the tables cannot be read.
    """
    name = str(site["site"])
    points, profile = rows_of(folder / CURVES, name, near), rows_of(folder / PROFILES, name, near)
    layers = rows_of(folder / MODELS, name, near) if (folder / MODELS).exists() else {}
    return record_of(site, SiteRows(name, points, profile, layers))


def record_of(site: Mapping[str, object], rows: SiteRows) -> SiteRecord | None:
    """Return a site by its rows in the tables of a result, None where one of these lacks it.

    Parameters
    ----------
    site : mapping of str to object
        Its columns in the layer of sites.
    rows : SiteRows
        Its rows.
    """
    points, profile, layers = rows.points, rows.profile, rows.layers
    if not points or not profile:
        return None
    return SiteRecord(
        name=rows.site,
        frequency=_numbers(points["frequency_hz"]),
        observed=_numbers(points["observed"]),
        sigma=_numbers(points["sigma"]),
        predicted=_numbers(points["predicted"]),
        branch=np.array(
            [_branch(*t) for t in zip(points["wave"], points["type"], points["mode"])], dtype=str
        ),
        depth=_numbers(profile["depth_m"]),
        vs=_numbers(profile["vs_m_s"]),
        quantiles=np.stack([_numbers(profile[name]) for name in QUANTILES], axis=-1),
        layer_top=_numbers(layers.get("top_m", [])),
        layer_vs=_numbers(layers.get("vs_m_s", [])),
        trusted=(_number(site["lambda_min_m"]) / 4, _number(site["doi_m"])),
        chi=_number(site["chi"]),
    )


def _numbers(cells: Sequence[str]) -> NDArray[np.float64]:
    """Return cells as numbers, NaN where they are blank."""
    return np.array([float(cell) if cell else np.nan for cell in cells])


def _number(value: object) -> float:
    """Return an attribute as a number, NaN for none."""
    return float(value) if isinstance(value, (int, float)) else np.nan


def _branch(wave: str, kind: str, mode: str) -> str:
    name = f"{wave.capitalize()} { {'phase': tr('phase'), 'group': tr('group')}.get(kind, kind) }"
    return name if mode == "0" else tr("{name}, mode {mode}").format(name=name, mode=mode)
