"""How one band compares with another."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from plugin.engine.curves import FloatArray


@dataclass(frozen=True)
class Band:
    """Ends of a band of ln Vs, arrays of one shape."""

    low: FloatArray
    high: FloatArray

    @property
    def width(self) -> FloatArray:
        """Width in ln Vs."""
        return self.high - self.low


@dataclass(frozen=True)
class Comparison:
    """How a band lies to a reference band and to the truth, over all its depths.

    Parameters
    ----------
    width_ratio : float
        Median of its width over the reference's.
    overlap : float
        Mean of what both hold over what either holds.
    coverage : float
        Share of the truth inside it.
    """

    width_ratio: float
    overlap: float
    coverage: float

    def as_dict(self) -> dict[str, float]:
        """Return it for JSON."""
        return asdict(self)


def compare(band: Band, reference: Band, truth: FloatArray) -> Comparison:
    """Compare a band with a reference band and with the truth, all of ln Vs."""
    shared = np.clip(np.minimum(band.high, reference.high) - np.maximum(band.low, reference.low), 0.0, None)
    either = band.width + reference.width - shared
    inside = (truth >= band.low) & (truth <= band.high)
    return Comparison(
        width_ratio=float(np.median(band.width / reference.width)),
        overlap=float((shared / either).mean()),
        coverage=float(inside.mean()),
    )
