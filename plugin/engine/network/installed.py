"""The network that came with this installation, read once a process."""

from __future__ import annotations

from functools import lru_cache

from .novelty import Detector
from .novelty_weights import DEFAULT_NOVELTY, load_detector
from .transformer import VsTransformer
from .weights import DEFAULT_WEIGHTS, load_network


def installed(device: str) -> tuple[VsTransformer, Detector]:
    """Return the network and its detector on a device, read anew where the files have changed.

    Raises
    ------
    WeightsError
        If the weights cannot be used.
    """
    stamps = [path.stat() for path in (DEFAULT_WEIGHTS, DEFAULT_NOVELTY) if path.is_file()]
    return _read(device, tuple((stamp.st_mtime_ns, stamp.st_size) for stamp in stamps))


@lru_cache(maxsize=2)
def _read(device: str, _stamps: tuple[tuple[int, int], ...]) -> tuple[VsTransformer, Detector]:
    return load_network().to(device), load_detector().to(device)
