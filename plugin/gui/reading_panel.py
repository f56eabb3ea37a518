"""How to read the survey where the file does not say it, or says it wrongly."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QPushButton, QWidget

from ..protocol.options.reading import READING, STACK_READING
from ..protocol.overrides import Overrides
from ..qgis_layers.translated import full_title, tr
from .inputs import change_of, clear, make_input, value_of

TITLE = tr("How to read it")
SETTINGS = (*READING, *STACK_READING)


class ReadingPanel(QgsCollapsibleGroupBox):
    """Inputs for `Overrides`, named as its fields, folded away; untouched, all leave it to the file."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.columns_button = QPushButton(tr("Choose columns …"))
        self.columns_button.setToolTip(tr("A table of the columns, with lists of what each may hold"))
        for option in SETTINGS:
            widget = make_input(option)
            setattr(self, option.name, widget)
            form.addRow("" if isinstance(widget, QCheckBox) else full_title(option), widget)
            change_of(widget).connect(self._tell)
            if option.name == "columns":
                form.addRow("", self.columns_button)
        self._told = Overrides()
        self.clear()
        self.setCollapsed(True)

    def overrides(self) -> Overrides:
        """Return what is chosen."""
        return Overrides(**{option.name: value_of(getattr(self, option.name), option) for option in SETTINGS})

    def clear(self) -> None:
        """Leave everything to the file, and tell nobody: what is said of one survey is wrong for the next."""
        self.blockSignals(True)
        for option in SETTINGS:
            clear(getattr(self, option.name), option)
        self.blockSignals(False)
        self._told = Overrides()
        self.setTitle(TITLE)

    def reset(self) -> None:
        """Leave everything to the file, and tell it where that changes something."""
        told = self._told
        self.clear()
        if told != self._told:
            self.changed.emit()

    def _tell(self) -> None:
        """Show in the title that something is overridden, and tell it once."""
        said = self.overrides()
        if said == self._told:
            return
        self._told = said
        self.setTitle(
            tr("{title} ({count} set by hand)").format(title=TITLE, count=said.count) if said.count else TITLE
        )
        self.changed.emit()
