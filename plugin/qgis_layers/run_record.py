"""What the record of a run says to QGIS."""

from __future__ import annotations

import json
from pathlib import Path

from ..protocol.result_files import RUN


def survey_name(folder: Path) -> str:
    """Return the name of the survey whose results a folder holds, the folder's own where it is not told."""
    try:
        if not (folder / RUN).is_file():  # a pipe would be waited for
            return folder.name
        told = json.loads((folder / RUN).read_text(encoding="utf-8"))["input"]
    except (OSError, ValueError, KeyError):
        return folder.name
    return Path(str(told)).stem
