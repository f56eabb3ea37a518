"""What the record of a run says to QGIS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..protocol.result_files import RUN


def record_of(folder: Path) -> dict[str, Any]:
    """Return what a run wrote down of itself, nothing where it cannot be read."""
    try:
        if not (folder / RUN).is_file():  # a pipe would be waited for
            return {}
        told = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def survey_name(folder: Path) -> str:
    """Return the name of the survey whose results a folder holds, the folder's own where it is not told."""
    record = record_of(folder)
    return Path(str(record["input"])).stem if "input" in record else folder.name
