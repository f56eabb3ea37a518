"""The colours of site classes, as maps of them are usually drawn: blue, green, yellow, red."""

from __future__ import annotations

from .site_standards import Standard

_RAMP = ("#2166ac", "#4393c3", "#66bd63", "#d9ef8b", "#fee08b", "#fdae61", "#f46d43", "#b2182b")
"""From stiff to soft."""
_APART = {"ec8": {"E": "#8e44ad"}, "ec8_second": {"E": "#8e44ad"}, "ntc_2018": {"E": "#8e44ad"}}
"""Thin soft cover over rock is not between others."""
_STUDY = "#4d4d4d"


def class_colour(standard: Standard, name: str) -> str:
    """Return the colour of a class, as ``#rrggbb``."""
    if name == "study":
        return _STUDY
    apart = _APART.get(standard.key, {})
    if name in apart:
        return apart[name]
    classes = [each for each in standard.classes if each != "study" and each not in apart]
    place = classes.index(name) * (len(_RAMP) - 1) / (len(classes) - 1)
    return _RAMP[round(place)]
