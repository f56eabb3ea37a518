"""The numeric variables of a MATLAB 5 file.

Not by SciPy: its reader crashes the process on damaged files. The layout is that of MathWorks' "MAT-File
Format" (level 5): elements of a type, a size and data; a matrix holds flags, dimensions, name and values.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np

from ....protocol.errors import SurveyError
from ...curves import FloatArray

_HEADER_BYTES = 128
_MATRIX, _COMPRESSED = 14, 15
# Type codes of plain numbers.
_TYPES = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8"}
# Classes of arrays of plain numbers, double to uint64: no cells, structures, objects or functions.
_NUMERIC = range(6, 16)
_COMPLEX = 0x0800
_MOST_VARIABLES = 1000
_MOST_BYTES = 1 << 26


def numeric_variables(raw: bytes) -> dict[str, FloatArray]:
    """Return the real numeric arrays of a MATLAB 5 file (``save -v6`` and ``-v7``), by name.

    Anything else in the file is passed over unread.

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
    try:
        return dict(pair for element in _elements(raw, order) for pair in _read_matrix(element, order))
    except (ValueError, LookupError, ArithmeticError, struct.error) as error:
        raise SurveyError("a variable of the MATLAB file is damaged") from error


def _elements(raw: bytes, order: str) -> Iterator[bytes]:
    """Yield the top-level matrices, unpacked and without their tags, together no larger than the limit."""
    place, left, count = _HEADER_BYTES, _MOST_BYTES, 0
    while place + 8 <= len(raw):
        kind, size = struct.unpack_from(order + "II", raw, place)
        place, count = place + 8 + size, count + 1
        if place > len(raw):
            raise SurveyError("the MATLAB file is cut short")
        if count > _MOST_VARIABLES:
            raise SurveyError(f"the MATLAB file holds more than {_MOST_VARIABLES} variables")
        body = raw[place - size : place]
        if kind == _COMPRESSED:
            kind, body = _unpack(body, left, order)
        left -= len(body)
        if kind == _MATRIX:
            yield body


def _unpack(packed: bytes, most: int, order: str) -> tuple[int, bytes]:
    """Return type and data of a compressed element."""
    try:
        element = zlib.decompressobj().decompress(packed, most + 1)
    except zlib.error as error:
        raise SurveyError("a variable of the MATLAB file is damaged") from error
    if len(element) > most:
        raise SurveyError(f"the MATLAB file is larger than {_MOST_BYTES >> 20} MiB when unpacked")
    return struct.unpack_from(order + "II", element)[0], element[8:]


def _read_matrix(body: bytes, order: str) -> Iterator[tuple[str, FloatArray]]:
    """Yield name and values of a matrix, if it is one of plain real numbers."""
    flags, place = _read_part(body, 0, order)
    if int(flags[0]) & 0xFF in _NUMERIC and not int(flags[0]) & _COMPLEX:
        shape, place = _read_part(body, place, order)
        name, place = _read_part(body, place, order)
        values, _ = _read_part(body, place, order)
        array = values.astype(np.float64).reshape([int(n) for n in shape], order="F")
        yield name.tobytes().decode("ascii"), array


def _read_part(body: bytes, place: int, order: str) -> tuple[np.ndarray, int]:
    """Return the numbers of a part of a matrix and where the next part begins."""
    kind, size = struct.unpack_from(order + "II", body, place)
    start, end = place + 8, place + 8 + (size + 7) // 8 * 8
    if kind >> 16:  # a small part: size and type share a word, and the data follow in the next
        kind, size, start, end = kind & 0xFFFF, kind >> 16, place + 4, place + 8
    numbers = np.frombuffer(body[start : start + size], dtype=order + _TYPES[kind])
    if numbers.nbytes != size:
        raise ValueError("the part is cut short")
    return numbers, end
