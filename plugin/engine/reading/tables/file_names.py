"""What the name of a file says of the curves in it: wave, velocity type, mode, and of which site they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TypeVar

from ....protocol.errors import SurveyError
from ....protocol.read_options import HIGHEST_MODE, ReadOptions
from ....protocol.waves import VelocityType, Wave
from ..measurements import Measurements

_RAYLEIGH, _LOVE = r"rayleigh|rayl?", r"love?"
_PHASE = r"phase?|phas|ph|phv|phvel|pvel|cph|vph|fase"
_GROUP = r"gro?u?p|gr|grvel|gvel|ugr|vgr|groupe|gruppo|grupo"
# BayHunter's and other programs' rdispph, ldispgr; a letter alone is too often something else.
_WORD = re.compile(
    rf"(?:(?P<r>{_RAYLEIGH}|r(?=disp|ph|gr))|(?P<l>{_LOVE}|l(?=disp|ph|gr)))?"
    rf"(?:disp)?(?:(?P<p>{_PHASE})|(?P<g>{_GROUP}))?(?:waves?|vel(?:ocity)?)?"
)
_MODE = re.compile(
    r"(?<![a-z])(?:(?:mode|modo|modus|(?P<o>overtone))[ _.=:-]{0,3}(?P<n>\d{1,3})(?!\d)"
    r"|(?P<f>fund(?:amental)?)(?:[ _-]?mode)?(?![a-z])"
    r"|(?:(?P<first>first|1st)|(?P<second>second|2nd)|(?P<third>third|3rd))"
    r"[ _-]?(?:higher(?:[ _-]?mode)?|overtone)(?![a-z]))",
    re.IGNORECASE,
)
# Parts of one curve, measured in two ways.
_METHOD = re.compile(r"(?P<active>a[ck]ti[vf][eao]?|attiv[aeo])|(?P<passive>pas(?:s?iv[aeo]?|sif))")
_RUN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MARK = "\n"
_TAKEN_OUT = re.compile(r"[ _.\-]*\n[ _.\-\n]*")

Stated = TypeVar("Stated")


@dataclass(frozen=True)
class FileWords:
    """What the words of a file's name state; None where none does, or several contradict each other.

    Parameters
    ----------
    wave, kind, mode : Wave, VelocityType, int, or None
        Types of the curves; the mode as the name counts it.
    site : str
        The name without those words and its ending; empty where nothing is left.
    counts : bool
        Whether the mode is a number, which may count from 1, and no ``fundamental`` or ``first higher``.
    method : str
        ``active`` or ``passive``, by which parts of one curve are measured; empty where it is not said.
    """

    wave: Wave | None
    kind: VelocityType | None
    mode: int | None
    site: str
    counts: bool = False
    method: str = ""

    @property
    def types(self) -> tuple[Wave | None, VelocityType | None, int | None]:
        """Wave, velocity type and mode; all None where the name states none."""
        return self.wave, self.kind, self.mode


def file_words(name: str) -> FileWords:
    """Read the name of a file; that of a band or layer, which has no ending, is read by `name_words`.

    Examples
    --------
    >>> file_words("sta1_ldispgr.dat").site, file_words("line7_mode_1.txt").mode
    ('sta1', 1)
    """
    return name_words(PurePath(name).stem)


def name_words(stem: str) -> FileWords:
    """Read a name without an ending."""
    told = [found for found in _MODE.finditer(stem) if _mode(found) <= HIGHEST_MODE]
    waves: set[Wave] = set()
    kinds: set[VelocityType] = set()
    methods: set[str] = set()

    def taken(run: re.Match[str]) -> str:
        found = _WORD.fullmatch(run[0].lower())
        if (how := _METHOD.fullmatch(run[0].lower())) is not None:
            methods.add(str(how.lastgroup))
            return _MARK
        if found is None or not any(found.groups()):
            return run[0]
        waves.update(wave for mark, wave in (("r", Wave.RAYLEIGH), ("l", Wave.LOVE)) if found[mark])
        kinds.update(k for mark, k in (("p", VelocityType.PHASE), ("g", VelocityType.GROUP)) if found[mark])
        return _MARK

    rest = _RUN.sub(taken, _MODE.sub(_MARK, stem))
    site = _TAKEN_OUT.sub("_", rest).strip("_") if _MARK in rest else stem
    counts = any(found["n"] and not found["o"] for found in told)
    mode = _only(map(_mode, told))
    return FileWords(_only(waves), _only(kinds), mode, site, counts, _only(methods) or "")


def with_types_in_name(options: ReadOptions, name: str) -> ReadOptions:
    """Return the options with what the name of the file adds to them, for points that nothing else types.

    Raises
    ------
    SurveyError
        If the name says mode 0 and the user that modes count from 1.
    """
    said = file_words(name)
    return replace(
        options,
        wave=said.wave if options.wave is None else options.wave,
        kind=said.kind if options.kind is None else options.kind,
        mode=_counted(said, options) if options.mode is None else options.mode,
    )


def say_types_in_name(found: Measurements, options: ReadOptions, name: str) -> Measurements:
    """Return what a file holds with remarks on what its name, and no option, has added."""
    said = file_words(name)
    mode = _counted(said, options)
    notes = []
    if options.wave is None and said.wave is not None and (found.wave == said.wave).any():
        notes.append(f"by the file's name, {said.wave.name.capitalize()} waves")
    if options.kind is None and said.kind is not None and (found.kind == said.kind).any():
        notes.append(f"by the file's name, {said.kind.name.lower()} velocity where nothing else says")
    if options.mode is None and mode and (found.mode == mode).any():
        notes.append(mode_by_name(mode))
    return replace(found, notes=(*notes, *found.notes)) if notes else found


def mode_by_name(mode: int) -> str:
    """Say that the name of a file gives its mode."""
    return f"by the file's name, mode {mode} where nothing else says (0 is the fundamental)"


def _counted(said: FileWords, options: ReadOptions) -> int | None:
    """Return the mode of a name as of a fundamental mode 0."""
    if said.mode is None or not said.counts:
        return said.mode
    mode = said.mode - (options.first_mode or 0)
    if mode < 0:
        raise SurveyError("its name says mode 0, but the fundamental is to be called 1 (--first-mode)")
    return mode


def _mode(found: re.Match[str]) -> int:
    words = ("f", "first", "second", "third")
    return int(found["n"]) if found["n"] else next(n for n, word in enumerate(words) if found[word])


def _only(stated: Iterable[Stated]) -> Stated | None:
    different = set(stated)
    return different.pop() if len(different) == 1 else None
