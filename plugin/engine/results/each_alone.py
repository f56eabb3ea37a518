"""Work on many sites of which one may fail: the others come through, and it is told why it did not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_FAULTS = (ArithmeticError, ValueError, LookupError, RuntimeError)
"""What numbers can make NumPy, SciPy, PyTorch and compiled loops raise."""
_LONGEST = 120


@dataclass
class Failures:
    """Why sites failed, by their numbers, and the first error, for whoever looks for the fault."""

    reasons: dict[int, str] = field(default_factory=dict)
    first: Exception | None = None

    def add(self, site: int, error: Exception) -> None:
        """Add a site that failed."""
        words = " ".join(str(error).split())[:_LONGEST]
        self.reasons[site] = f"the inversion failed ({type(error).__name__}: {words})"
        self.first = self.first or error

    def take_in(self, others: Failures, sites: NDArray[np.int64]) -> None:
        """Add others' failures, whose sites are numbers of the given ones."""
        self.reasons |= {int(sites[site]): why for site, why in others.reasons.items()}
        self.first = self.first or others.first

    def settle(self, known: NDArray[np.bool_]) -> None:
        """Keep those of sites without a profile, False in (n_sites,); all of them get a reason."""
        self.reasons = {site: why for site, why in self.reasons.items() if not known[site]}
        for site in np.flatnonzero(~known).tolist():
            self.reasons.setdefault(site, "the inversion failed (its profile is not a number)")

    def listed(self, names: NDArray[np.str_]) -> Mapping[str, str]:
        """Return the reasons by the sites' names, in their order."""
        return {str(names[site]): self.reasons[site] for site in sorted(self.reasons)}


def each_alone(work: Callable[[NDArray[np.int64]], None], sites: NDArray[np.int64], failed: Failures) -> None:
    """Work on sites together; where that fails, on halves of them, until each that fails stands alone.

    Parameters
    ----------
    work : callable
        Works on some sites; nothing of sites whose work fails may matter.
    sites : (n,) int array
        The sites.
    failed : Failures
        Takes in those that fail.
    """
    try:
        work(sites)
    except _FAULTS as error:
        if len(sites) == 1:
            failed.add(int(sites[0]), error)
        else:
            for half in np.array_split(sites, 2):
                each_alone(work, half, failed)
