"""The curves of a run, observed and predicted, read back from ``curves.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.large_tables import table_in
from ...protocol.manifest import require_whole
from ...protocol.result_files import CURVES
from ...protocol.waves import VelocityType, Wave
from ..curves import Curves, FloatArray
from ..results.result_table import result_table


@dataclass(frozen=True)
class Observed:
    """Curves, and what the reported profiles predict.

    Parameters
    ----------
    curves : Curves
        The curves of all sites, with the errors that were used.
    predicted : (n_points,) float array
        Velocities in m/s, NaN where none was computed.
    stated : (n_points,) bool array
        Whether the survey states the error.
    """

    curves: Curves
    predicted: FloatArray
    stated: NDArray[np.bool_]

    def take(self, sites: NDArray[np.integer]) -> Observed:
        """Return those of the given sites, in the given order."""
        points = self.curves.points_of(sites)
        return Observed(self.curves.take(sites), self.predicted[points], self.stated[points])


def load_curves(folder: Path, names: NDArray) -> Observed:
    """Read the curves of a run back.

    Parameters
    ----------
    folder : Path
        Where the run was written.
    names : (n_sites,) array
        Its sites, in the order of the site table.

    Raises
    ------
    OutputError
        If the table is missing, damaged or of other sites.
    """
    import pandas as pd

    path = table_in(folder, CURVES)
    if not path.is_file():
        raise OutputError(f"{path}: is missing; run invert again")
    with result_table(path) as table:
        owner = pd.Index(names).get_indexer(pd.Index(table["site"]))
        wave, kind = (_numbers(table[n], of) for n, of in (("wave", Wave), ("type", VelocityType)))
        frequency, observed, sigma, predicted = (
            table[n].to_numpy(float) for n in ("frequency_hz", "observed", "sigma", "predicted")
        )
        mode, stated = table["mode"].to_numpy(int), table["sigma_from"].to_numpy() == "survey"
    if (owner < 0).any() or (np.diff(owner) < 0).any():
        raise OutputError(f"{path}: its sites are not those of the site table; run invert again")
    require_whole(folder, [path.name])
    n = len(names)
    curves = Curves.from_points(owner, frequency, observed, sigma, wave, kind, mode, n_sites=n)
    return Observed(curves, predicted, stated)


def _numbers(labels: object, kind: type[Wave] | type[VelocityType]) -> NDArray[np.int64]:
    """Return the numbers of words such as ``rayleigh``."""
    known = {one.name.lower(): int(one) for one in kind}
    return np.array([known[label] for label in labels], dtype=np.int64)  # type: ignore[attr-defined]
