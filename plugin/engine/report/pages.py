"""The page of a report: figures as parts of it, and the whole written bit by bit."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

DPI = 170
"""Dots an inch of what is drawn as an image."""
_STYLE: dict[Any, Any] = {
    "font.size": 8,
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "pdf.fonttype": 42,
    "text.parse_math": False,
}


def page_figure(width: float, height: float) -> Figure:
    """Return an empty figure of a size in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def png(figure: Figure) -> bytes:
    """Return a figure as an image."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI)
    return buffer.getvalue()


def in_page(image: bytes) -> str:
    """Return an image as a part of a page."""
    return base64.b64encode(image).decode("ascii")


def pixels(image: bytes) -> NDArray[np.uint8]:
    """Return the pixels of an image, (n_rows, n_columns, 3) from 0 to 255."""
    from PIL import Image

    with Image.open(io.BytesIO(image)) as picture:
        return np.asarray(picture.convert("RGB"))


def svg(figure: Figure, region: Bbox) -> str:
    """Return a region of a figure, in inches, as an element of a page."""
    buffer = io.StringIO()
    figure.savefig(
        buffer, format="svg", dpi=DPI, bbox_inches=region, metadata={"Date": None, "Creator": None}
    )
    text = buffer.getvalue()
    return text[text.index("<svg") :]


def as_lines(figure: Figure) -> None:
    """Draw as lines from now on what was drawn as an image.

    A PDF of matplotlib's holds an image of the whole page for each of them until it is closed.
    """
    for part in figure.findobj(lambda one: bool(one.get_rasterized())):
        part.set_rasterized(False)


@contextmanager
def style() -> Iterator[None]:
    """Draw in the style of a report while the block lasts."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        yield


def write_page(path: Path, **values: object) -> None:
    """Write the page, whose sites may come from an iterator that draws one after the other."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True
    )
    environment.get_template("report.html").stream(**values).dump(str(path), encoding="utf-8")
