"""What the columns of a table hold, chosen from lists beside their first values."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..protocol.outcomes import ColumnsSeen
from ..qgis_layers.translated import tr

_SEPARATOR = ", "
_QUANTITY, _UNIT = 2, 3


class ColumnsDialog(QDialog):
    """A row a column: name, first values, quantity and unit; what the names say is chosen at first.

    Parameters
    ----------
    seen : ColumnsSeen
        The columns of the table.
    """

    def __init__(self, seen: ColumnsSeen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What the columns hold"))
        self.resize(680, 420)
        self._seen, self._units = seen, dict(seen.units)
        self.table = QTableWidget(len(seen.columns), 4)
        heads = [tr("Column"), tr("First values"), tr("Quantity"), tr("Unit")]
        self.table.setHorizontalHeaderLabels(heads)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, column in enumerate(seen.columns):
            for place, text in enumerate((column.name, _SEPARATOR.join(column.samples))):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(row, place, item)
            quantity, unit = QComboBox(), QComboBox()
            for box in (quantity, unit):
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            quantity.addItem(tr("not used"), "")
            for name in self._units:
                if name != "unused":
                    quantity.addItem(name.replace("_", " "), name)
            # A list would hang at the top of a higher row.
            self.table.verticalHeader().setDefaultSectionSize(quantity.sizeHint().height())
            quantity.setAccessibleName(f"{tr('Quantity')}: {column.name}")
            unit.setAccessibleName(f"{tr('Unit')}: {column.name}")
            self.table.setCellWidget(row, _QUANTITY, quantity)
            self.table.setCellWidget(row, _UNIT, unit)
            quantity.setCurrentIndex(max(quantity.findData(column.quantity), 0))
            self._offer_units(row)
            unit.setCurrentIndex(max(unit.findData(column.unit), 0))
            quantity.currentIndexChanged.connect(lambda _index, row=row: self._offer_units(row))
        self.table.resizeColumnsToContents()
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(tr("Choose what each column holds where its name does not say it.")))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)

    def chosen(self) -> list[str]:
        """Return what differs from what the names say, as ``name=quantity:unit``."""
        found = []
        for row, column in enumerate(self._seen.columns):
            quantity, unit = (self.table.cellWidget(row, place).currentData() for place in (_QUANTITY, _UNIT))
            if (quantity, unit or "") != (column.quantity, column.unit):
                meaning = quantity or "unused"
                found.append(f"{column.name}={meaning}:{unit}" if unit else f"{column.name}={meaning}")
        return found

    def _offer_units(self, row: int) -> None:
        """Offer the units of the chosen quantity."""
        quantity, unit = (self.table.cellWidget(row, place) for place in (_QUANTITY, _UNIT))
        unit.clear()
        unit.addItem(tr("by its name or numbers"), "")
        for name in self._units.get(quantity.currentData(), ()):
            unit.addItem(name, name)
        unit.setEnabled(unit.count() > 1)
