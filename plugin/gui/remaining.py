"""How long the sites of a stage will still take, in words, once that is more than a guess."""

from __future__ import annotations

import re

from ..qgis_layers.ticks import rounded
from ..qgis_layers.translated import tr

TOO_EARLY_S = 5.0
ENOUGH_DONE = 0.2
"""Of the sites: by then batches of all kinds are among those that are done."""
_COUNTED = re.compile(r"^(?P<stage>[^,]+), (?P<done>\d+) of (?P<all>\d+) sites")


class Remaining:
    """Follows the sites that are done in one stage after another.

    Stages differ in how long a site takes by far more than a factor of two, so that none says anything of the
    next.
    """

    def __init__(self) -> None:
        self._stage = ""
        self._began = (0.0, 0)

    def told(self, elapsed_s: float, message: str) -> str:
        """Return the expected time for the rest of the stage; empty while it would be a guess.

        Parameters
        ----------
        elapsed_s : float
            Seconds since any moment, the same one every time.
        message : str
            What is told of the progress, such as ``inverting, 24 of 80 sites``.
        """
        found = _COUNTED.match(message)
        if found is None:
            return ""
        done, every = int(found["done"]), int(found["all"])
        if found["stage"] != self._stage or done < self._began[1]:
            self._stage, self._began = found["stage"], (elapsed_s, done)
        began, before = self._began
        if elapsed_s - began < TOO_EARLY_S or done - before < ENOUGH_DONE * every or done >= every:
            return ""
        return _in_words((elapsed_s - began) * (every - done) / (done - before))


def _in_words(seconds: float) -> str:
    if seconds < 60:
        return tr("about {seconds} s left").format(seconds=max(1, round(seconds)))
    if seconds < 3600:
        return tr("about {minutes} min left").format(minutes=round(seconds / 60))
    return tr("about {hours} h left").format(hours=rounded(seconds / 3600, ".1f"))
