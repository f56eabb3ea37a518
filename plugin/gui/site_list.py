"""The sites of a result as a table in which each is switched on or off for the next maps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from ..protocol.display_units import METRES, DisplayUnit
from ..protocol.result_files import VS30
from ..qgis_layers.ticks import rounded
from ..qgis_layers.translated import tr, with_unit
from ..qgis_layers.velocity_unit import shown_decimals

Site = tuple[str, str, Optional[float]]
_ROWS = 7
_NAME, _STATUS, _VS30 = range(3)


class SiteModel(QAbstractTableModel):
    """Name, status and Vs30 a row; the box before a name is ticked where the site is in the maps."""

    switched = pyqtSignal(object, bool)
    """Names, and whether they are on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[Site] = []
        self._rows: list[Site] = []
        self._off: frozenset[str] = frozenset()
        self._sought = ""
        self._unit = METRES

    def set_sites(self, sites: Sequence[Site]) -> None:
        """Show other sites."""
        self._all = list(sites)
        self._choose()

    def set_unit(self, unit: DisplayUnit) -> None:
        """Read Vs30 in another unit."""
        self.beginResetModel()
        self._unit = unit
        self.endResetModel()

    def set_off(self, names: Iterable[str]) -> None:
        """Show which sites are off."""
        self._off = frozenset(names)
        if self._rows:
            self.dataChanged.emit(self.index(0, _NAME), self.index(len(self._rows) - 1, _NAME))

    def seek(self, text: str) -> None:
        """Show only sites whose names or statuses have a text."""
        self._sought = text.strip().casefold()
        self._choose()

    def name_of(self, row: int) -> str:
        """Return the site of a row."""
        return self._rows[row][_NAME]

    def switch(self, rows: Sequence[int]) -> None:
        """Switch the sites of some rows: all off, or on where all are off."""
        names = [self.name_of(row) for row in rows]
        if names:
            self.switched.emit(names, all(name in self._off for name in names))

    def rowCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many sites are shown; called by Qt."""
        return len(self._rows)

    def columnCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are; called by Qt."""
        return 3

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows; called by Qt."""
        site, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == _NAME:
            return Qt.CheckState.Unchecked if site[_NAME] in self._off else Qt.CheckState.Checked
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == _STATUS:
            return tr(site[_STATUS].replace("_", " "))
        if column == _NAME:
            return site[_NAME]
        vs30 = site[_VS30]
        decimals = shown_decimals(0, self._unit)
        return "" if vs30 is None else rounded(vs30 * self._unit.factor, f".{decimals}f")

    def setData(self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Switch a site whose box was ticked; called by Qt."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.switched.emit([self.name_of(index.row())], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Let names be ticked; called by Qt."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _NAME else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column; called by Qt."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (tr("Site"), tr("Status"), with_unit(VS30.title, self._unit.velocity))[section]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the sites in an order; called by Qt. Sites without Vs30 come last upwards."""
        self._all.sort(
            key=lambda site: (site[column] is None, site[column] if site[column] is not None else 0.0),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        self._choose()

    def _choose(self) -> None:
        self.beginResetModel()
        sought = self._sought
        self._rows = [
            site
            for site in self._all
            if not sought or sought in site[_NAME].casefold() or sought in site[_STATUS].casefold()
        ]
        self.endResetModel()


class SiteTableView(QTableView):
    """A table whose space bar switches the selected sites."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Switch sites on the space bar; called by Qt."""
        if event.key() == Qt.Key.Key_Space and self.selectionModel().hasSelection():
            self.model().switch(sorted(index.row() for index in self.selectionModel().selectedRows()))
        else:
            super().keyPressEvent(event)


class SiteList(QWidget):
    """The table with a line above it that finds sites."""

    chosen = pyqtSignal(str)
    """The site of the row that the user goes to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SiteModel(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find sites by name or status"))
        self.search.setClearButtonEnabled(True)
        self.view = SiteTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr("Sites in the maps"))
        self.view.setToolTip(tr("Sites that are not ticked are left out of the next maps; space switches"))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTabKeyNavigation(False)
        self.view.setSortingEnabled(True)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.verticalHeader().hide()
        line = self.view.fontMetrics().height() + 6
        self.view.verticalHeader().setDefaultSectionSize(line)
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.setFixedHeight(_ROWS * line + self.view.horizontalHeader().sizeHint().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.view)
        self.search.textChanged.connect(self.model.seek)
        self.view.selectionModel().currentRowChanged.connect(self._gone_to)

    def set_sites(self, sites: Sequence[Site], unit: DisplayUnit) -> None:
        """Show the sites of another result, with Vs30 in a unit."""
        self.model.set_unit(unit)
        self.model.set_sites(sites)
        self.view.setColumnHidden(_VS30, all(site[_VS30] is None for site in sites))
        self.setVisible(bool(sites))

    def _gone_to(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.name_of(index.row()))
