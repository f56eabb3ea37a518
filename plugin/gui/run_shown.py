"""What came of a run: its layers in the project, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from qgis.core import Qgis, QgsMessageLog, QgsProject, QgsRasterLayer

from ..protocol.errors import OutputError
from ..protocol.manifest import RUN_SET, Manifest
from ..protocol.moves import settle
from ..protocol.orders import Invert
from ..protocol.outcomes import Inverted
from ..qgis_layers.rasters import LayerError
from ..qgis_layers.result_layers import ResultLayers
from ..qgis_layers.results import adding_results
from ..qgis_layers.shown_results import remove_results
from ..qgis_layers.systems import written
from ..qgis_layers.translated import tr
from .attempt import LOG_TAG
from .result_view import ResultView

FIRST_REJECTS = 3


def showing_run(
    order: Invert, outcome: Inverted, results: ResultView, say: Callable[[str], None]
) -> Generator[None, None, bool]:
    """Show the results of a run, in parts that each take little time.

    Parameters
    ----------
    order : Invert
        What was asked for.
    outcome : Inverted
        What came of it.
    results : ResultView
        The panels that look at it.
    say : callable
        Takes lines for the user.

    Returns
    -------
    bool
        Whether they could be shown.
    """
    layers = yield from _showing(order, results, say)
    if layers is None:
        return False
    say(tr("Done: {summary}.").format(summary=outcome.summary))
    say(tr("Files in {folder}").format(folder=order.folder))
    if layers.vs is not None:
        say(_system_of_map(layers.vs, order))
    if outcome.no_map:
        say(tr("No map: {reason}.").format(reason=outcome.no_map))
    tell_rejects(outcome.rejects, say)
    return True


def run_in(folder: Path) -> str:
    """Return what tells the run in a folder from every other; nothing where no manifest tells of one."""
    try:
        settle(folder)
        files = Manifest.read(folder).sets.get(RUN_SET, {})
    except OutputError:
        return ""
    return " ".join(f"{file} {entry.sha256}" for file, entry in sorted(files.items()))


def showing_left(
    order: Invert, results: ResultView, say: Callable[[str], None], earlier: bool
) -> Generator[None, None, bool]:
    """Show what a run has left that ended after its sites were inverted, maybe over earlier results.

    As `showing_run`.
    """
    layers = yield from _showing(order, results, say)
    if layers is None:
        return False
    say(left_words(order.folder, layers.vs is not None, earlier))
    return True


def left_words(folder: Path, mapped: bool, earlier: bool) -> str:
    """Say what a run has left that ended before it was done, and what became of earlier results."""
    if mapped:
        words = tr("Results and maps had been written by then, and are shown.")
    else:
        words = tr("The sites had been inverted by then and are shown; “Map again” makes their maps.")
    words = f"{words} " + tr("Files in {folder}").format(folder=folder)
    gone = tr("Earlier results in that folder were replaced, with their maps and sections.")
    return f"{words}\n{gone}" if earlier else words


def _showing(
    order: Invert, results: ResultView, say: Callable[[str], None]
) -> Generator[None, None, ResultLayers | None]:
    """Put the results in a folder into the project, in the place of earlier ones, and look at them."""
    project = QgsProject.instance()
    remove_results(order.folder, project)
    yield
    try:
        layers = yield from adding_results(order.folder, order.source.name, project)
    except LayerError as error:
        say(str(error))
        return None
    yield
    yield from results.showing(order.folder, layers)
    yield
    if layers.vs is not None:
        results.map_link.zoom_to(layers.vs)
    return layers


def tell_rejects(lines: Sequence[str], say: Callable[[str], None]) -> None:
    """Say the first rejects, and all of them in QGIS's log."""
    for line in lines:
        QgsMessageLog.logMessage(line, LOG_TAG, Qgis.MessageLevel.Warning)
    for line in lines[:FIRST_REJECTS]:
        say(line)
    if len(lines) > FIRST_REJECTS:
        more = tr("… and {count} more, listed in QGIS's log panel, tab {tab}.")
        say(more.format(count=len(lines) - FIRST_REJECTS, tab=LOG_TAG))


def _system_of_map(layer: QgsRasterLayer, order: Invert) -> str:
    """Say in which system a map is, and whether that is the one that the project had."""
    of_project = order.project_crs == written(layer.crs())
    name = layer.crs().userFriendlyIdentifier()
    return tr("Maps in {name}{more}.").format(
        name=name, more=tr(", the system of the project") if of_project else ""
    )
