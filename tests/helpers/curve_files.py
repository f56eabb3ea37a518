"""Small files of curves for tests, and damaged copies of them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np

from plugin.engine.description import describe
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.survey import Survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

_PIECES = b"|\0|\xff\xfe|#|-|1e999|nan|T|\n| |\xc3|1e-999|-1|0|2|A;B|c|../x|\r|,|".split(b"|")


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, **options: object) -> Survey:
    return read_survey(path, ReadOptions(**options))


def points(survey: Survey) -> list[tuple[float, float, float]]:
    """Period in s, velocity and sigma in m/s of the first and the last point (sigma -1: unknown)."""
    c = survey.curves
    return [
        tuple(
            float(f"{value:.6g}")
            for value in (1 / c.frequency[i], c.velocity[i], np.nan_to_num(c.sigma[i], nan=-1))
        )
        for i in (0, -1)
    ]


def understood(survey: Survey) -> dict[str, str]:
    """Quantity, unit and how it was decided of every column."""
    return {c.column: f"{c.quantity} {c.unit} {c.decided_by}" for c in survey.report.columns}


def damaged(content: bytes, number: int, seed: int = 0) -> Iterable[bytes]:
    """Copies of a file with bytes changed, inserted, taken out, lines swapped, or the end cut off."""
    chance = random.Random(seed)
    for _ in range(number):
        copy = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(copy) + 1)
            kind = chance.randrange(5)
            if kind == 0:
                copy[at : at + 1] = bytes([chance.randrange(256)])
            elif kind == 1:
                copy[at:at] = chance.choice([*_PIECES, b"9" * 400])
            elif kind == 2:
                copy[at : at + chance.randint(1, 30)] = b""
            elif kind == 3:
                copy[at:] = b""
            else:
                lines = bytes(copy).split(b"\n")
                chance.shuffle(lines)
                copy = bytearray(b"\n".join(lines))
        yield bytes(copy)


def survives(path: Path, content: bytes, number: int = 150, survey: Path | None = None) -> None:
    """Read damaged copies of one file; anything but a survey or a SurveyError is an error of the test."""
    for copy in damaged(content, number):
        path.write_bytes(copy)
        with suppress(SurveyError):
            describe(read_survey(survey or path))
