"""Settings of the maps of finished results, and the button that draws them again."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ..protocol.map_options import MapOptions
from ..protocol.option import Option
from ..protocol.options.mapping import MAPS
from ..protocol.options.shared import chosen
from ..qgis_layers.section_line import LineError
from ..qgis_layers.translated import full_title, progress_of, tr
from .inputs import make_input, value_of
from .message_label import message_label
from .site_list import SiteList
from .wrapping import WrappingRow

SETTINGS = chosen(
    MAPS,
    *("method", "law", "barriers", "depths", "resolution", "max_distance", "max_sigma", "crs"),
    *("extent", "dem", "elevations", "keep_untrusted", "contours", "without"),
)


class MapPanel(QgsCollapsibleGroupBox):
    """Inputs for `MapOptions`, named as the fields; nothing is inverted again."""

    map_wanted = pyqtSignal(object)
    complaint = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Map again with other settings"), parent)
        self.setSaveCollapsedState(False)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for option in SETTINGS:
            widget = make_input(option)
            setattr(self, option.name, widget)
            if isinstance(widget, QCheckBox):
                form.addRow(widget)
            else:
                form.addRow(full_title(option) if option.kind == "text" else tr(option.title), widget)
        self.button = QPushButton(tr("Map again"))
        self.button.setToolTip(tr("From the profiles as they are; earlier maps in the folder are replaced."))
        self.state = message_label()
        self.leave_out_button = QPushButton(tr("Leave out selected"))
        self.leave_out_button.setToolTip(tr("The sites that are selected on the map or in their table"))
        self.take_back_button = QPushButton(tr("Take all back"))
        self.site_list = SiteList()
        self.off_label = QLabel()
        form.addRow(self.site_list)
        form.addRow(WrappingRow(self.leave_out_button, self.take_back_button))
        row = QHBoxLayout()
        row.addWidget(self.button, 1)
        row.addWidget(self.off_label)
        form.addRow(row)
        form.addRow(self.state)
        self.button.clicked.connect(self._ask)
        self.set_ready(False)
        self.tell_off(0, 0)
        self.setCollapsed(True)

    def set_ready(self, ready: bool) -> None:
        """Allow or forbid drawing maps."""
        self.button.setEnabled(ready)
        self.state.clear()
        self.state.setVisible(False)

    def tell_off(self, off: int, every: int) -> None:
        """Say how many of the sites the next maps are drawn without."""
        self.off_label.setText(tr("{off} of {all} sites off").format(off=off, all=every) if off else "")
        self.off_label.setVisible(off > 0)

    def show_progress(self, fraction: float, message: str) -> None:
        """Show how far the maps are."""
        self.state.setVisible(True)
        self.state.setText(f"{progress_of(message)}: {fraction:.0%}")

    def options(self) -> MapOptions:
        """Return how the maps are to be drawn.

        Raises
        ------
        ValueError
            If the depths cannot be understood; the message is for the user.
        LineError
            If the layer of barriers has no lines.
        """
        found = {option.name: self._value(option) for option in SETTINGS}
        return MapOptions(**{name: value for name, value in found.items() if value not in (None, "")})

    def _value(self, option: Option) -> object:
        value = value_of(getattr(self, option.name), option)
        return option.parse(value) if option.kind == "text" else value

    def _ask(self) -> None:
        try:
            self.map_wanted.emit(self.options())
        except (ValueError, LineError) as error:
            self.complaint.emit(str(error))
