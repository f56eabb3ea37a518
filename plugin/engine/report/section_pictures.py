"""The sections that were cut of the run, as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...protocol.manifest import Manifest
from .pictures import Picture

if TYPE_CHECKING:
    from .contents import Contents

_WIDEST = 2200


def section_pictures(contents: Contents) -> Iterator[Picture]:
    """Yield the pictures of the sections that the manifest lists."""
    sets = Manifest.read(contents.folder).sets
    for name in sorted(one for one in sets if one.startswith("section ")):
        for file in (file for file in sets[name] if file.endswith(".png")):
            yield _picture(contents.folder / file, name.split(" ", 1)[1])


def _picture(path: Path, name: str) -> Picture:
    from PIL import Image

    with Image.open(path) as picture:
        picture.thumbnail((_WIDEST, _WIDEST))
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
    title = Path(name).stem.replace("_", " ")
    caption = f"{title}: pseudo-2D section, interpolated between the profiles of single sites."
    return Picture(title, caption, buffer.getvalue())
