"""Products: what users ask of profiles, as single numbers and classes, computed on every drawn profile.

Arrays enter: depths in m (n_sites, depths), drawn profiles (n_sites, n_samples, depths) in m/s and their
weights (n_sites, n_samples). Values of every draw leave, or their quantiles (`levels`), or the odds of site
classes (`class_odds`). All functions are pure; what reads and writes files is in `results`. Read first:
`vs30`, `averages` and `standards`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "averages": ["centred", "mean_between", "mean_to"],
        "class_odds": ["ClassOdds", "class_odds"],
        "criteria": ["criteria_of"],
        "carrying_down": ["carried_down", "law_at"],
        "depths_to": ["depth_draws", "depth_levels", "steepest_depth"],
        "levels": ["weighted_levels"],
        "standards": ["Criteria", "bounds_of", "codes_of", "named", "velocity_codes"],
        "vs30": ["Vs30", "vs30_of"],
    },
)
