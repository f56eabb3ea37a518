"""What a file is that no reader recognises, so that the user learns what to give instead."""

from __future__ import annotations

from .source import Source

_BY_SIGNATURE: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive without a layer or workbook; unpack it and give the folder"),
    (b"\x1f\x8b", "compressed with gzip; unpack it"),
    (b"BZh", "compressed with bzip2; unpack it"),
    (b"\xfd7zXZ", "compressed with xz; unpack it"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it and give the folder"),
    (b"Rar!", "a RAR archive; unpack it and give the folder"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office document; save it as XLSX or CSV"),
    (b"%PDF", "a PDF document; give the table behind it as CSV"),
    (b"\x89PNG", "an image; give the picked curve as CSV"),
    (b"\xff\xd8\xff", "an image; give the picked curve as CSV"),
    (b"\x89HDF", "an HDF5 file that is no raster; export its curves as CSV"),
)
_OTHER = "binary data in no format that can be read; docs/survey_format.md lists the formats"


def say_what_it_is(source: Source) -> str:
    """Return what the first bytes tell of a file, and what to do with it."""
    return next((words for start, words in _BY_SIGNATURE if source.head.startswith(start)), _OTHER)
