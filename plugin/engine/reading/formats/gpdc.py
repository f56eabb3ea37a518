"""Curves that Geopsy's gpdc computed, several modes and models a file: ``# Mode 0`` and pairs of numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ....protocol.counted import are, counted
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType, Wave
from ..measurements import Measurements
from ..one_site import codes, mode_number, unplaced
from ..slowness import COLUMNS
from ..source import MAX_CURVE_BYTES, Source, read_utf8
from ..tables.rows import matrix
from ..tables.units import to_velocity

NAME = "gpdc output"

_KIND = re.compile(r"#\s*\d+ (Rayleigh|Love) (\w+) mode\(s\)")
_MODE = re.compile(r"#\s*Mode (\d+)")
_MODEL = re.compile(r"#\s*Layered model (\d+)")
_WAVES = {"Rayleigh": Wave.RAYLEIGH, "Love": Wave.LOVE}


@dataclass
class _Found:
    """Where the parser is, and the points so far: words, model, wave and mode of each."""

    model: str = ""
    wave: Wave = Wave.RAYLEIGH
    is_dispersion: bool = True
    mode: int = 0
    words: list[list[str]] = field(default_factory=list)
    types: list[tuple[str, int, int]] = field(default_factory=list)
    n_other: int = 0


def recognises(source: Source) -> bool:
    """Return True where a comment counts the modes that follow."""
    return _KIND.search(source.text) is not None


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read every dispersion curve; each layered model is a site.

    gpdc does not say whether it wrote phase or group slowness: phase is taken unless the user says otherwise.

    Raises
    ------
    SurveyError
        If the file is too large or cannot be read.
    """
    found = _Found()
    for line in read_utf8(source, MAX_CURVE_BYTES).decode().split("\n"):
        _take(found, line.strip())
    models = list(dict.fromkeys(model for model, _, _ in found.types))
    place = {model: index for index, model in enumerate(models)}
    stem = source.path.stem
    names = [f"{stem} model {model}" for model in models] if len(models) > 1 else [stem]
    values = matrix(found.words, 2)
    kind = VelocityType.PHASE if options.kind is None else options.kind
    notes = ["these are computed curves, not measured ones"]
    notes += [] if options.kind is not None else ["gpdc does not state the velocity type; phase is taken"]
    n = found.n_other
    notes += [f"{counted(n, 'value')} that {are(n)} no dispersion {are(n)} not used"] if n else []
    return unplaced(
        names,
        values[:, 0],
        to_velocity(values[:, 1], "s/m"),
        site=codes([place[model] for model, _, _ in found.types]),
        wave=codes([wave for _, wave, _ in found.types]),
        kind=kind,
        mode=codes([mode for _, _, mode in found.types]),
        columns=COLUMNS,
        notes=notes,
    )


def _take(found: _Found, line: str) -> None:
    """Follow one line."""
    if not line:
        return
    if not line.startswith("#"):
        if found.is_dispersion:
            found.words.append(line.split(maxsplit=2))
            found.types.append((found.model, int(found.wave), found.mode))
        else:
            found.n_other += 1
    elif model := _MODEL.match(line):
        found.model = model[1]
    elif mode := _MODE.match(line):
        found.mode = mode_number(mode[1])
    elif kind := _KIND.match(line):
        found.wave, found.is_dispersion, found.mode = _WAVES[kind[1]], kind[2] == "dispersion", 0
