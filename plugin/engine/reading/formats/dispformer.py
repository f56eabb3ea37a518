"""Arrays of OpenSWI and DispFormer: sites by periods by period, phase and group velocity."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from ....protocol.counted import are, counted
from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType, Wave
from ...curves import FloatArray
from ...survey import ColumnUse
from ..measurements import NO_COORDINATES, Measurements
from ..one_site import unplaced
from ..source import Source, open_source, read_bytes
from ..tables.georeference import LONLAT
from ..tables.units import to_frequency

NAME = "OpenSWI array"

_KEY = "data.npy"
_MOST_FILE, _MOST_BYTES, _MOST_NUMBERS = 1 << 25, 1 << 26, 1 << 23
_STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_COLUMNS = (
    ColumnUse("0", "period", "s", "format"),
    ColumnUse("1", "phase velocity", "km/s", "format"),
    ColumnUse("2", "group velocity", "km/s", "format"),
)


def recognises(source: Source) -> bool:
    """Return True for a ZIP archive whose first member is a NumPy array."""
    length = int.from_bytes(source.head[26:28], "little")
    return source.head.startswith(b"PK\x03\x04") and source.head[30 : 30 + length].endswith(b".npy")


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read all sites; values of zero and below are missing.

    Positions come from the array of longitude and latitude that OpenSWI keeps beside it, if it is there.

    Raises
    ------
    SurveyError
        If the file is damaged or too large, or is not such an array.
    """
    data = load_array(source)
    if data.ndim != 3 or data.shape[2] != 3 or not data.size:
        raise SurveyError(
            f"its array is {'x'.join(map(str, data.shape))}; needed is sites x periods x 3 "
            "(period, phase and group velocity)"
        )
    n_sites, n_periods, _ = data.shape
    period, velocity = data[:, :, 0].ravel(), data[:, :, 1:].reshape(-1, 2)
    present = (period > 0)[:, None] & (velocity > 0)
    point, kind = np.nonzero(present)
    n_missing = int((~present[:, velocity.max(axis=0, initial=0) > 0]).sum())
    missing = f"{counted(n_missing, 'value')} of zero and below {are(n_missing)} taken as missing"
    notes = [missing] if n_missing else []
    notes += [] if options.wave is not None else ["where the wave type is not stated, Rayleigh is taken"]
    width = max(3, len(str(n_sites)))
    found = unplaced(
        [f"S{place:0{width}d}" for place in range(1, n_sites + 1)],
        to_frequency(period, "s")[point],
        velocity[present] * 1e3,
        site=point // n_periods,
        wave=Wave.RAYLEIGH if options.wave is None else options.wave,
        kind=np.array([VelocityType.PHASE, VelocityType.GROUP])[kind],
        mode=options.mode or 0,
        columns=_COLUMNS,
        notes=notes,
    )
    return _place(found, source.path)


def load_array(source: Source) -> FloatArray:
    """Return the array ``data`` of an npz file; pickled objects are refused.

    Raises
    ------
    SurveyError
        If it is damaged, not there, not of numbers, or too large.
    """
    raw = read_bytes(source, _MOST_FILE)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            info = next((i for i in archive.infolist() if i.filename == _KEY), None)
            if info is None:
                raise SurveyError(f"no array called '{_KEY[:-4]}' in the file")
            if info.compress_type not in _STORED or info.flag_bits & 1:
                raise SurveyError("its array is packed in a way that is not read")
            with archive.open(info) as member:
                content = member.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise SurveyError(
                f"its array is larger than {_MOST_BYTES >> 20} MiB; divide it into several files"
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a damaged header, which is read as Python
            array = np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
    except SurveyError:
        raise
    except Exception as error:  # whatever zipfile and NumPy stumble over in a damaged file
        raise SurveyError(f"its array cannot be read ({str(error).strip()[:100]})") from error
    if array.dtype.kind not in "fiu":
        raise SurveyError("its array does not hold numbers")
    if array.size > _MOST_NUMBERS:
        raise SurveyError(f"its array holds more than {_MOST_NUMBERS} numbers; divide the file")
    return np.asarray(array, dtype=np.float64)


def _place(found: Measurements, path: Path) -> Measurements:
    """Give the sites their longitude and latitude from the file beside, where it fits."""
    beside = path.with_name(path.name.replace("period_phase_group", "depth_vs_loc"))
    if beside == path or not beside.is_file():
        return found
    places = load_array(open_source(beside))
    if places.shape != (len(found.names), 2):
        return replace(found, notes=(*found.notes, f"{beside.name} does not fit and is not used"))
    notes = [note for note in found.notes if note != NO_COORDINATES]
    note = f"longitude and latitude come from {beside.name}"
    return replace(found, x=places[:, 0].copy(), y=places[:, 1].copy(), crs=LONLAT, notes=(*notes, note))
