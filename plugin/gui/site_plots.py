"""The plots of the chosen sites and how to look at them; without matplotlib, a line that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from ..protocol.display_units import METRES, DisplayUnit
from ..protocol.orders import ShowDrawn
from ..protocol.outcomes import DrawnProfiles
from ..protocol.result_files import ENSEMBLES
from ..qgis_layers.translated import tr
from .abscissa import Abscissa
from .latest_order import LatestOrder
from .message_label import message_label
from .plot_library import LIBRARY, why_missing
from .site_record import SiteRecord
from .turns import Turns
from .wrapping import WrappingRow

if TYPE_CHECKING:
    from .site_figure import SiteFigure

EMPTY = tr("Choose a site to see its dispersion curve and its Vs profile.")
PREPARING = tr("Preparing the plots …")
_TICK_MS = 50


class SitePlots(QWidget):
    """Makes the figure when the first site is shown, so that the dock opens at once."""

    said = pyqtSignal(str)
    compare_toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.abscissa_box = QComboBox()
        for abscissa in Abscissa:
            self.abscissa_box.addItem(abscissa.title, abscissa)
        self.abscissa_box.setToolTip(tr("What the curve is drawn against"))
        self.same_box = QCheckBox(tr("Same axes"))
        self.same_box.setToolTip(tr("Keep the axes as they are when another site is chosen"))
        self.compare_box = QCheckBox(tr("Compare"))
        self.compare_box.setToolTip(tr("Draw the sites that are chosen next over those that are shown"))
        self.message = message_label()
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.figure: SiteFigure | None = None
        self.sites: tuple[SiteRecord, ...] = ()
        self.drawn = LatestOrder(tr("Vs Mapper: drawn profiles"), self)
        self._folder: Path | None = None
        self._unit = METRES
        self._by_hand = False
        self._turns = Turns(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._arrange()
        self._connect()
        self.show_sites(None, ())

    def _arrange(self) -> None:
        row = WrappingRow(self.abscissa_box, self.same_box, self.compare_box)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(row)
        self._layout.addWidget(self.message, 1)

    def _connect(self) -> None:
        self.abscissa_box.activated.connect(self._abscissa_chosen)
        self.compare_box.toggled.connect(self.compare_toggled)
        self.drawn.found.connect(self._add_drawn)
        self.drawn.failed.connect(self.said)
        self._timer.timeout.connect(self._draw)

    def shut_down(self) -> None:
        """Stop what goes on behind."""
        self.drawn.drop()
        self._turns.drop()

    def set_unit(self, unit: DisplayUnit) -> None:
        """Draw velocities in another unit; axes that were to stay are those of the one before."""
        if unit != self._unit:
            self._unit = unit
            if self.figure is not None:
                self.figure.forget_axes()
            self._draw()

    def show_sites(self, folder: Path | None, sites: Sequence[SiteRecord]) -> None:
        """Draw sites of the results in a folder; none leaves a line that says what to do."""
        if folder != self._folder:
            self._by_hand = False
        self._folder, self.sites = folder, tuple(sites)
        self.drawn.forget()
        if self.sites:
            LIBRARY.warm_up()
        self._draw()

    def _draw(self) -> None:
        """Draw as soon as matplotlib is there."""
        self._timer.stop()
        if not self.sites:
            self._tell(EMPTY)
        elif not LIBRARY.ready:
            self._tell(PREPARING)
            self._timer.start()
        elif why_missing():
            self._tell(why_missing())
        else:
            self._draw_sites()

    def _making(self) -> Iterator[None]:
        """Make the figure, in parts that each take little time."""
        from .site_canvas import SiteCanvas

        yield
        from .site_figure import SiteFigure

        yield
        canvas = SiteCanvas()
        yield from canvas.dressing()
        figure = SiteFigure(canvas)
        figure.toolbar.complaint.connect(self.said)
        figure.hide()
        self._layout.addWidget(figure, 1)
        yield
        self.figure = figure
        self._draw()

    def _draw_sites(self) -> None:
        if self.figure is None:
            if not self._turns.busy:
                self._tell(PREPARING)
                self._turns.start(self._making())
            return
        if not self._by_hand:
            usual = Abscissa.usual(self.sites[0].frequency)
            self.abscissa_box.setCurrentIndex(list(Abscissa).index(usual))
        abscissa = list(Abscissa)[self.abscissa_box.currentIndex()]
        self.figure.show_sites(self.sites, abscissa, self._unit, self.same_box.isChecked())
        self._show_figure(True)
        if len(self.sites) == 1 and self._folder is not None and (self._folder / ENSEMBLES).is_file():
            self.drawn.want(ShowDrawn(self._folder, self.sites[0].name))

    def _add_drawn(self, order: ShowDrawn, drawn: DrawnProfiles) -> None:
        if [shown.name for shown in self.sites] == [order.site] and drawn.vs:
            self.figure.add_drawn(drawn)

    def _abscissa_chosen(self) -> None:
        self._by_hand = True
        self._draw()

    def _tell(self, text: str) -> None:
        self.message.setText(text)
        self._show_figure(False)

    def _show_figure(self, there: bool) -> None:
        """Show the figure, or the message in its place."""
        self.message.setVisible(not there)
        if self.figure is not None:
            self.figure.setVisible(there)
        for widget in (self.abscissa_box, self.same_box, self.compare_box):
            widget.setEnabled(there)
