"""The sections that were cut of the run, as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...protocol.errors import OutputError
from ...protocol.manifest import Manifest
from .pictures import Picture

if TYPE_CHECKING:
    from .contents import Contents

_WIDEST = 2200


def section_pictures(contents: Contents) -> Iterator[Picture]:
    """Yield the figures of the sections that the manifest lists."""
    sets = Manifest.read(contents.folder).sets
    for name in sorted(one for one in sets if one.startswith("section ")):
        title = Path(name.partition(" ")[2]).stem.replace("_", " ")
        which = "" if title == "section" else f" ({title})"
        caption = (
            f"Profiles of single sites joined along the line{which}, which the maps show: ground that "
            "changes over less than about a wavelength comes out smeared."
        )
        for file in sorted(file for file in sets[name] if file.endswith(".png")):
            yield Picture(title, caption, _image(contents.folder / file))


def _image(path: Path) -> bytes:
    """Return a picture as a PNG that is no larger than a page needs."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.thumbnail((_WIDEST, _WIDEST))
            buffer = io.BytesIO()
            picture.save(buffer, "PNG")
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
    return buffer.getvalue()
