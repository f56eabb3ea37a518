from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError


def packed(**members: str) -> bytes:
    """A ZIP archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (packed(a="5 300\n6 290\n"), "unpack it and give the folder"),
        (gzip.compress(b"5 300\n6 290\n"), "compressed with gzip; unpack it"),
        (b"%PDF-1.4\n\0\0", "give the table behind it as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "save it as XLSX or CSV"),
        (b"\x89PNG\r\n\x1a\n\0", "give the picked curve as CSV"),
        (bytes(range(256)), "binary data in no format that can be read"),
    ],
)
def test_what_no_reader_knows_is_told_in_one_line(tmp_path: Path, content: bytes, advice: str) -> None:
    path = tmp_path / "survey.dat"
    path.write_bytes(content)
    with pytest.raises(SurveyError, match=rf"^survey\.dat: .*{advice}[^\n]*$"):
        read_survey(path)
