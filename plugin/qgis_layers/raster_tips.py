"""What hovering over a map says, where QGIS asks rasters for it: the value, its band, how far sites are."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from qgis.core import QgsExpression, QgsRasterLayer

from ..protocol.display_units import DisplayUnit
from ..protocol.result_files import DISTANCE, Raster
from .compatible import set_map_tip
from .layer_variables import set_variables
from .map_tips import said
from .shown_files import RASTERS, SIGMA, VS
from .still_there import is_there
from .ticks import depth_words
from .translated import title_of, tr
from .velocity_unit import IN_FILES, unit_of_layer

_SIGMA, _DISTANCE, _VS, _BAND, _DEPTH = (
    f"vs_mapper_{name}" for name in ("sigma", "distance", "vs", "band", "depth")
)
_HERE = "@layer_cursor_point"
_FAR_M = 2000


def telling_rasters(
    vs: QgsRasterLayer | None, sigma: QgsRasterLayer | None, singles: tuple[QgsRasterLayer, ...]
) -> Generator[None, None, None]:
    """Let the maps of one result say on hovering what they hold there, one after the other."""
    layers = [layer for layer in (vs, sigma, *singles) if is_there(layer)]
    of = {Path(layer.source()).name: layer for layer in layers}
    known = {_VS: of.get(VS), _SIGMA: of.get(SIGMA), _DISTANCE: of.get(DISTANCE.file)}
    ids = {name: "" if layer is None else layer.id() for name, layer in known.items()}
    for file, layer in of.items():
        if file in RASTERS:
            set_map_tip(layer, tip_of(RASTERS[file], unit_of_layer(layer)))
            set_variables(layer, ids)
            yield


def tell_depth(layer: QgsRasterLayer, band: int, depth: float) -> None:
    """Let the tip of a map speak of a band, from 1, and its depth in m."""
    set_variables(layer, {_BAND: band, _DEPTH: depth_words(depth)})


def tip_of(raster: Raster, unit: DisplayUnit) -> str:
    """Return what hovering over a map says, with velocities in a unit; nothing where the map is empty."""
    if raster.file in (VS, SIGMA):
        return _line(_at_depth(unit), _value(f"@{_VS}", f"@{_BAND}")) + _distance()
    sign, factor, decimals = raster.unit, 1.0, 0 if raster.unit else 2
    if raster.unit == IN_FILES:
        sign, factor, decimals = unit.velocity, unit.factor, _decimals(unit)
    told = said(
        tr("{what}: {value} {unit}"),
        what=QgsExpression.quotedString(title_of(raster.title)),
        value=f"round(@here * {factor}, {decimals})",
        unit=QgsExpression.quotedString(sign),
    )
    return _line(told, _value("@layer_id", "1")) + ("" if raster == DISTANCE else _distance())


def _at_depth(unit: DisplayUnit) -> str:
    """Return the expression of Vs at the depth that is shown, with its standard deviation where known."""
    more, numbers = _value(f"@{_SIGMA}", f"@{_BAND}"), f"* {unit.factor}, {_decimals(unit)})"
    about = said(
        tr("Vs at {depth}: {vs} ± {sigma} {unit} (1 sigma)"), sigma=f"round({more} {numbers}", **_vs(unit)
    )
    plain = said(tr("Vs at {depth}: {vs} {unit}"), **_vs(unit))
    return f"if({more} IS NULL, {plain}, {about})"


def _vs(unit: DisplayUnit) -> dict[str, str]:
    return {
        "depth": f"@{_DEPTH}",
        "vs": f"round(@here * {unit.factor}, {_decimals(unit)})",
        "unit": QgsExpression.quotedString(unit.velocity),
    }


def _decimals(unit: DisplayUnit) -> int:
    return 0 if unit.velocity == IN_FILES else 2


def _distance() -> str:
    metres = said(tr("{distance} m to the nearest site"), distance="round(@here, 0)")
    kilometres = said(tr("{distance} km to the nearest site"), distance="round(@here / 1000, 1)")
    return _line(f"'<br>' || if(@here < {_FAR_M}, {metres}, {kilometres})", _value(f"@{_DISTANCE}", "1"))


def _line(told: str, value: str) -> str:
    """Return a text of a value, which it calls ``@here``; nothing where there is none."""
    return f"[% with_variable('here', {value}, if(@here IS NULL, '', {told})) %]"


def _value(layer: str, band: str) -> str:
    """Return the expression of a map's value, NULL where the project no longer has the map."""
    return f"if(layer_property({layer}, 'type') IS NULL, NULL, raster_value({layer}, {band}, {_HERE}))"
