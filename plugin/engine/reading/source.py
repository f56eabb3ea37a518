"""A file to read, opened far enough to tell what it is."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ...protocol.errors import SurveyError
from ...protocol.progress import UNWATCHED, Monitor

HEAD_BYTES = 65536
MAX_BYTES = 1 << 30
MAX_CURVE_BYTES = 1 << 24
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Source:
    """A file and its first bytes; a folder has none.

    Parameters
    ----------
    path : Path
        Where it is.
    head : bytes
        The first `HEAD_BYTES` bytes.
    monitor : Monitor
        Progress and cancellation, for readers of many files.
    body : bytes or None
        All of a text that is part of another file; `path` then gives no more than its name and a folder.
    """

    path: Path
    head: bytes = b""
    monitor: Monitor = field(default=UNWATCHED, compare=False, repr=False)
    body: bytes | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """Name for messages, without the folder."""
        return self.path.name if self.body is None else self.path.stem

    @cached_property
    def is_text(self) -> bool:
        """True where the first bytes look like text."""
        if self.head.startswith(_UTF16):
            return True
        control = len(self.head) - len(self.head.translate(None, _CONTROL))
        return bool(self.head) and b"\0" not in self.head and control * 100 <= len(self.head)

    @cached_property
    def text(self) -> str:
        """The first bytes as text with Unix line ends, possibly cut within a line; empty for binary files."""
        if not self.is_text:
            return ""
        return _decoded_head(self.head).replace("\r\n", "\n").replace("\r", "\n")


def in_memory(name: str, folder: Path, body: bytes) -> Source:
    """Return a text that is part of a file in a folder, such as a sheet of a workbook."""
    plain = "".join("_" if sign in "/\\\0" else sign for sign in name)
    # An ending of its own, so that what follows a point in the name is no ending.
    return Source(folder / f"{plain}.part", body[:HEAD_BYTES], body=body)


def open_source(path: Path, monitor: Monitor = UNWATCHED) -> Source:
    """Look at a path.

    Parameters
    ----------
    path : Path
        Where it is.
    monitor : Monitor
        Progress and cancellation of the reading that follows.

    Raises
    ------
    SurveyError
        If it does not exist, is not a file or folder, is empty or cannot be read.
    """
    path = Path(path)
    try:
        if not path.exists():
            raise SurveyError("no such file")
        if path.is_dir():
            return Source(path, monitor=monitor)
        if not path.is_file():
            raise SurveyError("not a regular file")
        if not path.stat().st_size:  # and so are the system's own, which would be waited for
            raise SurveyError("the file is empty")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (OSError, ValueError) as error:
        raise SurveyError(f"cannot be read ({_why(error)})") from error
    return Source(path, head, monitor)


def read_bytes(source: Source, most: int = MAX_CURVE_BYTES) -> bytes:
    """Return a file's content.

    Raises
    ------
    SurveyError
        If it is larger than `most` bytes, or cannot be read.
    """
    if source.body is not None:
        return source.body
    try:
        if source.path.stat().st_size > most:
            raise SurveyError(f"larger than {most >> 20} MiB; divide it into several files")
        return source.path.read_bytes()
    except (OSError, ValueError) as error:
        raise SurveyError(f"cannot be read ({_why(error)})") from error


def read_utf8(source: Source, most: int = MAX_BYTES) -> bytes:
    """Return a text file as UTF-8 without byte-order mark and with Unix line ends.

    UTF-16 is known by its mark; what is not valid UTF-8 is taken as Windows-1252, else as Latin-1.

    Raises
    ------
    SurveyError
        If the file is too large, cannot be read, is not text or is one endless line.
    """
    _refuse_endless_line(source)
    raw = read_bytes(source, most)
    try:
        if raw.startswith(_UTF16):
            raw = raw.decode("utf-16").encode()
    except ValueError as error:
        raise SurveyError(f"cannot be read ({_why(error)})") from error
    raw = raw[len(codecs.BOM_UTF8) :] if raw.startswith(codecs.BOM_UTF8) else raw
    try:
        raw.decode()
    except UnicodeDecodeError:
        raw = _of_one_byte(raw).encode()
    if b"\0" in raw:
        raise SurveyError("not a text file")
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw


def _decoded_head(head: bytes) -> str:
    """Return the first bytes of a text, which may end within a character."""
    if head.startswith(_UTF16):
        return head.decode("utf-16", errors="replace")
    head = head[len(codecs.BOM_UTF8) :] if head.startswith(codecs.BOM_UTF8) else head
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD_BYTES)
    except UnicodeDecodeError:
        return _of_one_byte(head)


def _of_one_byte(raw: bytes) -> str:
    """Return a text of an encoding with a byte a letter: Windows' own, in which five bytes have none."""
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _refuse_endless_line(source: Source) -> None:
    """Refuse a large file whose first bytes hold no end of a line, before it takes up memory."""
    if (
        source.body is None
        and len(source.head) == HEAD_BYTES
        and not any(end in source.head for end in (b"\n", b"\r"))
    ):
        size = source.path.stat().st_size
        if size > MAX_CURVE_BYTES:
            raise SurveyError(f"{size >> 20} MiB whose first line does not end within {HEAD_BYTES >> 10} KiB")


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).splitlines()[0]
