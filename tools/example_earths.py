"""Three invented pieces of ground, as layered earths below any point of a map.

Both are functions of the place alone, so that the same ground gives the curves of the
example surveys, the truth at their sites and the truth on a raster.
"""

from __future__ import annotations

import numpy as np

from plugin.engine.curves import FloatArray
from plugin.engine.waves.elastic import brocher
from plugin.engine.waves.forward import Earths

WATER_TABLE_M = 3.0


def valley_earths(x: FloatArray, y: FloatArray) -> Earths:
    """Return soft sediments over rock below points of a buried valley.

    Parameters
    ----------
    x, y : (n,) float arrays
        Easting and northing in m from the south-west corner of the valley.
    """
    axis = 1150.0 + 260.0 * np.sin(x / 700.0) + 0.05 * x
    rim, centre = 5.0, 52.0 + 7.0 * undulation(x, y, 1100.0, seed=1)
    bedrock = rim + (np.clip(centre, 44.0, 60.0) - rim) * np.exp(-0.5 * ((y - axis) / 330.0) ** 2)
    weathered = bedrock + 5.0 + 1.5 * undulation(x, y, 600.0, seed=2)
    surface_vs = 155.0 * (1.0 + 0.10 * undulation(x, y, 500.0, seed=3))
    rock_vs = 1150.0 * (1.0 + 0.06 * undulation(x, y, 900.0, seed=4))

    top, middle = stack_layers([np.zeros_like(x), bedrock, weathered, np.full_like(x, 160.0)], [24, 3, 7])
    sediment = surface_vs[:, None] * (1.0 + middle / 2.0) ** 0.26
    rock = rock_vs[:, None] * (1.0 + 0.002 * (middle - weathered[:, None]))
    soft, broken = middle < bedrock[:, None], middle < weathered[:, None]
    vs = np.where(soft, sediment, np.where(broken, 0.58 * rock_vs[:, None], rock))
    saturated = 1450.0 + 1.1 * vs
    vp = np.where(soft, np.where(middle < WATER_TABLE_M, 2.0 * vs, saturated), 1.9 * vs)
    density = np.where(soft, 1800.0 + 0.5 * vs, np.where(broken, 2150.0, 2350.0))
    return _earths(top, vs, vp, density)


def crust_earths(lon: FloatArray, lat: FloatArray) -> Earths:
    """Return a sedimentary basin in a crust above a dipping Moho.

    Parameters
    ----------
    lon, lat : (n,) float arrays
        Degrees from the south-west corner of the region, 0 to 9.5 and 0 to 7.
    """
    moho = 28.0 + 14.0 * np.clip(lon / 9.5, 0.0, 1.0)
    basin = 0.4 + 5.6 * np.exp(-0.5 * (((lon - 5.6) / 1.5) ** 2 + ((lat - 3.6) / 1.1) ** 2))
    conrad = 0.46 * moho
    warmth = 0.012 * undulation(lon, lat, 3.0, seed=5)

    bottom = np.full_like(moho, 160.0)
    top, middle = stack_layers([np.zeros_like(moho), basin, conrad, moho, bottom], [8, 9, 7, 8])
    depth_in = (middle - basin[:, None]) / (conrad - basin)[:, None]
    sediment = 1.25 + 0.75 * np.sqrt(middle / 2.0)
    upper = 3.25 + 0.30 * depth_in
    lower = 3.70 + 0.20 * (middle - conrad[:, None]) / (moho - conrad)[:, None]
    mantle = 4.45 + 0.0015 * (middle - moho[:, None])
    below = [middle < edge[:, None] for edge in (basin, conrad, moho)]
    vs = 1000.0 * np.select(below, [sediment, upper, lower], mantle) * (1.0 + warmth[:, None])
    return _earths(1000.0 * top, vs, *brocher(vs))


FAULT_DEPTH_KM = 8.0
"""Down to there one side of the fault is slower, by `FAULT_STEP`."""
FAULT_STEP = 0.8


def fault_trace(y: FloatArray) -> FloatArray:
    """Return the easting in m of the fault at northings in m, both from the south-west corner."""
    return 60e3 + 9e3 * np.sin(y / 16e3) + 0.12 * (y - 50e3)


def fault_earths(x: FloatArray, y: FloatArray) -> Earths:
    """Return a crust whose upper 8 km are a fifth slower east of a fault: the rocks of a basin.

    Parameters
    ----------
    x, y : (n,) float arrays
        Easting and northing in m from the south-west corner, 0 to 120 km and 0 to 100 km.
    """
    conrad = 19.0 + 1.5 * undulation(x, y, 90e3, seed=11)
    moho = 34.0 + 2.0 * undulation(x, y, 120e3, seed=12)
    warmth = 0.025 * undulation(x, y, 55e3, seed=13)
    edges = [np.zeros_like(x), np.full_like(x, FAULT_DEPTH_KM), conrad, moho, np.full_like(x, 160.0)]
    top, middle = stack_layers(edges, [10, 4, 4, 6])
    upper = 2.55 + 0.75 * np.sqrt(np.minimum(middle, 10.0) / 10.0)
    lower = 3.70 + 0.20 * (middle - conrad[:, None]) / (moho - conrad)[:, None]
    below = [middle < edge[:, None] for edge in edges[1:4]]
    slow = np.where(x > fault_trace(y), FAULT_STEP, 1.0)[:, None]
    vs = np.select(below, [slow * upper, upper + 0.012 * middle, lower], 4.45 + 0.0015 * middle)
    vs = 1000.0 * vs * (1.0 + warmth[:, None])
    return _earths(1000.0 * top, vs, *brocher(vs))


def stack_layers(edges: list[FloatArray], counts: list[int]) -> tuple[FloatArray, FloatArray]:
    """Split each unit between two edges into equal layers; return tops and middles, shape (n, n_layers)."""
    units = zip(edges[:-1], edges[1:], counts)
    tops = [top[:, None] + (bottom - top)[:, None] * np.arange(n) / n for top, bottom, n in units]
    top = np.concatenate(tops, axis=1)
    bottom = np.concatenate([top[:, 1:], edges[-1][:, None]], axis=1)
    return top, 0.5 * (top + bottom)


def undulation(x: FloatArray, y: FloatArray, wavelength: float, seed: int) -> FloatArray:
    """Return a smooth random surface of about unit size: eight plane waves near one wavelength."""
    rng = np.random.default_rng(seed)
    direction, phase = rng.uniform(0.0, 2.0 * np.pi, (2, 8))
    number = 2.0 * np.pi / wavelength * rng.uniform(0.5, 1.2, 8)
    along = np.multiply.outer(x, np.cos(direction)) + np.multiply.outer(y, np.sin(direction))
    return 0.5 * np.cos(number * along + phase).sum(axis=-1)


def _earths(top: FloatArray, vs: FloatArray, vp: FloatArray, density: FloatArray) -> Earths:
    thickness = np.diff(top, axis=1, append=top[:, -1:])
    return Earths.from_layers(thickness, vs, vp, density)
