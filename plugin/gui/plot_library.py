"""Matplotlib, which QGIS mostly brings along: imported when plots are wanted, not when QGIS starts."""

from __future__ import annotations

import threading
from functools import cache
from importlib import import_module

from ..qgis_layers.translated import tr

# All but the part that belongs to Qt, which the main thread imports.
_SLOW = ("matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.font_manager")
_MISSING = tr(
    "Plots need matplotlib 3.5 or newer, which this QGIS lacks ({error}). Install it for QGIS's Python "
    "({how}) and restart QGIS; all else works without it."
)
_LETTERS = "0123456789 .,%()/χ Vs Depth Frequency Velocity km"
_HOW = tr("Debian and Ubuntu: python3-matplotlib; Windows: python3-matplotlib in the OSGeo4W setup")


class PlotLibrary:
    """Imports matplotlib in the background: the first time, it looks through the fonts for seconds."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def warm_up(self) -> None:
        """Begin to import it, where that has not begun yet."""
        if self._thread is None:
            self._thread = threading.Thread(target=why_missing, name="Vs Mapper plots", daemon=True)
            self._thread.start()

    @property
    def ready(self) -> bool:
        """True once it is known whether there are plots."""
        return self._thread is not None and not self._thread.is_alive()


@cache
def why_missing() -> str:
    """Return why there can be no plots, empty where there can."""
    try:
        for name in _SLOW:
            import_module(name)
        version = import_module("matplotlib").__version__
        if tuple(int(part) for part in version.split(".")[:2]) < (3, 5):
            return _MISSING.format(error=tr("it has {version}").format(version=version), how=_HOW)
        _draw_something()
    except Exception as error:  # of another numpy, it fails in many ways
        return _MISSING.format(error=f"{type(error).__name__}: {error}", how=_HOW)
    return ""


def _draw_something() -> None:
    """Draw a figure that nobody sees: fonts and letters are found and kept by the first one."""
    figure = import_module("matplotlib.figure").Figure((2.0, 2.0), dpi=100)
    canvas = import_module("matplotlib.backends.backend_agg").FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([0.0, 1.0], label=_LETTERS)
    for size in (7.0, 8.0, 9.0):
        axes.text(0.0, 0.0, _LETTERS, fontsize=size)
    axes.legend()
    canvas.draw()


LIBRARY = PlotLibrary()
"""The one of this QGIS."""
