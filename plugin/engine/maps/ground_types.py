"""Maps of ground types that a profile decides, from the profiles that a spatial model takes as likely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...protocol.progress import Monitor
from ...protocol.result_files import PROFILE_CLASS_MAPS, VS30
from ..curves import FloatArray
from ..products.class_odds import class_odds
from ..products.criteria import criteria_of
from ..products.standards import ROCK_WITHIN, vs30_bounds_of
from ..products.vs30 import vs30_of
from ..spatial.ensembles import DRAWS, Ensembles
from ..spatial.spatial_model import SpatialModel
from ..workers import each_of
from .class_maps import class_shares
from .from_profiles import vs30_depths
from .product import Fill, Part, single_band
from .rasters import NO_CLASS, Bands

_AT_ONCE = 2_000_000  # velocities
_CARRIED = {"WHERE_30_M_IS_NOT_KNOWN": "Vs30 as its map carries it down, and E by the top 20 m"}


def ground_type_parts(model: SpatialModel, parts: Sequence[Part], monitor: Monitor) -> list[Part]:
    """Return the rasters of ground types and of their probabilities; none where depths do not reach 30 m.

    The type is the likeliest among profiles drawn at the squares of the model, between which probabilities
    are interpolated. Where no site around knows 30 m but one knows 20 m, which decide whether rock is near
    enough for E, the others are told apart by Vs30 as its map carries it down.

    Parameters
    ----------
    model : SpatialModel
        Of ln Vs at depths.
    parts : sequence of Part
        What else is mapped; Vs30 with its band may be among them.
    monitor : Monitor
        Progress and cancellation.
    """
    depths = model.values.depths
    if vs30_depths(tuple(depths)) is None:
        return []
    vs30 = next((part.fill for part in parts if VS30.file in part.files and len(part.files) > 1), None)
    return [_part(key, odds, model, vs30) for key, odds in _odds_at_squares(model, monitor).items()]


def _part(key: str, at_squares: FloatArray, model: SpatialModel, vs30: Fill | None) -> Part:
    of_class, of_odds = PROFILE_CLASS_MAPS[key]
    depths = model.values.depths
    to_rock, to_30_m = (int(np.flatnonzero(depths >= depth * (1 - 1e-9))[0]) for depth in (ROCK_WITHIN, 30.0))

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        odds = np.clip(model.weights(places) @ at_squares, 0.0, 1.0)  # its curves may lead beyond
        near = model.near(places)
        known = near[:, to_30_m] & (odds.sum(axis=1) > 0)
        above = np.flatnonzero(near[:, to_rock] & ~near[:, to_30_m])
        if vs30 is not None and len(above):
            odds[above] = _by_vs30(key, odds[above], vs30(places[above]))
            known[above] = np.isfinite(odds[above, 0])
        codes = np.where(known, odds.argmax(axis=1), NO_CLASS).astype(float)
        return [codes[:, None], np.where(known, odds.max(axis=1), np.nan)[:, None]]

    bands = [Bands([of_class.label], "", classes=True), single_band(of_odds)]
    tags = {"CLASSES_FROM": "profiles drawn from the spatial model", **(_CARRIED if vs30 is not None else {})}
    return Part([of_class.file, of_odds.file], bands, fill, tags)


def _by_vs30(key: str, odds: FloatArray, vs30: Sequence[FloatArray]) -> FloatArray:
    """Return probabilities (n, types) of which Vs30 parts all but the last type, E; NaN without Vs30.

    Parameters
    ----------
    key : str
        The standard.
    odds : (n, types) float array
        Those of drawn profiles, right where the top 20 m decide: of E, and at most so much of A.
    vs30 : sequence of (n, 1) float arrays
        Its median, and its 5 and 95 % quantiles.
    """
    shares = class_shares(vs30_bounds_of(key), *(level[:, 0] for level in vs30))
    stiffest = np.minimum(shares[:, 0], odds[:, 0])
    shares[:, 1] += shares[:, 0] - stiffest
    shares[:, 0] = stiffest
    return np.column_stack([(1.0 - odds[:, -1:]) * shares, odds[:, -1]])


def _odds_at_squares(model: SpatialModel, monitor: Monitor) -> dict[str, FloatArray]:
    """Return the probabilities of all types at the squares of the model, (squares, types)."""
    depths = model.values.depths
    parts = [_filled(part) for part in model.parts]
    ensembles, n = Ensembles(model, len(depths)), len(parts[0])
    step = max(1, _AT_ONCE // (DRAWS * len(depths)))

    def odds(start: int, monitor: Monitor) -> dict[str, FloatArray]:
        monitor.step(0.0, "classes of drawn profiles")
        some = slice(start, start + step)
        drawn = np.exp(ensembles(*(part[some] for part in parts))).transpose(1, 0, 2)
        depth = np.broadcast_to(depths, (len(drawn), len(depths)))
        weight = np.full(drawn.shape[:2], 1.0 / drawn.shape[1])
        felt = np.exp(parts[0][some])
        vs30 = vs30_of(depth, drawn, weight, felt, depth[:, 0], depth[:, -1])
        criteria = criteria_of(depth, drawn, weight, felt, vs30)
        return {key: class_odds(key, criteria, vs30.weight).odds for key in PROFILE_CLASS_MAPS}

    found = each_of(odds, range(0, n, step), monitor)
    return {key: np.concatenate([some[key] for some in found]) for key in PROFILE_CLASS_MAPS}


def _filled(table: FloatArray) -> FloatArray:
    """Return a table (squares, depths) in which depths that are not known take the nearest that is."""
    known = np.isfinite(table).any(axis=0)
    places = np.flatnonzero(known)
    nearest = places[np.abs(np.arange(table.shape[1])[:, None] - places).argmin(axis=1)]
    return np.nan_to_num(table[:, nearest])
