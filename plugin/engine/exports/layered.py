"""Profiles of a finished run as layered earths, and the table of their layers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..elastic import Elastic
from ..errors import OutputError
from ..layering import DEPTHS_PER_LAYER, Layering
from ..outputs import CURVES, PROFILES, RUN, load_profiles, load_sites
from ..profiles import LEVELS, Profiles


@dataclass(frozen=True)
class LayeredModels:
    """Layered earths of some sites; the last layer is the half-space.

    Parameters
    ----------
    names : (n_sites,) object array
        Site names.
    thickness : (n_sites, n_layers) float array
        In m; 0 for the half-space.
    vs, vp, density : (n_sites, n_layers) float arrays
        Velocities in m/s and density in kg/m3.
    vs_p05, vs_p95 : (n_sites, n_layers) float arrays
        Quantiles of Vs in m/s.
    trusted : (n_sites, n_layers) bool array
        True where the whole layer was taken from depths inside the site's trusted window.
    spherical : bool
        Whether the profiles are those of a spherical Earth.
    native : bool
        Whether these are the very layers whose curves were predicted, rather than those of shared depths.
    source : str
        Name of the survey.
    """

    names: NDArray[np.object_]
    thickness: FloatArray
    vs: FloatArray
    vp: FloatArray
    density: FloatArray
    vs_p05: FloatArray
    vs_p95: FloatArray
    trusted: NDArray[np.bool_]
    spherical: bool
    native: bool
    source: str

    def columns(self, site: int) -> FloatArray:
        """Return thickness, Vp, Vs and density of one site, shape (n_layers, 4)."""
        return np.column_stack([c[site] for c in (self.thickness, self.vp, self.vs, self.density)])

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know before using the models."""
        if self.native:
            return ()
        return (
            "layers follow the depths that all sites share, so they explain the curves less closely than the "
            "profiles do; invert with depths set to native to export the layers that were checked",
        )

    def title(self, site: int) -> str:
        """Return one line that says whose model it is."""
        earth = ", spherical Earth" if self.spherical else ""
        return " ".join(f"site {self.names[site]} of {self.source}, by Vs Mapper{earth}".split())


def load_models(folder: Path, sites: Sequence[str] | None = None) -> LayeredModels:
    """Read the profiles of a finished run as layered earths.

    Layers meet midway in log depth between the depths of ``profiles.csv``. Where each site kept its own
    depths, they are grouped as for the curves that were predicted; else each shared depth is a layer.
    Vp and density are those of `elastic.Elastic`.

    Parameters
    ----------
    folder : Path
        Where `outputs.write_result` wrote.
    sites : sequence of str, optional
        Names of the sites to take; by default all.

    Raises
    ------
    OutputError
        If the folder holds no finished run, or not these sites.
    """
    table = load_sites(folder)
    run = _load_run(folder)
    chosen = _chosen(table["site"].to_numpy(), table["status"].to_numpy(), sites, folder)
    profiles = load_profiles(folder).take(chosen)
    names = table["site"].to_numpy()[chosen]
    settings = run.get("settings", {})
    native = settings.get("depths") == "native"
    layering = Layering.of(profiles.depth, DEPTHS_PER_LAYER if native else 1)
    vs, low, high = (np.exp(layering.average(np.log(v))) for v in _velocities(profiles))
    velocity = _mean_velocity(folder, names)
    elastic = Elastic.of(velocity, settings.get("poisson", "auto"), settings.get("water_table"))
    vp, density = elastic.vp_and_density(vs, layering.thickness)
    return LayeredModels(
        names=names,
        thickness=layering.thickness,
        vs=vs,
        vp=vp,
        density=density,
        vs_p05=low,
        vs_p95=high,
        trusted=layering.average(profiles.trusted.astype(float)) == 1,
        spherical=bool(run.get("spherical_correction", False)),
        native=native,
        source=str(run.get("input", "survey")),
    )


def write_table(models: LayeredModels, path: Path) -> None:
    """Write one row a layer: site, top and bottom in m, Vs with its 5 and 95 % quantiles, Vp, density.

    The half-space has no bottom.
    """
    import pandas as pd

    n_layers = models.thickness.shape[1]
    bottom = np.cumsum(models.thickness, axis=1)
    top = bottom - models.thickness
    bottom[:, -1] = np.nan
    columns = {
        "top_m": top,
        "bottom_m": bottom,
        "vs_m_s": models.vs,
        "vp_m_s": models.vp,
        "density_kg_m3": models.density,
        "vs_p05": models.vs_p05,
        "vs_p95": models.vs_p95,
        "trusted": models.trusted.astype(np.int8),
    }
    rows = {"site": np.repeat(models.names, n_layers), **{name: v.ravel() for name, v in columns.items()}}
    pd.DataFrame(rows).to_csv(path, index=False, float_format="%.6g")


def _velocities(profiles: Profiles) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return Vs and its 5 and 95 % quantiles."""
    low, high = (profiles.quantiles[..., LEVELS.index(level)] for level in (0.05, 0.95))
    return profiles.vs, low, high


def _chosen(
    names: NDArray[np.object_], status: NDArray[np.object_], wanted: Sequence[str] | None, folder: Path
) -> NDArray[np.int64]:
    """Return the rows of the sites to take."""
    inverted = status != "rejected"
    if wanted is None:
        if not inverted.any():
            raise OutputError(f"{folder}: no site was inverted, so there is nothing to export")
        return np.flatnonzero(inverted)
    rows = {name: row for row, name in enumerate(names)}
    unknown = [name for name in wanted if name not in rows]
    if unknown:
        raise OutputError(f"{folder}: has no site {unknown[0]!r}; its first is {names[0]!r}")
    lost = [name for name in wanted if not inverted[rows[name]]]
    if lost:
        raise OutputError(f"{folder}: site {lost[0]}: was not inverted, so it has no profile to export")
    return np.array(sorted({rows[name] for name in wanted}), dtype=np.int64)


def _mean_velocity(folder: Path, names: NDArray[np.object_]) -> FloatArray:
    """Return the geometric mean of each site's observed velocities in m/s, which chooses Vp and density."""
    import pandas as pd

    path = folder / CURVES
    try:
        curves = pd.read_csv(
            path, usecols=["site", "observed"], dtype={"site": str}, keep_default_na=False, na_values=[""]
        )
        means = np.exp(np.log(curves["observed"].astype(float)).groupby(curves["site"]).mean())
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
    found = means.reindex(names).to_numpy()
    if np.isnan(found).any():
        raise OutputError(f"{path}: its sites are not those of {PROFILES}; run invert again")
    return found


def _load_run(folder: Path) -> dict:
    path = folder / RUN
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
