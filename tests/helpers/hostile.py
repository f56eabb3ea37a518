"""Damaged files, made from good ones; readers raise nothing but their own error, and take little memory."""

from __future__ import annotations

import os
import random
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from plugin.engine.description import describe
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.stack.description import describe_stack
from plugin.engine.stack.files import is_stack
from plugin.engine.stack.reading import open_stack
from plugin.protocol.errors import SurveyError

# How many damaged files each reader is tried on; CI keeps to few.
MUTANTS = int(os.environ.get("VS_MAPPER_MUTANTS", "100"))

_PIECES = [
    b"",
    b"\0",
    b"\n",
    b"-1",
    b"nan",
    b"inf",
    b"1e999",
    b"9" * 400,
    b"\xff\xfe",
    b"#",
    b",",
    b" ",
    b"{",
    b"<",
]


def mutants(content: bytes, count: int = MUTANTS, seed: int = 0, start: int = 0) -> Iterator[bytes]:
    """Yield damaged copies: cut, with bytes changed, pieces put in, taken out, doubled or moved.

    The first `start` bytes stay, so that the file is still recognised.
    """
    dice = random.Random(seed)
    head, body = content[:start], content[start:]
    for _ in range(count):
        damaged = bytearray(body)
        for _ in range(dice.choice((1, 1, 2, 5))):
            i, j = sorted(dice.randrange(len(damaged) + 1) for _ in range(2))
            j = min(j, i + dice.choice((1, 4, 64)))
            how = dice.randrange(6)
            if how == 0:
                del damaged[i:]
            elif how == 1:
                del damaged[i:j]
            elif how == 2:
                damaged[i:i] = damaged[i:j] * 3
            elif how == 3:
                damaged[i:j] = dice.choice(_PIECES)
            elif how == 4:
                damaged[i:j] = dice.randbytes(j - i)
            elif i < len(damaged):
                damaged[i] ^= 1 << dice.randrange(8)
        yield head + bytes(damaged)


def assert_harmless(path: Path, contents: Iterable[bytes]) -> None:
    """Look at each content under the given name; only a survey error that begins with it may be raised."""
    for content in contents:
        path.unlink(missing_ok=True)  # cutting a file down to write it again makes some disks wait
        path.write_bytes(content)
        try:
            describe_stack(open_stack(path)) if is_stack(path) else describe(read_survey(path))
        except SurveyError as error:
            assert str(error).startswith(path.name)


def memory_until_refused(path: Path, match: str) -> int:
    """Return the most bytes that were allocated at once until a file was refused with a matching error."""
    tracemalloc.start()
    try:
        with pytest.raises(SurveyError, match=match):
            read_survey(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
