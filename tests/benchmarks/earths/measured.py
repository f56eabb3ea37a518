"""Real near-surface profiles: measured in boreholes and by cones, or published as layered models.

The numbers stand in `measured_profiles.csv`, with the source beside each profile. Taken is what could be
read in full (depths and Vs, down to about 20 m at least) and traced to a source; none was left out for its
shape, and none was tried on any method before it was taken. Left out are basin models with one velocity in
their top 50 m, made for long periods. Of the many cone and dilatometer logs of New Zealand that reach 20 m,
tests within a few hundred metres of each other give one log, and the dense set of central Christchurch a
quarter of its logs, by number; no other country has more than a few logs here. `Profile.family` tells a log
of the ground itself, from a borehole or a cone ("measured"), from a model fitted to surface measurements, to
records or to several sites ("published model").

The last velocity continues downwards, and the first reading up to the surface. Cone and dilatometer readings
closer than a metre are pooled by travel time into intervals of a metre, which keeps most of their scatter:
part of it is ground, part of it reading error. Laws of depth are cut into layers at mid-depth velocities.

Where a source gives Vs alone, Vp and density are ours, as in `published`: Vp/Vs 1.8, and below the water
table (5 m if the source gives none) 1500 m/s at least; density 1700 + 0.6 Vs, 2400 kg/m3 at most.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np

from plugin.engine.curves import FloatArray

from .columns import Column
from .published import WATER_TABLE, WATER_VP

TABLE = Path(__file__).with_name("measured_profiles.csv")
DRY_RATIO = 1.8
HEAVIEST = 2400.0


@dataclass(frozen=True)
class Profile:
    """One profile as its source gives it.

    Parameters
    ----------
    name, source, method : str
        Site, publication, and how it was measured.
    family : str
        "measured" in a borehole or by a cone, or "published model".
    top, vs : (n_layers,) float arrays
        Top of each layer in m and its velocity in m/s; the last one goes on downwards.
    vp, density : (n_layers,) float arrays
        m/s and kg/m3, nan where the source gives none.
    water_table : float
        Depth in m.
    """

    name: str
    source: str
    method: str
    family: str
    top: FloatArray
    vs: FloatArray
    vp: FloatArray
    density: FloatArray
    water_table: float


def measured() -> list[Column]:
    """Return the profiles as columns of ground."""
    return [to_column(profile) for profile in read_profiles()]


def read_profiles(table: Path = TABLE) -> list[Profile]:
    """Read the profiles of a table; source, method, kind and water table stand on a profile's first row."""
    with table.open(encoding="utf-8", newline="") as file:
        return list(_profiles(csv.DictReader(file)))


def _profiles(rows: Iterator[dict[str, str]]) -> Iterator[Profile]:
    for name, group in groupby(rows, key=itemgetter("profile")):
        layers = list(group)
        yield Profile(
            name=name,
            source=layers[0]["source"],
            method=layers[0]["method"],
            family=layers[0]["kind"],
            top=_numbers(layers, "depth_top_m"),
            vs=_numbers(layers, "vs_m_s"),
            vp=_numbers(layers, "vp_m_s"),
            density=_numbers(layers, "density_kg_m3"),
            water_table=float(layers[0]["water_table_m"] or WATER_TABLE),
        )


def _numbers(layers: list[dict[str, str]], field: str) -> FloatArray:
    return np.array([float(layer[field] or "nan") for layer in layers])


def to_column(profile: Profile) -> Column:
    """Make a column of a profile, with our Vp and density where the source gives none."""
    top, vs, vp, density = _split_at_water_table(profile)
    ours = np.where(top >= profile.water_table, np.maximum(DRY_RATIO * vs, WATER_VP), DRY_RATIO * vs)
    return Column(
        profile.name,
        profile.family,
        np.append(np.diff(top), 0.0),
        vs,
        np.where(np.isnan(vp), ours, vp),
        np.where(np.isnan(density), np.minimum(1700.0 + 0.6 * vs, HEAVIEST), density),
    )


def _split_at_water_table(profile: Profile) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return top, Vs, Vp and density with one layer more where ours will jump inside a layer."""
    layers = (profile.top, profile.vs, profile.vp, profile.density)
    layer = np.searchsorted(profile.top, profile.water_table, side="right") - 1
    if profile.water_table in profile.top or not np.isnan(profile.vp[layer]):
        return layers
    top = np.insert(profile.top, layer + 1, profile.water_table)
    return top, *(np.insert(values, layer + 1, values[layer]) for values in layers[1:])
