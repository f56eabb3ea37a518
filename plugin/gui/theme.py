"""Colours of the plots on light and on dark windows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qgis.PyQt.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Theme:
    """Colours as ``#rrggbb``.

    Parameters
    ----------
    paper, ink, grid : str
        Of the plot itself.
    lines : tuple of str
        Of curves, and of sites that are compared; colour-blind eyes tell them apart, too.
    vs, median, layers, drawn : str
        Of the lines of one profile.
    inner, outer : str
        Of its bands of 68 % and 90 %.
    doubt : str
        Of what hatches unresolved depths.
    """

    paper: str
    ink: str
    grid: str
    lines: tuple[str, ...]
    vs: str
    median: str
    layers: str
    drawn: str
    inner: str
    outer: str
    doubt: str


LIGHT = Theme(
    paper="#ffffff",
    ink="#222222",
    grid="#e3e3e3",
    lines=("#1f4e9c", "#ff6611", "#662200", "#9900ff", "#22bbff", "#ee9977", "#aa6699", "#8866ee"),
    vs="#1b3575",
    median="#f0b429",
    layers="#b0471c",
    drawn="#6d7780",
    inner="#8fb8d8",
    outer="#d3e4f1",
    doubt="#9a9a9a",
)
DARK = Theme(
    paper="#232323",
    ink="#e6e6e6",
    grid="#454545",
    lines=("#7fb2ff", "#ff8800", "#aa22ff", "#ddeeaa", "#668844", "#ffaacc", "#aa5588", "#77ff66"),
    vs="#cfe3ff",
    median="#f7c948",
    layers="#ff8a57",
    drawn="#9aa5ae",
    inner="#3f6f96",
    outer="#2c4a63",
    doubt="#8a8a8a",
)
_LEAST_CONTRAST = 100
"""Between letters and paper, of 255."""


def theme_of(palette: QPalette) -> Theme:
    """Return the theme that suits a window: the dark one on its own paper where its text is light."""
    paper, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    if ink.lightness() <= paper.lightness():
        return LIGHT
    if ink.lightness() - paper.lightness() < _LEAST_CONTRAST:  # of style sheets, which palettes do not know
        ink = QColor(DARK.ink)
    return replace(DARK, paper=paper.name(), ink=ink.name(), grid=_mixed(paper, ink, 0.18).name())


def _mixed(first: QColor, second: QColor, share: float) -> QColor:
    parts = zip((first.red(), first.green(), first.blue()), (second.red(), second.green(), second.blue()))
    return QColor(*(round(a + share * (b - a)) for a, b in parts))
