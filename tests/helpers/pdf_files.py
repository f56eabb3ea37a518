"""What a PDF holds, as far as it can be read without a library: how many pages, and their words."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

_TREE = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d+)")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_IS_PAGE = re.compile(rb"T[Jj]\b")
# A piece of text, the end of a line of pieces, or anything between.
_TOKEN = re.compile(rb"\(((?:\\.|[^\\)])*)\)|(TJ|Tj)|[^(T]+|T", re.DOTALL)


def pages_of(path: Path) -> int:
    """Return the number of pages; 0 of what is no whole PDF."""
    content = path.read_bytes()
    if not (content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")):
        return 0
    # A file that was added to has its pages twice.
    trees = [part for part in content.split(b"endobj") if _TREE.search(part)]
    counts = [_COUNT.search(tree.rpartition(b" obj")[2]) for tree in trees]
    return next((int(count[1]) for count in reversed(counts) if count), 0)


def words_of(path: Path) -> str:
    """Return the text that is drawn as letters, a line a piece; what is drawn as outlines is not seen."""
    lines, line = [], b""
    for stream in _unpacked(path.read_bytes()):
        if not _IS_PAGE.search(stream):
            continue
        for piece, end in _TOKEN.findall(stream):
            line += re.sub(rb"\\(.)", rb"\1", piece)
            if end:
                lines.append(line.replace(b"\0", b"").decode("latin-1"))  # of a byte or of two
                line = b""
    return "\n".join(lines)


def _unpacked(content: bytes) -> list[bytes]:
    """Return the streams that are compressed as most are."""
    found = []
    for packed in _STREAM.findall(content):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return found
