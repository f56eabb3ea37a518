"""What came of a run: its layers in the project, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from qgis.core import Qgis, QgsMessageLog, QgsProject, QgsRasterLayer

from ..protocol.orders import Invert
from ..protocol.outcomes import Inverted
from ..qgis_layers.rasters import LayerError
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
    project = QgsProject.instance()
    remove_results(order.folder, project)
    yield
    try:
        layers = yield from adding_results(order.folder, order.source.name, project)
    except LayerError as error:
        say(str(error))
        return False
    yield
    yield from results.showing(order.folder, layers)
    yield
    if layers.vs is not None:
        results.map_link.zoom_to(layers.vs)
    say(tr("Done: {summary}.").format(summary=outcome.summary))
    say(tr("Files in {folder}").format(folder=order.folder))
    if layers.vs is not None:
        say(_system_of_map(layers.vs, order))
    if outcome.no_map:
        say(tr("No map: {reason}.").format(reason=outcome.no_map))
    tell_rejects(outcome.rejects, say)
    return True


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
