"""How long the sites of a stage will still take, in words, once that is good to a factor of 1.5."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..qgis_layers.ticks import rounded
from ..qgis_layers.translated import tr

TOO_EARLY_S = 5.0
TOO_LITTLE_S = 10.0
"""Less is over before it is read, and batches that end together make it wrong."""
ENOUGH_DONE = 0.2
"""Of the sites: by then batches of all kinds are among those that are done."""
STEADY = 1.3
"""How much faster or slower the later half of what is done may have gone than the earlier one.

Batches begin with work that counts no site, and one may be a tenth of a stage: the halves differ by far more
then. Of recorded runs every estimate that this lets through was within a factor of 1.5.
"""
_COUNTED = re.compile(r"^(?P<stage>[^,]+), (?P<done>\d+) of (?P<all>\d+) sites")


class Remaining:
    """Follows the sites that are done in one stage after another.

    Stages differ in how long a site takes by far more than a factor of two, so that none says anything of the
    next.
    """

    def __init__(self) -> None:
        self._stage = ""
        self._times: list[float] = []
        self._counts: list[int] = []

    def told(self, elapsed_s: float, message: str) -> str:
        """Return the expected time for the rest of the stage; empty while it would be a guess.

        Parameters
        ----------
        elapsed_s : float
            Seconds since any moment, the same one every time.
        message : str
            What is told of the progress, such as ``inverting, 24 of 80 sites``.
        """
        seconds = self.seconds(elapsed_s, message)
        return "" if seconds is None else _in_words(seconds)

    def seconds(self, elapsed_s: float, message: str) -> float | None:
        """Return the same in seconds, None while it would be a guess."""
        found = _COUNTED.match(message)
        if found is None:
            return None
        self._note(elapsed_s, found["stage"], int(found["done"]))
        began, last, first, done = self._times[0], self._times[-1], self._counts[0], self._counts[-1]
        every = int(found["all"])
        if last - began < TOO_EARLY_S or done - first < ENOUGH_DONE * every:
            return None
        middle = bisect_left(self._counts, first + (done - first) / 2)
        if middle == len(self._counts) - 1:
            return None  # all at a stroke
        earlier = (self._counts[middle] - first) / (self._times[middle] - began)
        later = (done - self._counts[middle]) / (last - self._times[middle])
        if not 1 / STEADY <= later / earlier <= STEADY:
            return None
        left = (last - began) * (every - done) / (done - first) - (elapsed_s - last)
        return left if left >= TOO_LITTLE_S else None

    def _note(self, elapsed_s: float, stage: str, done: int) -> None:
        """Keep when sites were done, from the beginning of the stage on."""
        if stage != self._stage or done < self._counts[-1]:
            self._stage, self._times, self._counts = stage, [elapsed_s], [done]
        elif done > self._counts[-1]:
            self._times.append(elapsed_s)
            self._counts.append(done)


def _in_words(seconds: float) -> str:
    if seconds < 60:
        return tr("about {seconds} s left").format(seconds=max(1, round(seconds)))
    if seconds < 3600:
        return tr("about {minutes} min left").format(minutes=round(seconds / 60))
    return tr("about {hours} h left").format(hours=rounded(seconds / 3600, ".1f"))
