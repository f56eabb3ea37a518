"""How the files of a folder count modes: from 0 where one does, else from 1 where several start there."""

from __future__ import annotations

from dataclasses import replace

from ....protocol.read_options import ReadOptions
from ..measurements import Measurements
from ..tables.columns import listed
from ..tables.file_names import FileWords, file_words, mode_by_name
from ..tables.point_types import FROM_ONE
from .part import Part

_NOTE = (
    "folder: the modes in the files' names start at 1 and none is 0: 1 is taken as the fundamental mode "
    "(--first-mode 0 if it is the first higher one)"
)


def count_from_zero(parts: list[Part], options: ReadOptions) -> tuple[list[Part], list[str]]:
    """Return files with the fundamental mode as 0, and remarks on what of that was found out from others."""
    parts, alike = _count_alike(parts, options)
    parts, named = _count_names(parts, options)
    return parts, [*alike, *named]


def _count_alike(parts: list[Part], options: ReadOptions) -> tuple[list[Part], list[str]]:
    """Read files whose modes start at 1 again, as the overtones they are where another file has a mode 0."""
    from ..readers import read_source

    ones = {part.source.path for part in parts if FROM_ONE in part.found.notes}
    if not ones or not any(_calls_a_mode_0(part.found) for part in parts if part.source.path not in ones):
        return parts, []
    from_zero = replace(options, first_mode=0)

    def again(part: Part) -> Part:
        if part.source.path not in ones:
            return part
        return replace(part, found=read_source(part.source, from_zero))

    names = listed(part.source.name for part in parts if part.source.path in ones)
    return [again(part) for part in parts], [f"folder: modes of {names} count from 0, as another file's do"]


def _count_names(parts: list[Part], options: ReadOptions) -> tuple[list[Part], list[str]]:
    """Take 1 in the names of files as the fundamental mode.

    That takes several modes, none called 0, fundamental or overtone, and no file of a site without a mode.
    """
    words = [file_words(part.source.name) for part in parts]
    numbered = [i for i, part in enumerate(parts) if _by_name(part.found, words[i])]
    modes = {said.mode for said in words if said.mode is not None}
    if any(said.mode is not None and not said.counts for said in words):
        return parts, []
    if options.first_mode is not None or options.mode is not None or len(modes) < 2 or min(modes) != 1:
        return parts, []
    sites = {words[i].site for i in numbered}
    others = [i for i in range(len(parts)) if i not in numbered]
    if any(words[i].site in sites or _calls_a_mode_0(parts[i].found) for i in others):
        return parts, []
    counted = {i: replace(parts[i], found=_one_less(parts[i].found)) for i in numbered}
    return [counted.get(i, part) for i, part in enumerate(parts)], [_NOTE]


def _by_name(found: Measurements, said: FileWords) -> bool:
    """Return True where the name of a file, and nothing in it, gives its mode by number."""
    return said.counts and not _has_modes(found) and bool((found.mode == said.mode).all())


def _has_modes(found: Measurements) -> bool:
    return any(use.quantity == "mode number" for use in found.columns)


def _calls_a_mode_0(found: Measurements) -> bool:
    return _has_modes(found) and bool((found.mode == 0).any())


def _one_less(found: Measurements) -> Measurements:
    said = {mode_by_name(int(mode)) for mode in set(found.mode.tolist())}
    return replace(found, mode=found.mode - 1, notes=tuple(n for n in found.notes if n not in said))
