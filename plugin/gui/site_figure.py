"""The figure of the chosen sites: curves and profiles, side by side where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from matplotlib.axes import Axes
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..protocol.display_units import METRES, DisplayUnit
from ..protocol.outcomes import DrawnProfiles
from ..qgis_layers.translated import tr
from .abscissa import Abscissa
from .curve_plot import draw_curves
from .plot_toolbar import PlotToolbar
from .profile_plot import draw_drawn, draw_profiles
from .site_canvas import SiteCanvas
from .site_record import SiteRecord
from .site_tables import curve_table, profile_table
from .theme import LIGHT, Theme, theme_of


class SiteFigure(QWidget):
    """Curves, profiles and their toolbar, in the colours of QGIS's window.

    Parameters
    ----------
    canvas : SiteCanvas
        What is drawn on.
    """

    def __init__(self, canvas: SiteCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = canvas
        tables = {
            tr("Curves as a table"): lambda: curve_table(self.sites),
            tr("Profiles as a table"): lambda: profile_table(self.sites),
        }
        self.toolbar = PlotToolbar(self.canvas, tables, self._name, self._on_white, self)
        self.sites: tuple[SiteRecord, ...] = ()
        self._abscissa, self._unit = Abscissa.FREQUENCY, METRES
        self._drawn: DrawnProfiles | None = None
        self._theme = theme_of(self.palette())
        self.canvas.paint_in(self._theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.canvas, 1)

    def forget_axes(self) -> None:
        """Let the next sites have axes of their own, as in another unit they must."""
        self.sites = ()

    def show_sites(
        self, sites: Sequence[SiteRecord], abscissa: Abscissa, unit: DisplayUnit, same_axes: bool
    ) -> None:
        """Draw sites.

        Parameters
        ----------
        sites : sequence of SiteRecord
            At least one.
        abscissa : Abscissa
            What curves are drawn against.
        unit : DisplayUnit
            Unit of velocities.
        same_axes : bool
            Whether the axes stay as they are, so that one site can be told from the next by eye.
        """
        kept = self._limits() if same_axes and self.sites else {}
        if abscissa is not self._abscissa:
            kept.pop((self.canvas.curves, "x"), None)
        self.sites, self._abscissa, self._unit, self._drawn = tuple(sites), abscissa, unit, None
        self._draw(kept)
        self.toolbar.update()

    def add_drawn(self, drawn: DrawnProfiles) -> None:
        """Add drawn profiles to the one site that is shown."""
        self._drawn = drawn
        deepest = float(self.sites[0].depth.max())
        draw_drawn(self.canvas.profiles, drawn, deepest, self._unit, self._theme)
        self.canvas.draw_idle()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours of the window; called by Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._take(theme_of(self.palette()))

    def _draw(self, kept: dict[tuple[Axes, str], tuple[float, float]]) -> None:
        draw_curves(self.canvas.curves, self.sites, self._abscissa, self._unit, self._theme)
        draw_profiles(self.canvas.profiles, self.sites, self._unit, self._theme)
        for (axes, along), ends in kept.items():
            (axes.set_xlim if along == "x" else axes.set_ylim)(ends)
        self.canvas.draw_idle()

    def _take(self, theme: Theme) -> None:
        """Draw all again in other colours."""
        if theme == self._theme:
            return
        self._theme = theme
        self.canvas.paint_in(theme)
        if self.sites:
            self._draw(self._limits())
            if self._drawn is not None:
                self.add_drawn(self._drawn)

    @contextmanager
    def _on_white(self) -> Iterator[None]:
        """Have it on white paper for a file, whatever the window looks like."""
        theme = self._theme
        self._take(LIGHT)
        yield
        self._take(theme)

    def _limits(self) -> dict[tuple[Axes, str], tuple[float, float]]:
        both = (self.canvas.curves, self.canvas.profiles)
        return {
            **{(axes, "x"): axes.get_xlim() for axes in both},
            **{(axes, "y"): axes.get_ylim() for axes in both},
        }

    def _name(self) -> str:
        """Return what to call a file of the plot."""
        word = (
            self.sites[0].name if len(self.sites) == 1 else tr("{count} sites").format(count=len(self.sites))
        )
        return "".join(c if c.isalnum() or c in " -_." else "_" for c in word).strip() or "site"
