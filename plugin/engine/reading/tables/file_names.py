"""What the name of a file says of the types of the velocities in it."""

from __future__ import annotations

import re
from dataclasses import replace

from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType, Wave

_KINDS = {
    **dict.fromkeys(("group", "grp", "gr", "gvel", "ugr"), VelocityType.GROUP),
    **dict.fromkeys(("phase", "ph", "phv", "pvel"), VelocityType.PHASE),
}
_WAVES = {"love": Wave.LOVE, "rayleigh": Wave.RAYLEIGH, "rayl": Wave.RAYLEIGH}


def types_in_name(name: str) -> tuple[Wave | None, VelocityType | None]:
    """Return wave and velocity type that the words of a file name state, None where none or both do."""
    words = re.split(r"[^a-z]+", name.lower())
    waves = {_WAVES[word] for word in words if word in _WAVES}
    kinds = {_KINDS[word] for word in words if word in _KINDS}
    return waves.pop() if len(waves) == 1 else None, kinds.pop() if len(kinds) == 1 else None


def with_types_in_name(options: ReadOptions, name: str) -> tuple[ReadOptions, list[str]]:
    """Return the options with what the file name adds to them, and remarks on that."""
    wave, kind = types_in_name(name)
    notes = []
    if options.wave is None and wave is not None:
        options = replace(options, wave=wave)
        notes.append(f"by the file's name, {wave.name.capitalize()} waves")
    if options.kind is None and kind is not None:
        options = replace(options, kind=kind)
        notes.append(f"by the file's name, {kind.name.lower()} velocity where nothing else says")
    return options, notes
