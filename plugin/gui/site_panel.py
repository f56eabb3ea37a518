"""Curve and profile of the sites that the user chooses by name or on the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qgis.PyQt.QtCore import QStringListModel, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..protocol.display_units import METRES, DisplayUnit
from ..protocol.errors import OutputError
from ..protocol.large_tables import table_in
from ..protocol.orders import ShowSites
from ..protocol.outcomes import SiteRows, SitesShown
from ..protocol.result_files import PROFILES, SITES
from ..qgis_layers.parts import at_a_stroke
from ..qgis_layers.rasters import LayerError
from ..qgis_layers.sites import one_site, site_names
from ..qgis_layers.translated import tr
from .latest_order import LatestOrder
from .message_label import message_label
from .site_plots import SitePlots
from .site_record import SiteRecord, record_of, site_record
from .turns import Turns

NO_SITES = tr(
    "These results are rasters without sites. Choose Vs in the layers and click a cell with QGIS's Identify "
    "tool to read its Vs at all depths."
)
MOST_COMPARED = 8


class SitePanel(QWidget):
    """A list of sites over their plots, read from the folder of a result site by site."""

    pick_toggled = pyqtSignal(bool)
    shown = pyqtSignal(object)
    """The numbers of the sites in view, by which `sites.one_site` finds them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.pick_button = QPushButton(tr("Pick on map"))
        self.pick_button.setCheckable(True)
        self.pick_button.setToolTip(tr("Point at a site on the map to see it, click it to keep it in view."))
        self.message = message_label()
        self.plots = SitePlots()
        self._asked = LatestOrder(tr("Vs Mapper: sites"), self)
        self._drawing = Turns(self)
        self._folder: Path | None = None
        self._names = QStringListModel(self)  # for many sites far faster than items of the box
        self._numbers: tuple[int, ...] = ()
        self.box.setModel(self._names)
        self._chosen: tuple[int, ...] = ()
        self._arrange()
        self.box.currentIndexChanged.connect(self._choose)
        self.pick_button.toggled.connect(self.pick_toggled)
        self.plots.compare_toggled.connect(self._compare_toggled)
        self.plots.said.connect(self._say)
        self._asked.found.connect(self._answered)
        self._asked.failed.connect(self._say)
        self.set_folder(None)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        label = QLabel(tr("S&ite"))
        label.setBuddy(self.box)
        self.box.setAccessibleName(tr("Site"))
        row.addWidget(label)
        row.addWidget(self.box, 1)
        row.addWidget(self.pick_button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(self.plots, 1)

    def set_unit(self, unit: DisplayUnit) -> None:
        """Draw velocities in another unit."""
        self.plots.set_unit(unit)

    def set_folder(self, folder: Path | None, unit: DisplayUnit = METRES) -> None:
        """Offer the sites of the results in a folder; None, or a folder without sites, offers none.

        Parameters
        ----------
        folder : Path or None
            The results.
        unit : DisplayUnit
            Unit of velocities in the plots.
        """
        self._folder = folder
        self.plots.set_unit(unit)
        sites = site_names(folder / SITES) if folder is not None else []
        self._numbers = tuple(number for _, number in sites)
        self.box.blockSignals(True)
        self._names.setStringList([name for name, _ in sites])
        self.box.blockSignals(False)
        for widget in (self.box, self.pick_button):
            widget.setEnabled(self.box.count() > 0)
        self.plots.show_sites(folder, ())
        self._show_chosen(range(min(self.box.count(), 1)))
        if folder is not None and not self.box.count():
            self._say(NO_SITES)

    def choose(self, name: str) -> None:
        """Show the site of that name, or add it where sites are compared; any other name changes nothing."""
        index = self.box.findText(name)
        if index >= 0 and index == self.box.currentIndex():
            self._choose(index)
        elif index >= 0:
            self.box.setCurrentIndex(index)

    def choose_several(self, names: Iterable[str]) -> None:
        """Show the sites of those names over each other, the first of them where they are many."""
        found = [index for index in map(self.box.findText, names) if index >= 0]
        if found:
            self._show_chosen(found[:MOST_COMPARED])

    def preview(self, name: str) -> None:
        """Show another site for as long as it is pointed at; an empty name shows those that are chosen."""
        index = self.box.findText(name) if name else -1
        self._show([index] if index >= 0 else self._chosen)

    @property
    def busy(self) -> bool:
        """True until the sites that were chosen last are in view."""
        return self._drawing.busy or self._asked.slot.busy

    def shut_down(self) -> None:
        """Stop asking the engine."""
        self._asked.drop()
        self._drawing.drop()
        self.plots.shut_down()

    def _choose(self, index: int) -> None:
        """Show the site of a row, over those in view where sites are compared."""
        before = [i for i in self._chosen if i != index] if self.plots.compare_box.isChecked() else []
        self._show_chosen([*before[1 - MOST_COMPARED :], index] if index >= 0 else [])

    def _compare_toggled(self, compare: bool) -> None:
        """Go back to one site where sites are no longer compared."""
        if not compare and len(self._chosen) > 1:
            self._show_chosen(self._chosen[-1:])

    def _show_chosen(self, rows: Sequence[int]) -> None:
        self._chosen = tuple(rows)
        if self._chosen and self.box.currentIndex() != self._chosen[-1]:
            self.box.blockSignals(True)
            self.box.setCurrentIndex(self._chosen[-1])
            self.box.blockSignals(False)
        self._show(self._chosen)

    def _show(self, rows: Sequence[int]) -> None:
        """Draw the sites of some rows, and say what is to be said of the last."""
        self._asked.forget()
        self._drawing.drop()
        self.shown.emit(tuple(self._numbers[row] for row in rows))
        if rows and table_in(self._folder, PROFILES).suffix == ".parquet":
            # QGIS's Python need not know Parquet: what is in view stays until the engine has answered.
            self._asked.want(ShowSites(self._folder, tuple(self.box.itemText(row) for row in rows)))
            return
        drawing = self._draw([(row, None) for row in rows])
        if rows:
            self._drawing.start(drawing)
        else:
            at_a_stroke(drawing)

    def _answered(self, order: ShowSites, shown: SitesShown) -> None:
        if order.folder == self._folder:
            self._drawing.start(self._draw([(self.box.findText(rows.site), rows) for rows in shown.sites]))

    def _draw(self, chosen: Iterable[tuple[int, SiteRows | None]]) -> Iterator[None]:
        """Draw sites by their rows in the box, from the tables where these have not been read; in parts."""
        sites: list[SiteRecord] = []
        text = ""
        for row, rows in chosen:
            try:
                site = one_site(self._folder / SITES, self._numbers[row])
                text = str(site["message"] or "")
                near = row / self.box.count()
                record = record_of(site, rows) if rows else site_record(self._folder, site, near)
            except (LayerError, OutputError) as error:
                record, text = None, str(error)
            if record is not None:
                sites.append(record)
        yield
        self.plots.show_sites(self._folder, sites)
        self._say(text)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
