"""The sites of a survey worked at batch by batch, several batches side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ...protocol.request import Request
from ..curves import Curves, FloatArray
from ..proof.message import Message
from ..workers import Crew, Job, Threads
from .each_alone import Failures, each_alone

if TYPE_CHECKING:
    from ..network.one_pass import Prediction, Predictor
    from ..network.transformer import VsTransformer

T = TypeVar("T")


@dataclass(frozen=True)
class Sites:
    """Sites to be worked at: all that the work at them needs, and nothing of other sites.

    Parameters
    ----------
    curves : Curves
        Their curves, flattened where the Earth's curvature is corrected for.
    window : pair of (n_sites,) float arrays
        The shallowest and the deepest depth in m that each curve can resolve.
    message : Message, optional
        What others say of them.
    """

    curves: Curves
    window: tuple[FloatArray, FloatArray]
    message: Message | None = None

    def take(self, sites: NDArray[np.integer]) -> Sites:
        """Return the given ones, in the given order."""
        shallowest, deepest = self.window
        return Sites(
            self.curves.take(sites),
            (shallowest[sites], deepest[sites]),
            None if self.message is None else self.message.take(sites),
        )


Work = Callable[["Prediction", Sites, Request, Monitor], T]
"""A function of a module, which another process can import: what the network says of sites, and these, in."""


@dataclass(frozen=True)
class Found(Generic[T]):
    """What work at some sites came to: numbers of sites with what was found of them, and the failures."""

    parts: list[tuple[NDArray[np.int64], T]] = field(default_factory=list)
    failed: Failures = field(default_factory=Failures)


@dataclass(frozen=True)
class SideBySide:
    """Sites, and the network that reads their curves before anything else is done.

    Parameters
    ----------
    sites : Sites
        The sites.
    request : Request
        Settings.
    crew : Crew
        Whoever works at batches.
    network : VsTransformer, optional
        The network, where it is not the installed one.
    """

    sites: Sites
    request: Request
    crew: Crew = field(default_factory=Threads)
    network: VsTransformer | None = None

    def with_water_table(self, depth: float) -> SideBySide:
        """Return the same work where soil is saturated from a depth in m on."""
        return replace(self, request=replace(self.request, water_table=depth))

    def told(self, message: Message) -> SideBySide:
        """Return the same work with what others say of the sites."""
        return replace(self, sites=replace(self.sites, message=message))

    def each(
        self, work: Work[T], monitor: Monitor, failed: Failures, sites: NDArray[np.int64] | None = None
    ) -> Iterator[tuple[NDArray[np.int64], T]]:
        """Work at sites, by default all of them; yield what is found of some, batch by batch.

        Parameters
        ----------
        work : callable
            What is done with a batch.
        monitor : Monitor
            Progress and cancellation.
        failed : Failures
            Takes in the sites at which it fails, of which nothing is yielded.
        sites : (n,) int array, optional
            Which sites.
        """
        from ..network.one_pass import batches, one_thread_each

        chosen = np.arange(self.sites.curves.n_sites) if sites is None else sites
        parts = [chosen[part] for part in batches(self.sites.curves.counts[chosen], self.request)]

        def job_of(number: int) -> Job[Found[T]]:
            return partial(_work_at, work, self.sites.take(parts[number]), self.request, self.network)

        with one_thread_each() as torch_alone:
            torch_alone()  # a single batch is worked at in this thread: the same digits as in another
            prepare = partial(alone, self.request.samples > 0)
            for number, found in self.crew.finished(job_of, [len(part) for part in parts], monitor, prepare):
                failed.take_in(found.failed, parts[number])
                yield from ((parts[number][own], told) for own, told in found.parts)


def alone(modelling: bool) -> None:
    """Let the calling thread work on its own processor alone, from now on; `modelling` curves, too."""
    import torch

    torch.set_num_threads(1)
    if modelling:
        from ..waves.forward import model_alone

        model_alone()


def _work_at(
    work: Work[T], sites: Sites, request: Request, network: VsTransformer | None, monitor: Monitor
) -> Found[T]:
    """Ask the network of some sites and do the work at them, at halves of them where that fails."""
    predictor, found = _predictor(request, network), Found[T]()

    def on(chosen: NDArray[np.int64]) -> None:
        monitor.step(0.0, "network")
        those = sites.take(chosen)
        prediction = predictor.predict(those.curves, np.arange(len(chosen)))
        found.parts.append((chosen, work(prediction, those, request, monitor)))

    each_alone(on, np.arange(sites.curves.n_sites), found.failed)
    return found


def _predictor(request: Request, network: VsTransformer | None) -> Predictor:
    # Imported here: these pull in PyTorch.
    from ..network.installed import installed
    from ..network.one_pass import Predictor, choose_device

    own, detector = installed(choose_device(request.device))
    return Predictor.of(network or own, detector, request)
