"""Targets of Geopsy's Dinver, versions 2 and 3: a tape archive with one XML file, compressed by gzip."""

from __future__ import annotations

import codecs
import io
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

import defusedxml.ElementTree
import numpy as np
from defusedxml import DefusedXmlException

from ....protocol.counted import are, counted
from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType, Wave
from ...curves import FloatArray
from ...positions import crs_name
from ...survey import ColumnUse, Reject
from ..measurements import NO_COORDINATES, UNKNOWN, Measurements
from ..one_site import mode_number, unplaced
from ..slowness import velocity_and_sigma
from ..source import Source, read_bytes
from ..tables.cells import number
from ..tables.columns import listed
from ..tables.georeference import parse_crs

NAME = "Dinver target"

_GZIP = b"\x1f\x8b"
_CONTENTS = "contents.xml"
_MOST_BYTES = 1 << 23
_MOST_MEMBERS = 16
_WAVES = {"rayleigh": Wave.RAYLEIGH, "vertical": Wave.RAYLEIGH, "radial": Wave.RAYLEIGH,
          "love": Wave.LOVE, "transverse": Wave.LOVE}  # fmt: skip
_KINDS = {"phase": VelocityType.PHASE, "group": VelocityType.GROUP}
_TARGETS = ("ModalCurveTarget", "DispersionTarget")
_POINTS = ("StatPoint", "RealStatisticalPoint")
_COLUMNS = (
    ColumnUse("x", "frequency", "Hz", "format"),
    ColumnUse("mean", "slowness", "s/m", "format"),
    ColumnUse("stddev", "deviation of the slowness", "", "magnitude"),
)


class _Element(Protocol):
    """What is asked of an XML element: its own class comes with a parser that is open to attacks."""

    tag: str

    def __iter__(self) -> Iterator[_Element]: ...
    def get(self, name: str, default: str) -> str: ...
    def iter(self, tag: str | None = None) -> Iterator[_Element]: ...
    def findall(self, path: str) -> list[_Element]: ...
    def findtext(self, path: str) -> str | None: ...


@dataclass(frozen=True)
class _Curve:
    """A modal curve: its types, the (n, 3) numbers of its valid points, and how many others it has."""

    wave: int
    kind: int
    mode: int
    points: FloatArray
    n_invalid: int


def recognises(source: Source) -> bool:
    """Return True for a compressed archive, and for the XML that it holds."""
    if not source.head.startswith(_GZIP):
        return "<Dinver" in source.text
    try:
        start = zlib.decompressobj(wbits=31).decompress(source.head, tarfile.BLOCKSIZE)
    except zlib.error:
        return False
    return _CONTENTS.encode() in start[:100] or start[257:262] == b"ustar"


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read the dispersion curves of one target as one site.

    Raises
    ------
    SurveyError
        If it is damaged, is larger than 8 MiB when unpacked, or holds no dispersion curve.
    """
    root = _parse(source)
    curves, rejects, notes = _read_curves(root, source.path.stem)
    if not curves and not rejects:
        raise SurveyError("the target holds no dispersion curve")
    points = np.concatenate([np.empty((0, 3)), *(curve.points for curve in curves)])
    counts = [len(curve.points) for curve in curves]
    velocity, sigma, remarks = velocity_and_sigma(points[:, 1], points[:, 2])
    found = unplaced(
        [source.path.stem],
        points[:, 0],
        velocity,
        sigma,
        wave=np.repeat([curve.wave for curve in curves], counts),
        kind=np.repeat([curve.kind for curve in curves], counts),
        mode=np.repeat([curve.mode for curve in curves], counts),
        columns=_COLUMNS,
        rejects=rejects,
        notes=(*notes, *remarks),
    )
    return _place(found, root, options)


def _parse(source: Source) -> _Element:
    """Return the root of the XML, which is UTF-16 with or without mark, or UTF-8.

    Raises
    ------
    SurveyError
        If it is not well formed, or defines entities, which could swell it without bound.
    """
    raw = read_bytes(source, _MOST_BYTES)
    raw = _extract(_unpack(raw)) if raw.startswith(_GZIP) else raw
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(raw[:2], "utf-8-sig")
    try:
        root: _Element = defusedxml.ElementTree.fromstring(raw.decode(encoding).strip("\0"))
    except DefusedXmlException as error:
        raise SurveyError("its XML defines entities, which is refused") from error
    except (defusedxml.ElementTree.ParseError, ValueError) as error:
        raise SurveyError(f"its XML cannot be read ({str(error)[:100]})") from error
    return root


def _unpack(raw: bytes) -> bytes:
    """Undo gzip, up to a size that no real target reaches."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(raw, _MOST_BYTES)
    except zlib.error as error:
        raise SurveyError("the compressed file is damaged") from error
    if unpacker.unconsumed_tail:
        raise SurveyError(f"larger than {_MOST_BYTES >> 20} MiB when unpacked")
    if not unpacker.eof:
        raise SurveyError("the compressed file is cut short")
    return data


