"""What is computed from the drawn profiles of a run, as far as the user says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from .request import SMALL_STRAIN_DAMPING, Vs30Law
from .site_standards import STANDARDS

Span = tuple[float, float]


@dataclass(frozen=True)
class ProductOptions:
    """Which products to compute, and how.

    Parameters
    ----------
    mean_to : tuple of float
        Depths in m down to which mean velocities are given.
    mean_between : tuple of (float, float)
        Tops and bottoms in m between which mean velocities are given.
    depths_to : tuple of float
        Velocities in m/s to which depths are given.
    steepest : (float, float) or None
        Depths in m between which that of the steepest rise of Vs is looked for; None leaves that out.
    standards : tuple of str or None
        Keys of the standards whose site classes are given; None gives all.
    vs30_law : {"network", "california", "japan"} or None
        What carries Vs30 down where a curve does not reach 30 m; None takes what the run took.
    response : bool
        Whether to give the site's period and its amplification.
    reference : float
        Vs in m/s of what the layers that amplify lie on.
    damping : float
        Share of critical damping in these layers.
    """

    mean_to: tuple[float, ...] = (5.0, 10.0, 20.0, 50.0, 100.0)
    mean_between: tuple[Span, ...] = ()
    depths_to: tuple[float, ...] = (760.0, 800.0, 1000.0, 2500.0)
    steepest: Optional[Span] = None
    standards: Optional[tuple[str, ...]] = None
    vs30_law: Optional[Vs30Law] = None
    response: bool = True
    reference: float = 800.0
    damping: float = SMALL_STRAIN_DAMPING


def parse_numbers(text: str) -> tuple[float, ...]:
    """Return the positive numbers of a line such as ``5, 10``, in rising order; none where it is empty.

    Raises
    ------
    ValueError
        If one is not a positive number; the message is for the user.
    """
    try:
        numbers = sorted({float(word) for word in re.split(r"[\s,;]+", text.strip()) if word})
    except ValueError:
        raise ValueError(f"“{text}” is not a list of numbers such as 5, 10, 30") from None
    if not all(0 < number < float("inf") for number in numbers):
        raise ValueError(f"“{text}” holds what is not a positive number")
    return tuple(numbers)


def parse_spans(text: str) -> tuple[Span, ...]:
    """Return the ranges of a line such as ``0-10, 10-20``; none where it is empty.

    Raises
    ------
    ValueError
        If one is no range from a number to a greater one; the message is for the user.
    """
    return tuple(_span(word.strip()) for word in re.split(r"[,;]", text) if word.strip())


def parse_span(text: str) -> Optional[Span]:
    """Return the one range of a line such as ``20000-60000``; None where it is empty.

    Raises
    ------
    ValueError
        As `parse_spans`, and if there are several.
    """
    found = parse_spans(text)
    if len(found) > 1:
        raise ValueError(f"“{text}” is more than one range")
    return found[0] if found else None


def parse_standards(text: str) -> Optional[tuple[str, ...]]:
    """Return the keys of the standards of a line such as ``asce7_22, ec8``; None where it is empty.

    Raises
    ------
    ValueError
        If there is no such standard; the message is for the user.
    """
    keys = tuple(dict.fromkeys(word for word in re.split(r"[\s,;]+", text.strip().lower()) if word))
    for key in keys:
        if key not in STANDARDS:
            raise ValueError(f"{key} is not one of {', '.join(STANDARDS)}")
    return keys or None


def _span(text: str) -> Span:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:-|to)\s*(\d+(?:\.\d+)?)", text)
    if found is None or not float(found[1]) < float(found[2]):
        raise ValueError(f"“{text}” is not a range from one depth to a greater one, such as 10-20")
    return float(found[1]), float(found[2])
