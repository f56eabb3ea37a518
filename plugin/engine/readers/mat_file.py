"""The numeric variables of a MATLAB file, read so that no file can run code or swell in memory."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator

import numpy as np
from scipy.io import loadmat

from ..curves import FloatArray
from ..errors import SurveyError

_HEADER_BYTES = 128
_MATRIX, _COMPRESSED = 14, 15
# Classes of arrays of plain numbers, double to uint64: no cells, structures, objects or functions.
_NUMERIC = range(6, 16)
_COMPLEX = 0x0800
_MOST_VARIABLES = 1000
_MOST_BYTES = 1 << 26


def numeric_variables(raw: bytes) -> dict[str, FloatArray]:
    """Return the real numeric arrays of a MATLAB 5 file (``save -v6`` and ``-v7``) as float64, by name.

    Everything else in the file is left out before SciPy sees it.

    Raises
    ------
    SurveyError
        If the file is damaged, unpacks to more than 64 MiB, or is of the HDF5 kind (``-v7.3``).
    """
    if raw.startswith(b"MATLAB 7.3"):
        raise SurveyError("a MATLAB 7.3 file; save it in MATLAB with the option -v7")
    order = {b"IM": "<", b"MI": ">"}.get(raw[126:_HEADER_BYTES])
    if order is None:
        raise SurveyError("the header of the MATLAB file is damaged")
    kept = [element for element in _elements(raw, order) if _is_numeric(element, order)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of variables that repeat
            found = loadmat(io.BytesIO(raw[:_HEADER_BYTES] + b"".join(kept)))
    except Exception as error:  # whatever SciPy stumbles over in a damaged file
        raise SurveyError("a variable of the MATLAB file is damaged") from error
    arrays = {str(name): value for name, value in found.items() if isinstance(value, np.ndarray)}
    return {name: value.astype(np.float64) for name, value in arrays.items() if value.dtype.kind in "fiub"}


def _elements(raw: bytes, order: str) -> Iterator[bytes]:
    """Yield the top-level elements, unpacked, together no larger than the limit."""
    place, left, count = _HEADER_BYTES, _MOST_BYTES, 0
    while place + 8 <= len(raw):
        kind, size = struct.unpack_from(order + "II", raw, place)
        end = place + 8 + size
        count += 1
        if end > len(raw) or count > _MOST_VARIABLES:
            reason = "is cut short" if end > len(raw) else f"holds more than {_MOST_VARIABLES} variables"
            raise SurveyError(f"the MATLAB file {reason}")
        element = _unpack(raw[place + 8 : end], left) if kind == _COMPRESSED else raw[place:end]
        left -= len(element)
        if left < 0:
            raise SurveyError(f"the MATLAB file is larger than {_MOST_BYTES >> 20} MiB when unpacked")
        yield element
        place = end


def _unpack(packed: bytes, most: int) -> bytes:
    """Undo the compression of one element, one byte beyond `most` at most."""
    try:
        return zlib.decompressobj().decompress(packed, most + 1)
    except zlib.error as error:
        raise SurveyError("a variable of the MATLAB file is damaged") from error


def _is_numeric(element: bytes, order: str) -> bool:
    """Return True for a whole matrix element of plain real numbers."""
    if len(element) < 24:
        return False
    kind, size, _, _, flags = struct.unpack_from(order + "IIIII", element)
    whole = kind == _MATRIX and size == len(element) - 8 and size % 8 == 0
    return whole and flags & 0xFF in _NUMERIC and not flags & _COMPLEX