def _extract(data: bytes) -> bytes:
    """Return the archive's contents.xml, in memory: names of members never become paths."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            # Not getmembers(): a header of negative size makes it go round for ever.
            for member in islice(archive, _MOST_MEMBERS):
                whole = member.isreg() and not member.issparse() and 0 <= member.size <= len(data)
                file = archive.extractfile(member) if whole and member.name.endswith(_CONTENTS) else None
                if file is not None:
                    return file.read()
    except (
        tarfile.TarError,
        OSError,
        EOFError,
        ValueError,
        LookupError,
        ArithmeticError,
        RuntimeError,
    ) as error:
        raise SurveyError("the archive in the file is damaged") from error
    raise SurveyError(f"the archive in the file holds no {_CONTENTS}")


def _read_curves(root: _Element, site: str) -> tuple[list[_Curve], list[Reject], list[str]]:
    """Return the usable curves, those whose mode is not unique as rejects, and remarks."""
    curves, rejects, disabled = [], [], []
    for place, element in enumerate(_curve_elements(root), start=1):
        name = listed([_text(element, "name") or f"number {place}"])
        modes = element.findall("Mode")
        if _text(element, "enabled") == "false":
            disabled.append(name)
        elif len(modes) != 1:
            reason = f"curve {name} names {len(modes)} modes; only a curve of one known mode can be inverted"
            rejects.append(Reject(site, reason, whole_site=False))
        else:
            curves.append(_read_curve(element, modes[0]))
    notes = [f"curves that the target disables are not used: {listed(disabled)}"] if disabled else []
    n_invalid = sum(curve.n_invalid for curve in curves)
    marked = f"{counted(n_invalid, 'point')} that the target marks as not valid {are(n_invalid)} not used"
    notes += [marked] if n_invalid else []
    return curves, rejects, notes


def _curve_elements(root: _Element) -> Iterator[_Element]:
    for target in root.iter():
        if target.tag in _TARGETS and target.get("type", "dispersion") == "dispersion":
            yield from target.iter("ModalCurve")


def _read_curve(element: _Element, mode: _Element) -> _Curve:
    points = [point for point in element if point.tag in _POINTS]
    valid = [point for point in points if _text(point, "valid") != "false"]
    polarisation = _text(mode, "polarisation") or _text(mode, "polarization")
    return _Curve(
        wave=_WAVES.get(polarisation.lower(), UNKNOWN),
        kind=_KINDS.get(_text(mode, "slowness").lower(), UNKNOWN),
        mode=mode_number(_text(mode, "index")),
        points=np.array(
            [[number(_text(point, tag)) for tag in ("x", "mean", "stddev")] for point in valid]
        ).reshape(-1, 3),
        n_invalid=len(points) - len(valid),
    )


def _text(element: _Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _place(found: Measurements, root: _Element, options: ReadOptions) -> Measurements:
    """Put the site where the target says, if it does; Geopsy writes 0 0 0 for no position."""
    position = [number(word) for word in (root.findtext("TargetList/position") or "").split()[:2]]
    if len(position) < 2 or not np.all(np.isfinite(position)) or not any(position):
        return found
    # Geopsy's positions are metres: never longitude and latitude, however small they are.
    crs = crs_name(parse_crs(options.crs)) if options.crs else None
    remark = "the target's position has no coordinate system; give one with --crs EPSG:n to map it"
    notes = [*(note for note in found.notes if note != NO_COORDINATES), *([] if crs else [remark])]
    return replace(found, x=np.array(position[:1]), y=np.array(position[1:]), crs=crs, notes=tuple(notes))
