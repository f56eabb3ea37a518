"""Files that are modes, types or parts of one site's curves, told by their names, under the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ....protocol.waves import Wave
from ..measurements import Measurements
from ..tables.columns import listed
from ..tables.file_names import FileWords, file_words
from .part import Part

_LOVE = re.compile(r"([ _.-])L$")


def under_one_name(parts: Sequence[Part], folder: str) -> tuple[list[Part], list[str]]:
    """Return the files with the names of their sites, and a remark on which were put together.

    Files belong together whose names are the same without the words for wave, velocity type, mode, and
    active or passive, where these words differ; a type of curve is in two of the files only where one is of
    an active and the other of a passive measurement. Then other files with such words are named in the same
    way.

    Parameters
    ----------
    parts : sequence of Part
        What each file holds.
    folder : str
        Name of the site of files whose names are nothing but such words.
    """
    words = {i: _words(part) for i, part in enumerate(parts) if _is_named_after_file(part)}
    groups: dict[str, list[int]] = {}
    for i, said in words.items():
        groups.setdefault(said.site or folder, []).append(i)
    together = {
        site: group
        for site, group in groups.items()
        if _are_types_of_one([parts[i] for i in group], [words[i] for i in group])
    }
    if not together:
        return list(parts), _tell_letters(parts)
    taken = {name for i, part in enumerate(parts) if i not in words for name in part.found.names.tolist()}
    alone = {
        words[group[0]].site: group for group in groups.values() if len(group) == 1 and words[group[0]].site
    }
    site_of = {i: site for site, group in (alone | together).items() if site not in taken for i in group}
    renamed = [_named(part, site_of[i]) if i in site_of else part for i, part in enumerate(parts)]
    n_files = sum(len(group) for group in together.values())
    n_sites = len(together)
    what = "one site" if n_sites == 1 else f"{n_sites} sites"
    return renamed, [
        *_tell_letters(renamed),
        f"folder: by their names, {n_files} files are modes, types or parts of {what}: {listed(together)}",
    ]


def _tell_letters(parts: Sequence[Part]) -> list[str]:
    """Say that ``A_L`` and ``A_R`` are not taken for the Love and the Rayleigh waves of A."""
    stems = {
        part.source.path.stem
        for part in parts
        if _is_named_after_file(part) and (part.found.wave == Wave.RAYLEIGH).all()
    }
    pairs = [stem for stem in sorted(stems) if _LOVE.search(stem) and _LOVE.sub(r"\1R", stem) in stems]
    if not pairs:
        return []
    return [
        f"folder: L and R at the end of names are not taken for Love and Rayleigh ({listed(pairs, 3)}): if "
        "they are, call the files _love and _rayleigh"
    ]


def _words(part: Part) -> FileWords:
    said = file_words(part.source.name)
    told = bool(said.method) or any(one is not None for one in said.types)
    return said if told else replace(said, site=part.source.path.stem)


def _is_named_after_file(part: Part) -> bool:
    return part.found.names.tolist() == [part.source.path.stem]


def _are_types_of_one(parts: Sequence[Part], words: Sequence[FileWords]) -> bool:
    if len(parts) < 2 or len({(said.types, said.method) for said in words}) < len(words):
        return False
    held = [{(*curve, said.method) for curve in _held(part.found)} for part, said in zip(parts, words)]
    return sum(map(len, held)) == len(set().union(*held))


def _held(found: Measurements) -> set[tuple[int, ...]]:
    """Return wave, velocity type and mode of each curve in a file."""
    return set(zip(found.wave.tolist(), found.kind.tolist(), found.mode.tolist()))


def _named(part: Part, site: str) -> Part:
    return replace(part, found=replace(part.found, names=np.array([site])))
