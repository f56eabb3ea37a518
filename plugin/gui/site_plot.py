"""A plot of one site of a result."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QWidget

from .plot_view import PlotView
from .site_record import SiteRecord


class SitePlot(PlotView):
    """A plot that is empty until a site is chosen."""

    def __init__(self, empty_text: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(empty_text, height, parent)
        self._site: SiteRecord | None = None

    def show_site(self, site: SiteRecord | None) -> None:
        """Draw another site."""
        self._site = site
        self.update()

    def has_content(self) -> bool:
        """Return True where a site is chosen."""
        return self._site is not None
