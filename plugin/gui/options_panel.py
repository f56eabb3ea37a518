"""The settings of a run."""

from __future__ import annotations

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QGroupBox, QWidget

from ..protocol.map_options import MapOptions
from ..protocol.option import Option
from ..protocol.options.inverting import INVERSION
from ..protocol.options.mapping import MAPS
from ..protocol.options.shared import chosen
from ..protocol.request import Request
from ..qgis_layers.translated import full_title, tr
from .inputs import hint_in_box, make_input, value_of

SETTINGS = chosen(
    INVERSION,
    "lvz",
    "poisson",
    "water_table",
    "depths",
    "samples",
    "relative_error",
    "robust",
    "independent",
    "vs30_law",
)
OF_MAPS = chosen(MAPS, "resolution", "method", "barriers")


class OptionsPanel(QGroupBox):
    """Inputs for `Request`, the maps and the output folder, named as the fields; all defaults suit any scale.

    A number that may be left out although 0 means something gets a box to tick, ``has_…``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Options"), parent)
        self.form = QFormLayout(self)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for option in (*SETTINGS, *OF_MAPS):
            self._add(option)
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        hint_in_box(self.folder, tr("temporary folder"))
        self.folder.setToolTip(tr("Results in a temporary folder are gone when the system empties it."))
        self.form.addRow(tr("Save in"), self.folder)

    def _add(self, option: Option) -> None:
        widget = make_input(option)
        setattr(self, option.name, widget)
        if isinstance(widget, QCheckBox):
            self.form.addRow(widget)
        elif _is_ticked(option):
            box = QCheckBox(tr(option.title))
            box.setToolTip(tr(option.help))
            setattr(self, f"has_{option.name}", box)
            widget.setEnabled(False)
            box.toggled.connect(widget.setEnabled)
            self.form.addRow(box, widget)
        else:
            self.form.addRow(full_title(option) if option.kind == "text" else tr(option.title), widget)

    def set_map_unit(self, unit: str) -> None:
        """Show the unit of the grid's resolution, such as ``m`` or ``°``."""
        self.resolution.setSuffix(f" {unit}" if unit else "")

    def request(self) -> Request:
        """Return the settings of the inversion.

        Raises
        ------
        ValueError
            If the depths cannot be understood; the message is for the user.
        """
        return Request(**{option.name: self._value(option) for option in SETTINGS})

    def maps(self) -> MapOptions:
        """Return how the results are to be mapped.

        Raises
        ------
        LineError
            If the layer of barriers has no lines.
        """
        return MapOptions(**{option.name: self._value(option) for option in OF_MAPS})

    def _value(self, option: Option) -> object:
        if _is_ticked(option) and not getattr(self, f"has_{option.name}").isChecked():
            return None
        value = value_of(getattr(self, option.name), option)
        return option.parse(value) if option.kind == "text" else value


def _is_ticked(option: Option) -> bool:
    """Return True for a number that is left out by not being ticked."""
    return option.kind == "number" and option.default is None and not option.empty
