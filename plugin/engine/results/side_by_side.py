"""The sites of a survey worked at batch by batch, several batches side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ...protocol.request import Request
from ..curves import Curves
from ..workers import Job, share_out
from .each_alone import Failures, each_alone

if TYPE_CHECKING:
    from ..network.one_pass import Prediction, Predictor
    from ..network.transformer import VsTransformer

Work = Callable[["Prediction", Curves, Monitor], None]
"""Does something with what the network says of some sites and with their curves."""


@dataclass(frozen=True)
class SideBySide:
    """Curves, and the network that reads them before anything else is done.

    Parameters
    ----------
    curves : Curves
        The curves, flattened where the Earth's curvature is corrected for.
    request : Request
        Settings.
    predictor : Predictor
        The network.
    """

    curves: Curves
    request: Request
    predictor: Predictor

    @classmethod
    def of(cls, curves: Curves, request: Request, network: VsTransformer | None) -> SideBySide:
        """Load the network unless it is given."""
        # Imported here: these pull in PyTorch.
        from ..network.novelty_weights import load_detector
        from ..network.one_pass import Predictor
        from ..network.weights import load_network

        return cls(curves, request, Predictor.of(network or load_network(), load_detector(), request))

    def with_water_table(self, depth: float) -> SideBySide:
        """Return the same work where soil is saturated from a depth in m on."""
        return replace(self, request=replace(self.request, water_table=depth))

    def each(
        self, work: Work, monitor: Monitor, failed: Failures, sites: NDArray[np.int64] | None = None
    ) -> None:
        """Work at sites, by default all of them; those at which it fails are noted.

        Parameters
        ----------
        work : callable
            Fills in what it finds of a batch.
        monitor : Monitor
            Progress and cancellation.
        failed : Failures
            Takes in the sites that fail.
        sites : (n,) int array, optional
            Which sites.
        """
        from ..network.one_pass import batches, one_thread_each

        if self.request.samples:
            from ..waves.forward import model_alone

        def job(part: NDArray[np.int64]) -> Job:
            def run(monitor: Monitor) -> None:
                def on(sites: NDArray[np.int64]) -> None:
                    monitor.step(0.0, "network")
                    work(self.predictor.predict(self.curves, sites), self.curves.take(sites), monitor)

                each_alone(on, part, failed)

            return run

        with one_thread_each() as torch_alone:

            def prepare() -> None:
                torch_alone()
                if self.request.samples:
                    model_alone()

            if self.request.samples:
                torch_alone()  # a single batch is worked at in this thread: the same digits as in another
            chosen = np.arange(self.curves.n_sites) if sites is None else sites
            parts = [chosen[part] for part in batches(self.curves.counts[chosen], self.request)]
            share_out([job(part) for part in parts], [len(part) for part in parts], monitor, prepare)
