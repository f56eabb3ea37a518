"""A survey looked at before it is run: its sites on the map, its curves in a plot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..client.engine import ask
from ..protocol.errors import SourceError
from ..protocol.orders import PreviewSurvey
from ..protocol.outcomes import Preview
from ..qgis_layers.preview_layer import preview_layer, show_preview
from ..qgis_layers.still_there import is_there
from ..qgis_layers.translated import tr
from .plot_library import LIBRARY, why_missing
from .survey_panel import SurveyPanel
from .task import TaskSlot
from .turns import Turns

if TYPE_CHECKING:
    from .preview_figure import PreviewFigure

_TICK_MS = 50


class SurveyPreview(QObject):
    """Shows what is chosen when the panel's button is pressed, and takes it off when another is chosen.

    Parameters
    ----------
    panel : SurveyPanel
        Has the button, and room for the plot below it.
    zoom_to : callable
        Shows a layer on the map.
    """

    said = pyqtSignal(str)

    def __init__(
        self, panel: SurveyPanel, zoom_to: Callable[[QgsMapLayer], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panel, self._zoom_to = panel, zoom_to
        self.slot = TaskSlot(self)
        self.figure: PreviewFigure | None = None
        self.layer: QgsMapLayer | None = None
        self._name = ""
        self._seen: Preview | None = None
        self._turns = Turns(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._draw)
        panel.preview_button.clicked.connect(self.show)
        panel.changed.connect(self.forget)
        self.slot.succeeded.connect(self._read)
        self.slot.failed.connect(self._failed)
        self.slot.stopped.connect(partial(self._failed, ""))

    def show(self) -> None:
        """Read the chosen survey and show it."""
        try:
            source = self._panel.source()
        except SourceError as error:
            self.said.emit(str(error))
            return
        if source is None:
            return
        LIBRARY.warm_up()
        self._name = source.name
        self._panel.preview_button.setEnabled(False)
        self.slot.start(
            tr("Preview of {survey}").format(survey=source.name), partial(ask, PreviewSurvey(source))
        )

    def forget(self) -> None:
        """Take what is shown off the map and out of the panel."""
        self.slot.drop()
        self._turns.drop()
        self._timer.stop()
        self._seen = None
        self._panel.preview_button.setEnabled(True)
        if is_there(self.layer):
            QgsProject.instance().removeMapLayer(self.layer.id())
        self.layer = None
        if self.figure is not None:
            self.figure.hide()

    def _read(self, preview: Preview) -> None:
        self.forget()
        self._seen = preview
        if preview.sites:
            layer = preview_layer(preview, tr("Preview"))
            show_preview(layer, QgsProject.instance())
            self._panel.leave_out_also(layer)
            self.layer = layer
            self._zoom_to(layer)
        self._draw()

    def _draw(self) -> None:
        """Draw the curves as soon as matplotlib is there."""
        if not LIBRARY.ready:
            self._timer.start()
            return
        self._timer.stop()
        if why_missing():
            self.said.emit(why_missing())
        elif self._seen is not None and self._seen.curves:
            self._draw_curves(self._seen)

    def _draw_curves(self, preview: Preview) -> None:
        if self.figure is None:
            if not self._turns.busy:
                self._turns.start(self._making())
            return
        shown = len(preview.curves)
        title = tr("{shown} of {all} curves").format(shown=shown, all=preview.n_curves)
        self.figure.show_curves(preview.curves, title)
        self.figure.show()

    def _making(self) -> Iterator[None]:
        """Make the figure, in parts that each take little time."""
        from .preview_figure import PreviewFigure

        yield
        figure = PreviewFigure()
        figure.toolbar.complaint.connect(self.said)
        figure.hide()
        yield from figure.dressing()
        self._panel.layout().addWidget(figure)
        yield
        self.figure = figure
        self._draw()

    def _failed(self, message: str) -> None:
        self._panel.preview_button.setEnabled(True)
        if message:
            self.said.emit(message)
