"""How long a run will still take, in words."""

from __future__ import annotations

from ..qgis_layers.translated import tr

TOO_EARLY_S = 2.0
TOO_LITTLE_DONE = 0.03


def remaining(elapsed_s: float, fraction: float) -> str:
    """Return the expected remaining time, empty while it would be a guess."""
    if elapsed_s < TOO_EARLY_S or fraction < TOO_LITTLE_DONE or fraction >= 1:
        return ""
    left = elapsed_s * (1 - fraction) / fraction
    if left < 60:
        return tr("about {seconds} s left").format(seconds=max(1, round(left)))
    if left < 3600:
        return tr("about {minutes} min left").format(minutes=round(left / 60))
    return tr("about {hours:.1f} h left").format(hours=left / 3600)
