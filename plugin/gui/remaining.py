"""How long a run will still take, in words."""

from __future__ import annotations

TOO_EARLY_S = 2.0
TOO_LITTLE_DONE = 0.03


def remaining(elapsed_s: float, fraction: float) -> str:
    """Return the expected remaining time, empty while it would be a guess."""
    if elapsed_s < TOO_EARLY_S or fraction < TOO_LITTLE_DONE or fraction >= 1:
        return ""
    left = elapsed_s * (1 - fraction) / fraction
    if left < 60:
        return f"about {max(1, round(left))} s left"
    if left < 3600:
        return f"about {round(left / 60)} min left"
    return f"about {left / 3600:.1f} h left"
