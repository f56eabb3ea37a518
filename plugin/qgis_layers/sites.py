"""The styled layer of survey sites."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Generator
from pathlib import Path
from typing import Any

from qgis.core import QgsRuleBasedRenderer, QgsVectorLayer

from ..protocol.result_columns import SITE_COLUMNS
from ..protocol.result_files import LINE_SYSTEM, SITE_LAYER
from .colours import ColourScale
from .empty_fields import empty_fields
from .geopackage import opened
from .map_tips import site_tip
from .presented import present
from .rasters import LayerError
from .redrawn import draw_as
from .site_depths import put_depth, reading
from .site_rules import REJECTED, is_own, renderer, shown_by
from .still_there import is_there
from .translated import tr
from .unstyled import open_vector
from .velocity_unit import unit_of_layer

_SHOWS, _DEPTH = "vs_mapper/sites_show", "vs_mapper/shown_depth"
WHAT = tr("A point a site of the survey, with what its profile says.")


def open_sites(path: Path, name: str = "") -> QgsVectorLayer:
    """Return the sites of a result as a styled layer, coloured by Vs30 where known and else by status.

    Where the map shows a depth, `showing_depth` colours them by their Vs there.

    Raises
    ------
    LayerError
        If QGIS cannot read the file.
    """
    layer = open_vector(f"{path}|layername={SITE_LAYER}", name or tr("Sites"))
    if not layer.isValid():
        raise LayerError(tr("{name}: QGIS cannot open it as a layer of sites").format(name=path.name))
    style_sites(layer)
    return layer


def site_names(path: Path) -> list[tuple[str, int]]:
    """Return the name of every site of a result and the number by which `one_site` finds it."""
    return [(str(name), number) for name, number in _columns(path, "site", "fid")]


def listed_sites(path: Path) -> list[tuple[str, str, float | None]]:
    """Return name, status and Vs30 in m/s of every site of a result."""
    return [
        (str(name), str(status or ""), vs30 if isinstance(vs30, float) else None)
        for name, status, vs30 in _columns(path, "site", "status", "vs30_m_s")
    ]


def _columns(path: Path, *names: str) -> list[tuple[Any, ...]]:
    """Return columns of the sites of a result; no rows of a file that cannot be read.

    Nothing is kept open. Read as a table, since a layer would make a feature of each site.
    """
    if not path.is_file():  # a pipe would be waited for
        return []
    try:
        with opened(path) as table:
            asked = f'SELECT {", ".join(names)} FROM "{SITE_LAYER}" ORDER BY fid'  # nosec B608
            return table.execute(asked).fetchall()
    except sqlite3.Error:
        return []


def one_site(path: Path, number: int) -> dict[str, object]:
    """Return the columns of a site of a result; read as a table, since opening a layer takes far longer.

    Raises
    ------
    LayerError
        If it is no longer there.
    """
    row = None
    try:
        if path.is_file():  # a pipe would be waited for
            with opened(path) as table:
                table.row_factory = sqlite3.Row
                row = table.execute(f'SELECT * FROM "{SITE_LAYER}" WHERE fid = ?', (number,)).fetchone()  # nosec B608
    except sqlite3.Error as error:
        raise LayerError(tr("{name}: cannot be read: {error}").format(name=path.name, error=error)) from error
    if row is None:
        raise LayerError(
            tr("{name}: the site is no longer in it; run the inversion again").format(name=path.name)
        )
    return dict(row)


def lie_along_line(layer: QgsVectorLayer) -> bool:
    """Return True where the sites have positions along a line, and none on the map."""
    return layer.crs().description() == LINE_SYSTEM


def style_sites(layer: QgsVectorLayer, velocities: ColourScale | None = None) -> None:
    """Colour a layer of sites in the scale of the velocities, arrange its table, form and map tip."""
    layer.setRenderer(_renderer(layer, velocities))
    _tell(layer, present(layer, SITE_COLUMNS, WHAT))


def tell_again(layer: QgsVectorLayer) -> None:
    """Say on hovering over a site what it says, in the unit that is read now."""
    _tell(layer, empty_fields(layer))


def showing_depth(
    layer: QgsVectorLayer, depth: float, velocities: ColourScale | None
) -> Generator[None, None, None]:
    """Colour sites by their Vs at a depth in m, where it is known and they are to show it, in parts."""
    yield from reading(layer)
    if not is_there(layer):
        return
    if put_depth(layer, depth):
        layer.setCustomProperty(_DEPTH, depth)
    else:
        layer.removeCustomProperty(_DEPTH)
    yield
    if is_there(layer):
        recolour_sites(layer, velocities)


def let_show(layer: QgsVectorLayer, shows: str, velocities: ColourScale | None) -> None:
    """Let the colours of sites say something else, of what `offered` says."""
    layer.setCustomProperty(_SHOWS, shows)
    recolour_sites(layer, velocities)


def offered(layer: QgsVectorLayer, velocities: ColourScale | None) -> tuple[tuple[str, ...], str]:
    """Return what the colours of sites can say, and what they do."""
    kinds = shown_by(layer, velocities, _depth_of(layer))
    wanted = layer.customProperty(_SHOWS, "")
    return kinds, wanted if wanted in kinds else kinds[0]


def recolour_sites(layer: QgsVectorLayer, velocities: ColourScale | None) -> None:
    """Colour sites in another scale, where they are styled as `style_sites` does; rules of others stay."""
    others = _rules_of_others(layer)
    if others is None:
        return
    new = _renderer(layer, velocities)
    for rule in others:
        new.rootRule().appendChild(rule)
    draw_as(layer, new)


def _rules_of_others(layer: QgsVectorLayer) -> list[QgsRuleBasedRenderer.Rule] | None:
    """Return copies of the rules that `renderer` does not make; None where sites are not styled by it.

    Nothing of the old renderer may be held when the layer lets go of it: QGIS would crash.
    """
    old = layer.renderer()
    if not isinstance(old, QgsRuleBasedRenderer):
        return None
    rules = old.rootRule().children()
    if REJECTED not in (rule.label() for rule in rules):
        return None
    return [rule.clone() for rule in rules if not is_own(rule)]


def _renderer(layer: QgsVectorLayer, velocities: ColourScale | None) -> QgsRuleBasedRenderer:
    return renderer(layer, velocities, _depth_of(layer), layer.customProperty(_SHOWS, ""))


def _depth_of(layer: QgsVectorLayer) -> float | None:
    depth = layer.customProperty(_DEPTH)
    return None if depth is None else float(depth)


def _tell(layer: QgsVectorLayer, empty: Collection[str]) -> None:
    names = {field.name() for field in layer.fields()}
    layer.setMapTipTemplate(site_tip(names - set(empty), unit_of_layer(layer)))
