"""The sections that were cut of the run, as pictures."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...protocol.manifest import Manifest

if TYPE_CHECKING:
    from ..curves import FloatArray
    from .contents import Contents

_WIDEST = 2200


@dataclass(frozen=True)
class SectionPicture:
    """A section as it was drawn when it was cut.

    Parameters
    ----------
    title, caption : str
        What it is.
    image : (n_rows, n_columns, bands) float array
        The picture.
    png : str
        The same in base64.
    """

    title: str
    caption: str
    image: FloatArray
    png: str


def section_pictures(contents: Contents) -> Iterator[SectionPicture]:
    """Yield the pictures of the sections that the manifest lists."""
    sets = Manifest.read(contents.folder).sets
    for name in sorted(one for one in sets if one.startswith("section ")):
        for file in (file for file in sets[name] if file.endswith(".png")):
            yield _picture(contents.folder / file, name.split(" ", 1)[1])


def _picture(path: Path, name: str) -> SectionPicture:
    from PIL import Image

    with Image.open(path) as picture:
        picture.thumbnail((_WIDEST, _WIDEST))
        import numpy as np

        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        image = np.asarray(picture.convert("RGB"), dtype=float) / 255.0
    title = Path(name).stem.replace("_", " ")
    caption = f"{title}: pseudo-2D section, interpolated between the profiles of single sites."
    return SectionPicture(title, caption, image, base64.b64encode(buffer.getvalue()).decode("ascii"))
