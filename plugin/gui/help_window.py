"""The documentation that comes with the plugin, in a window of its own."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QImage, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ..processing.documentation import START, page_file
from ..qgis_layers.translated import tr

TYPES = {
    ".md": QTextDocument.ResourceType.MarkdownResource,
    ".html": QTextDocument.ResourceType.HtmlResource,
}
_IMAGE = QTextDocument.ResourceType.ImageResource
_IMAGE = getattr(_IMAGE, "value", _IMAGE)  # Qt hands over its number
_SIZE = (900, 700)
_BESIDE_PX = 70
"""Margins and the bar beside a page."""


class Pages(QTextBrowser):
    """Pages whose pictures are no wider than their window."""

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Return what a page shows; called by Qt."""
        if kind != _IMAGE:
            return super().loadResource(kind, name)
        image = QImage(self.source().resolved(name).toLocalFile())
        room = self.window().width() - _BESIDE_PX
        smooth = Qt.TransformationMode.SmoothTransformation
        return image if image.width() <= room else image.scaledToWidth(room, smooth)


class HelpWindow(QDialog):
    """Pages with links between them; addresses elsewhere open in the browser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Vs Mapper: help"))
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 60))
        self.pages = Pages(self)
        self.pages.setOpenLinks(False)
        self.back_button, self.start_button = QPushButton(tr("Back")), QPushButton(tr("Start page"))
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addWidget(self.start_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.pages, 1)
        self.back_button.setEnabled(False)
        self.pages.backwardAvailable.connect(self.back_button.setEnabled)
        self.pages.anchorClicked.connect(self._follow)
        self.back_button.clicked.connect(self.pages.backward)
        self.start_button.clicked.connect(lambda: self.show_page(page_file(START)))
        self.show_page(page_file(START))

    def show_page(self, path: Path) -> None:
        """Show a page of the documentation."""
        self.pages.setSource(QUrl.fromLocalFile(str(path)), TYPES[path.suffix])

    def _follow(self, url: QUrl) -> None:
        """Show another page here; what is no page of the documentation opens in its own program."""
        place = self.pages.source().resolved(url)
        path = Path(place.toLocalFile()) if place.isLocalFile() else None
        if path is not None and path.suffix in TYPES and path.is_file():
            self.show_page(path)
        else:
            QDesktopServices.openUrl(place)
