"""The figure of the chosen sites: curves and profiles, side by side where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ..protocol.outcomes import DrawnProfiles
from .abscissa import Abscissa
from .curve_plot import draw_curves
from .plot_axes import dress
from .plot_toolbar import PlotToolbar
from .profile_plot import draw_drawn, draw_profiles
from .site_record import SiteRecord
from .site_tables import curve_table, profile_table

WIDE_PX = 560
_HEIGHTS = {True: 240, False: 400}
_LEFT, _RIGHT, _BELOW, _ABOVE, _BETWEEN = 54.0, 12.0, 38.0, 24.0, 46.0
"""Room in pixels for labels and titles."""
_CURVES_SHARE = 0.44


class SiteCanvas(FigureCanvasQTAgg):
    """The paper: two axes that follow its shape."""

    def __init__(self) -> None:
        super().__init__(Figure(dpi=100, facecolor="white"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_HEIGHTS[False])
        self.curves: Axes = self.figure.add_axes((0.1, 0.6, 0.8, 0.3))
        self.profiles: Axes = self.figure.add_axes((0.1, 0.1, 0.8, 0.3))
        dress(self.curves, log=True)
        dress(self.profiles)

    @property
    def wide(self) -> bool:
        """True where the plots stand side by side."""
        return self.width() >= WIDE_PX

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the axes beside or below each other; called by Qt."""
        self.setMinimumHeight(_HEIGHTS[self.wide])
        self.arrange()
        super().resizeEvent(event)

    def arrange(self) -> None:
        """Give the axes their places, with the same room in pixels for labels at every size."""
        width, height = max(self.width(), 200), max(self.height(), 200)
        places = _beside(width, height) if self.wide else _below(width, height)
        for axes, (left, bottom, across, up) in zip((self.curves, self.profiles), places):
            axes.set_position((left / width, bottom / height, across / width, up / height))


class SiteFigure(QWidget):
    """Curves, profiles and their toolbar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = SiteCanvas()
        tables = {
            "Curves as a table": lambda: curve_table(self.sites),
            "Profiles as a table": lambda: profile_table(self.sites),
        }
        self.toolbar = PlotToolbar(self.canvas, tables, self._name, self)
        self.sites: tuple[SiteRecord, ...] = ()
        self._abscissa = Abscissa.FREQUENCY
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.canvas, 1)

    def show_sites(self, sites: Sequence[SiteRecord], abscissa: Abscissa, same_axes: bool) -> None:
        """Draw sites.

        Parameters
        ----------
        sites : sequence of SiteRecord
            At least one.
        abscissa : Abscissa
            What curves are drawn against.
        same_axes : bool
            Whether the axes stay as they are, so that one site can be told from the next by eye.
        """
        kept = self._limits() if same_axes and self.sites else {}
        if abscissa is not self._abscissa:
            kept.pop((self.canvas.curves, "x"), None)
        self.sites, self._abscissa = tuple(sites), abscissa
        draw_curves(self.canvas.curves, sites, abscissa)
        draw_profiles(self.canvas.profiles, sites)
        for (axes, along), ends in kept.items():
            (axes.set_xlim if along == "x" else axes.set_ylim)(ends)
        self.toolbar.update()
        self.canvas.draw_idle()

    def add_drawn(self, drawn: DrawnProfiles) -> None:
        """Add drawn profiles to the one site that is shown."""
        draw_drawn(self.canvas.profiles, drawn, float(self.sites[0].depth.max()))
        self.canvas.draw_idle()

    def _limits(self) -> dict[tuple[Axes, str], tuple[float, float]]:
        both = (self.canvas.curves, self.canvas.profiles)
        return {
            **{(axes, "x"): axes.get_xlim() for axes in both},
            **{(axes, "y"): axes.get_ylim() for axes in both},
        }

    def _name(self) -> str:
        """Return what to call a file of the plot."""
        word = self.sites[0].name if len(self.sites) == 1 else f"{len(self.sites)} sites"
        return "".join(c if c.isalnum() or c in " -_." else "_" for c in word).strip() or "site"


def _beside(width: float, height: float) -> tuple[tuple[float, float, float, float], ...]:
    across = (width - 2 * (_LEFT + _RIGHT)) / 2
    up = height - _ABOVE - _BELOW
    return (_LEFT, _BELOW, across, up), (2 * _LEFT + _RIGHT + across, _BELOW, across, up)


def _below(width: float, height: float) -> tuple[tuple[float, float, float, float], ...]:
    across, up = width - _LEFT - _RIGHT, height - _ABOVE - _BETWEEN - _BELOW
    lower = (1 - _CURVES_SHARE) * up
    return (_LEFT, _BELOW + lower + _BETWEEN, across, _CURVES_SHARE * up), (_LEFT, _BELOW, across, lower)
