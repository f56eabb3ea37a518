"""Pages of paper: text, tables and figures on sheets of A4, one after another into a PDF."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from .pages import DPI, as_lines
from .site_figure import SiteView, draw_curve, draw_profile
from .site_pages import SitePage
from .words import Chapter, Row

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox
    from numpy.typing import NDArray

_WIDTH, _HEIGHT = 8.27, 11.69
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.09, 0.93, 0.93, 0.07
_LINE = 0.0155
"""Height of a line of text, of the page's height."""
_HEADING = 3
"""Lines that a heading takes."""
_LETTERS, _VALUE_LETTERS = 104, 70
"""Letters on a line, and in the second column of a table."""
_VALUE_AT = 0.36
_TWO = ((_LEFT, 0.295), (0.53, 0.735))
"""Where names and values of two tables side by side begin."""
_CURVE_AT, _PROFILE_AT = (0.145, 0.52, 0.425, 0.36), (0.65, 0.52, 0.28, 0.36)
_BEFORE_UNIT = re.compile(r"(\d) (?=%|(?:k?m(?:/s)?|s|Hz)\b)")
_INK, _FAINT, _RULE = "#1d2327", "#5a646b", "#00517f"


def _lines(text: str, letters: int) -> list[str]:
    """Return text in lines that part no number from its unit."""
    return textwrap.wrap(_BEFORE_UNIT.sub("\\1\u00a0", text), letters) or [""]


@dataclass
class Sheets:
    """A document that grows page by page.

    Parameters
    ----------
    document : PdfPages
        The file.
    title : str
        What stands at the foot of every page.
    """

    document: PdfPages
    title: str
    _page: Figure | None = field(default=None, repr=False)
    _height: float = field(default=_TOP, repr=False)
    _number: int = field(default=0, repr=False)

    def heading(self, text: str, size: float = 13.0) -> None:
        """Write a heading, on a new page where little is left of this one."""
        self._require(6)
        page = self._open()
        page.text(_LEFT, self._height, text, fontsize=size, fontweight="bold", color=_INK, va="top")
        self._height -= 1.4 * _LINE * size / 11
        self._rule(page)

    def paragraph(self, text: str, colour: str = _INK) -> None:
        """Write a paragraph."""
        for line in _lines(text, _LETTERS):
            self._require(1)
            self._open().text(_LEFT, self._height, line, fontsize=9, color=colour, va="top")
            self._height -= _LINE
        self._height -= 0.5 * _LINE

    def rows(self, rows: Sequence[Row]) -> None:
        """Write a table of two columns."""
        for name, value in rows:
            lines = _lines(value, _VALUE_LETTERS)
            names = _lines(name, 32)
            self._require(max(len(lines), len(names)))
            self._row(names, lines, _LEFT, _VALUE_AT)
        self._height -= _LINE

    def _row(self, names: Sequence[str], lines: Sequence[str], left: float, at: float) -> None:
        page = self._open()
        for column, x, colour in ((names, left, _FAINT), (lines, at, _INK)):
            for i, line in enumerate(column):
                page.text(x, self._height - i * _LINE, line, fontsize=8.5, color=colour, va="top")
        self._height -= max(len(lines), len(names)) * _LINE + 0.003

    def table(self, names: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Write a table with a heading that every page repeats; `widths` are shares of the page's width."""
        edges = [_LEFT + sum(widths[:i]) for i in range(len(widths))]

        def write(values: Sequence[str], colour: str) -> None:
            page = self._open()
            for at, width, value in zip(edges, widths, values):
                most = int(width * 105)
                text = value if len(value) <= most else value[: most - 1] + "…"
                page.text(at, self._height, text, fontsize=8, color=colour, va="top")
            self._height -= _LINE

        self._require(4)
        write(names, _FAINT)
        for row in rows:
            if self._height - _LINE < _BOTTOM:
                self._close()
                write(names, _FAINT)
            write(row, _INK)

    def chapter(self, chapter: Chapter) -> None:
        """Write a chapter in words."""
        self.heading(chapter.title)
        for paragraph in chapter.paragraphs:
            self.paragraph(paragraph)
        self.rows(chapter.rows)

    def picture(self, image: NDArray[np.uint8], caption: str, heading: str = "") -> None:
        """Place an image over the page's width, under a heading on the same page where one is given."""
        rows, columns = image.shape[:2]
        height = (_RIGHT - _LEFT) * _WIDTH * rows / columns / _HEIGHT
        lines = int(height / _LINE) + len(_lines(caption, _LETTERS)) + 2
        self._require(lines + (_HEADING if heading else 0))
        if heading:
            self.heading(heading)
        page = self._open()
        axes = page.add_axes((_LEFT, self._height - height, _RIGHT - _LEFT, height))
        axes.imshow(image, interpolation="lanczos", aspect="auto")
        axes.set_axis_off()
        self._height -= height + 0.012
        self.paragraph(caption, _FAINT)

    def plots(self, view: SiteView) -> tuple[Figure, Bbox]:
        """Draw a site on a page of its own, and return the page and where on it the plots are, in inches."""
        from matplotlib.transforms import Affine2D, Bbox

        self._close()
        page, size = self._open(), (_WIDTH, _HEIGHT)
        draw_curve(page.add_axes(_CURVE_AT), view)
        draw_profile(page.add_axes(_PROFILE_AT), view)
        return page, Bbox([[0.0, 0.475], [0.96, 0.885]]).transformed(Affine2D().scale(*size))

    def site(self, site: SitePage) -> None:
        """Write what is told of a site around its plots."""
        self._height = _TOP
        as_lines(self._open())
        self.heading(site.name)
        self._height = 0.465
        self.paragraph(site.caption, _FAINT)
        if site.message:
            self.paragraph(site.message, "#a3330f")
        self._rows_in_two(site.rows)

    def _rows_in_two(self, rows: Sequence[Row]) -> None:
        """Write a table twice as wide and half as high as `rows` does."""
        wrapped = [(_lines(name, 24), _lines(value, 27)) for name, value in rows]
        down = list(accumulate(max(map(len, row)) for row in wrapped))
        half = next((i + 1 for i, lines in enumerate(down) if 2 * lines >= down[-1]), 0)
        lowest = top = self._height
        for part, (left, at) in zip((wrapped[:half], wrapped[half:]), _TWO):
            self._height = top
            for row in part:
                self._row(*row, left, at)
            lowest = min(lowest, self._height)
        self._height = lowest - _LINE

    def finish(self) -> None:
        """Write the last page."""
        self._close()

    def _rule(self, page: Figure) -> None:
        from matplotlib.lines import Line2D

        y = self._height + 0.25 * _LINE
        page.add_artist(Line2D([_LEFT, _RIGHT], [y, y], color=_RULE, linewidth=1.2))
        self._height -= 0.5 * _LINE

    def _open(self) -> Figure:
        from matplotlib.figure import Figure

        if self._page is None:
            self._page, self._height = Figure(figsize=(_WIDTH, _HEIGHT)), _TOP
        return self._page

    def _require(self, lines: int) -> None:
        """Begin a new page where fewer lines are left."""
        if self._page is not None and self._height - lines * _LINE < _BOTTOM:
            self._close()

    def _close(self) -> None:
        if self._page is None:
            return
        self._number += 1
        for at, text, side in ((_LEFT, self.title, "left"), (_RIGHT, str(self._number), "right")):
            self._page.text(at, 0.035, text, fontsize=7, color=_FAINT, ha=side)
        self.document.savefig(self._page, dpi=DPI)
        self._page, self._height = None, _TOP
