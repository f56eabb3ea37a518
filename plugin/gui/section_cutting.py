"""Sections through a result, asked for in the section's panel."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..client.engine import ask
from ..protocol.lines import SectionLine, WrittenLine
from ..protocol.orders import CutSection
from ..protocol.outcomes import Cut
from ..qgis_layers.parts import at_a_stroke
from ..qgis_layers.rasters import LayerError
from ..qgis_layers.result_layers import ResultLayers
from ..qgis_layers.section_line import LineError
from ..qgis_layers.section_raster import read_section
from ..qgis_layers.sections import adding_section, open_section
from ..qgis_layers.sites import lie_along_line
from ..qgis_layers.translated import of_sites, tr
from .section_panel import SectionPanel
from .section_view import SectionPicture
from .work import Work

if TYPE_CHECKING:
    from ..qgis_layers.colours import ColourScale


class SectionCutting(Work):
    """Cuts sections through the result that is in view, and shows them."""

    said = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.panel = SectionPanel()
        self.section: tuple[Path, str] | None = None
        """The file of the section that is in view, and what it is called."""
        self._folder: Path | None = None
        self._layers: ResultLayers | None = None
        self.panel.section_wanted.connect(self.cut)
        self.panel.complaint.connect(self.said)
        self.slot.succeeded.connect(self._cut)
        self.slot.failed.connect(self._not_cut)
        self.adding.ended.connect(partial(self.panel.set_ready, True))

    def look_at(self, folder: Path | None, layers: ResultLayers | None) -> None:
        """Cut through the results in another folder; None forbids it."""
        self._folder, self._layers = folder, layers
        if folder is None:
            self.adding.drop()
            self.section = None
            self.panel.show_section(None)
        sites = layers.sites if layers is not None else None
        self.panel.set_ready(sites is not None and sites.isSpatial())
        self.panel.cut_along_sites(sites is not None and lie_along_line(sites))
        self.panel.leave_out(list(layers.lines) if layers is not None else [])

    def look_again(self, layers: ResultLayers) -> None:
        """Draw the section in view once more, as its result is read now."""
        self._layers = layers
        if self.section is not None:
            self.show(*self.section)

    def cut(self, line: SectionLine | WrittenLine) -> None:
        """Cut along a line."""
        try:
            options = self.panel.options()
        except (ValueError, LineError) as error:
            self.said.emit(str(error))
            return
        self.panel.set_ready(False)
        name = line.name if isinstance(line, SectionLine) else tr("along the sites")
        self.slot.start(
            tr("Vs Mapper: {title}").format(title=tr("Section {name}").format(name=name)),
            partial(ask, CutSection(self._folder, line, options)),
        )

    def show(self, path: Path, name: str) -> None:
        """Draw a section in the panel, or say why it cannot be drawn."""
        at_a_stroke(self._showing(path, name))

    def _showing(self, path: Path, name: str) -> Generator[None, None, ColourScale | None]:
        """Draw a section in the panel, in parts; return its colours, None where it cannot be drawn."""
        try:
            layer, scale = open_section(path, name, self._layers.scale if self._layers is not None else None)
        except LayerError as error:
            self.said.emit(str(error))
            return None
        yield
        picture = SectionPicture(name, read_section(layer, path), scale)
        yield
        self.panel.show_section(picture, path.with_suffix(".png"))
        self.section = path, name
        return scale

    def _cut(self, cut: Cut) -> None:
        self.adding.start(self._adding(cut, self._layers.group_name))

    def _adding(self, cut: Cut, group_name: str) -> Iterator[None]:
        """Draw a section that has been cut, and add its layers to the project, in parts."""
        scale = yield from self._showing(cut.path, cut.name)
        if scale is None:
            return
        yield
        try:
            yield from adding_section(cut.path, cut.name, group_name, scale, QgsProject.instance())
        except LayerError as error:
            self.said.emit(str(error))
            return
        self.said.emit(
            tr("Section along {name}: {sites}. File {path}").format(
                name=cut.name, sites=of_sites(cut.n_sites), path=cut.path
            )
        )

    def _not_cut(self, message: str) -> None:
        self.panel.set_ready(True)
        self.said.emit(message)
