"""The buttons above a plot: zoom, pan, save, copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg, NavigationToolbar2QT
from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QWidget

from ..qgis_layers.translated import tr

DPI = 200
_PICTURES = {
    tr("PNG picture (*.png)"): ".png",
    tr("SVG drawing (*.svg)"): ".svg",
    tr("PDF document (*.pdf)"): ".pdf",
}
_TIPS = {
    "Home": tr("Show all of the plot"),
    "Back": tr("Back to the view before"),
    "Forward": tr("Forward to the next view"),
    "Pan": tr("Move the plot with the left button, stretch it with the right one"),
    "Zoom": tr("Zoom to a rectangle"),
}
_ITEMS = tuple(
    (name, _TIPS[name], image, act) for name, _, image, act in NavigationToolbar2QT.toolitems if name in _TIPS
)


class PlotToolbar(NavigationToolbar2QT):
    """Matplotlib's own buttons, with saving of pictures and of tables, and copying.

    Parameters
    ----------
    canvas : FigureCanvasQTAgg
        The plot.
    tables : mapping of str to callable
        What a table is called in the dialog, and what makes its text.
    name : callable
        Returns what to call a file, without its kind.
    on_white : callable
        Returns a context in which the plot is on white paper, as in a file.
    """

    complaint = pyqtSignal(str)
    toolitems = _ITEMS

    def __init__(
        self,
        canvas: FigureCanvasQTAgg,
        tables: Mapping[str, Callable[[], str]],
        name: Callable[[], str],
        on_white: Callable[[], AbstractContextManager[None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(canvas, parent, coordinates=True)
        self._tables, self._name, self._on_white = tables, name, on_white
        self._folder = Path.home()
        self.setIconSize(QSize(18, 18))
        self.save_action = self.addAction(tr("Save …"), self.save)
        self.save_action.setToolTip(tr("Save as PNG, SVG or PDF, or the numbers as CSV"))
        self.copy_action = self.addAction(tr("Copy"), self.copy)
        self.copy_action.setToolTip(tr("Copy the picture"))

    def copy(self) -> None:
        """Put the picture into the clipboard."""
        QApplication.clipboard().setPixmap(self.canvas.grab())

    def save(self) -> None:
        """Ask for a file and write it."""
        kinds = {**_PICTURES, **{tr("{title} (*.csv)").format(title=title): ".csv" for title in self._tables}}
        path, kind = QFileDialog.getSaveFileName(
            self, tr("Save the plot"), str(self._folder / f"{self._name()}.png"), ";;".join(kinds)
        )
        if path:
            self.save_as(Path(path), kind)

    def save_as(self, path: Path, kind: str) -> None:
        """Write a file of one of the dialog's kinds; the file's own ending counts where it is a picture's.

        Parameters
        ----------
        path : Path
            The file; it gets an ending where it has none.
        kind : str
            What was chosen in the dialog.
        """
        title = kind.rpartition(" (")[0]
        place = _placed(path, ".csv" if title in self._tables else _PICTURES.get(kind, ".png"))
        if place != path and place.exists():  # the dialog has not asked about this one
            self.complaint.emit(
                tr("{place}: is there already; choose it by its full name").format(place=place)
            )
            return
        self._folder = place.parent
        try:
            place.write_bytes(self._content(place.suffix.lower(), title))
        except OSError as error:
            self.complaint.emit(
                tr("{place}: cannot be written: {reason}").format(place=place, reason=error.strerror or error)
            )

    def _content(self, ending: str, title: str) -> bytes:
        """Return all of a file, so that none is left half written."""
        if ending == ".csv":
            return self._tables[title]().encode()
        content = BytesIO()
        with self._on_white():
            self.canvas.figure.savefig(content, format=ending[1:], dpi=DPI)
        return content.getvalue()


def _placed(path: Path, ending: str) -> Path:
    """Return the file with the ending of its kind; among pictures, with its own."""
    own, pictures = path.suffix.lower(), _PICTURES.values()
    if own == ending or (own in pictures and ending in pictures):
        return path
    return path.with_suffix(ending) if own in pictures else path.with_name(path.name + ending)
