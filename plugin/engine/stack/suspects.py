"""Cells of a stack that look wrong but may be right: counted window by window, with an example of each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..curves import Curves
from ..reading.suspects import find_backwards, find_doubts

BACKWARDS = "backwards"


@dataclass
class Suspects:
    """What looks wrong in the cells seen so far, as in the sites of a survey.

    Parameters
    ----------
    counts : dict of str to int
        Cells of each kind.
    examples : dict of str to str
        What is wrong with the first one, in a clause.
    """

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, curves: Curves) -> None:
        """Count the cells of one window, each a curve."""
        for doubt in (*find_doubts(curves), find_backwards(curves)):
            if len(doubt.sites):
                n = len(np.unique(doubt.sites))
                self.counts[doubt.kind] = self.counts.get(doubt.kind, 0) + n
                self.examples.setdefault(doubt.kind, doubt.clause(0))

    def lines(self, n_cells: int) -> list[str]:
        """Return one line for each kind; `n_cells` is how many cells there are."""
        return [
            f"suspect, but used: {n} of {n_cells} cells, such as one: {self.examples[kind]}"
            for kind, n in self.counts.items()
            if kind != BACKWARDS or n > n_cells / 2
        ]
