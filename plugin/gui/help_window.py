"""The documentation that comes with the plugin, in a window of its own."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ..processing.documentation import START, page_file
from ..qgis_layers.translated import tr

TYPES = {
    ".md": QTextDocument.ResourceType.MarkdownResource,
    ".html": QTextDocument.ResourceType.HtmlResource,
}


class HelpWindow(QDialog):
    """Pages with links between them; addresses elsewhere open in the browser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Vs Mapper: help"))
        self.resize(900, 700)
        self.pages = QTextBrowser()
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
