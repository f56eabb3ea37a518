"""What hovering over a site says: what its survey has, and Vs at the depth that the map shows."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import QgsExpression, QgsRasterLayer, QgsVectorLayer

from ..protocol.display_units import METRES, DisplayUnit
from ..protocol.product_columns import known_columns
from ..protocol.result_columns import SITE_COLUMNS, Column
from .fields import shown
from .layer_variables import set_variables
from .site_depths import VS_HERE
from .ticks import depth_words
from .translated import title_of, tr
from .velocity_unit import IN_FILES, shown_decimals

_DEPTHS = {"z1_0_m": ("z1_0_p05", "z1_0_p95"), "z2_5_m": ("z2_5_p05", "z2_5_p95")}
_RASTER, _BAND, _DEPTH, _FROM, _TO = (
    f"vs_mapper_{name}" for name in ("raster", "band", "depth", "from", "to")
)


def said(text: str, **values: str) -> str:
    """Return the expression of a text in the user's language, with expressions for the values in it."""
    told = QgsExpression.quotedString(text)
    for name, value in values.items():
        told = f"replace({told}, '{{{name}}}', {value})"
    return told


def on_map(unit: DisplayUnit) -> str:
    """Return Vs of the map at the site, at the depth that is shown; empty where there is no map."""
    told = said(tr("Vs at {depth} on the map: {vs} {unit}"), depth=f"@{_DEPTH}", **_velocity("@vs", unit))
    return (
        f"[% if(layer_property(@{_RASTER}, 'type') IS NULL, '', "
        f"with_variable('vs', raster_value(@{_RASTER}, @{_BAND}, "
        f"if(@{_FROM} = '', $geometry, transform($geometry, @{_FROM}, @{_TO}))), "
        f"if(@vs IS NULL, '', '<br>' || {told}))) %]"
    )


def of_site(unit: DisplayUnit) -> str:
    """Return Vs of the site itself at the depth that is shown; empty where it is not known."""
    told = said(tr("Vs at {depth}: {vs} {unit}"), depth=f"@{_DEPTH}", **_velocity("@vs", unit))
    return (
        f"[% with_variable('vs', coalesce({VS_HERE}, 0), "
        f"if(@vs = 0 OR @{_DEPTH} IS NULL, '', '<br>' || {told})) %]"
    )


def site_tip(names: Collection[str], unit: DisplayUnit = METRES) -> str:
    """Return what hovering over a site says.

    Parameters
    ----------
    names : collection of str
        The fields that say something in this survey.
    unit : DisplayUnit
        Unit of velocities.
    """
    of = {column.name: column for column in SITE_COLUMNS}
    lines = [f"<b>{shown('site')}</b>"]
    if "status" in names:
        lines.append(f"<br>{title_of(of['status'].alias)}: [% replace(coalesce(\"status\", ''), '_', ' ') %]")
    if "vs30_m_s" in names:
        told = _with_band(of["vs30_m_s"], "vs30_p05", "vs30_p95", names, unit)
        reach = _within_reach() if "vs30_measured_pct" in names else "''"
        alias, unknown = title_of(of["vs30_m_s"].alias), said(tr("not reached"))
        lines.append(f'<br>{alias}: [% if("vs30_m_s" IS NULL, {unknown}, {told} || {reach}) %]')
    lines += [of_site(unit), on_map(unit)]
    for name, ends in _DEPTHS.items():
        if name in names:
            lines.append(_if_known(of[name], *ends, names, unit))
    if "chi" in names:
        lines.append(f"<br>{title_of(of['chi'].alias)}: [% {_number('chi', of['chi'], unit)} %]")
    if "vp_from" in names:
        lines.append(f"<br>{title_of(of['vp_from'].alias)}: {shown('vp_from')}")
        lines.append(_VP_CHANGE)
    return "".join(lines) + (f"<br>{shown('message')}" if "message" in names else "")


def product_tip(names: Collection[str], head: str, foot: str, unit: DisplayUnit = METRES) -> str:
    """Return what hovering over a site of the products says.

    Parameters
    ----------
    names : collection of str
        The fields that say something in this survey.
    head, foot : str
        What a style adds before and after.
    unit : DisplayUnit
        Unit of velocities.
    """
    columns = {column.name: column for column in known_columns(list(names))}
    lines = [f"<b>{shown('site')}</b>", head if "vs30_p50" in names else "", on_map(unit)]
    for name, column in columns.items():
        if name in ("vs30_p50", "z_steepest_p50", "t_site_p50") or _to_mantle(name):
            stem = name[: -len("_p50")]
            lines.append(_if_known(column, f"{stem}_p05", f"{stem}_p95", names, unit, _title(column)))
    return "".join(lines) + (foot if "vs30_p50" in names else "")


def show_on_map(sites: QgsVectorLayer, vs: QgsRasterLayer, band: int, depth: float) -> None:
    """Let the map tip of sites read Vs off a band of a map.

    Parameters
    ----------
    sites : QgsVectorLayer
        Sites or products.
    vs : QgsRasterLayer
        The map, a layer of the same project.
    band : int
        The band that it shows, from 1.
    depth : float
        Its depth in m.
    """
    here, there = sites.crs(), vs.crs()
    alike = here == there
    values: dict[str, object] = {_DEPTH: depth_words(depth)}
    if alike or (here.authid() and there.authid()):
        values |= {
            _RASTER: vs.id(),
            _BAND: band,
            _FROM: "" if alike else here.authid(),
            _TO: "" if alike else there.authid(),
        }
    set_variables(sites, values)


_VP_CHANGE = (
    "[% with_variable('change', coalesce(attribute($currentfeature, 'vp_change_pct'), 0), "
    "if(abs(@change) >= 0.5, "
    + said(tr(", with Vp changed by {change} %"), change="format_number(@change, 0)")
    + ", '')) %]"
)


def _velocity(expression: str, unit: DisplayUnit) -> dict[str, str]:
    """Return expressions of a velocity in m/s as it is read in a unit, and of that unit."""
    read = f"round({expression} * {unit.factor}, {0 if unit is METRES else 2})"
    return {"vs": read, "unit": QgsExpression.quotedString(unit.velocity)}


def _number(name: str, column: Column, unit: DisplayUnit) -> str:
    """Return the expression of a number as people are shown it, of a velocity in a unit."""
    if column.unit != IN_FILES:
        return f'round("{name}", {column.decimals})'
    return f'round("{name}" * {unit.factor}, {shown_decimals(column.decimals, unit)})'


def _with_band(column: Column, low: str, high: str, names: Collection[str], unit: DisplayUnit) -> str:
    """Return the expression of a number with its unit and the ends of its band."""
    sign = unit.velocity if column.unit == IN_FILES else column.unit
    told = _number(column.name, column, unit) + (f" || ' {sign}'" if sign else "")
    if low not in names or high not in names:
        return told
    known = f'coalesce("{low}", "{high}") IS NULL'
    ends = (f"coalesce(to_string({_number(end, column, unit)}), '?')" for end in (low, high))
    between = said(tr("{low} to {high}"), low=next(ends), high=next(ends))
    return f"{told} || if({known}, '', ' (' || {between} || ')')"


def _if_known(
    column: Column, low: str, high: str, names: Collection[str], unit: DisplayUnit, title: str = ""
) -> str:
    """Return a line of a number, nothing where the site has none."""
    told = _with_band(column, low, high, names, unit)
    head = said(f"<br>{title_of(title or column.alias)}: ")
    return f"[% if(\"{column.name}\" IS NULL, '', {head} || {told}) %]"


def _within_reach() -> str:
    share = '"vs30_measured_pct"'
    told = said(tr(", {share} % of the top 30 m within reach"), share=f"round({share}, 0)")
    return f"if(coalesce({share}, 100) >= 99.5, '', {told})"


def _to_mantle(name: str) -> bool:
    """Return True for the depth to a velocity of the mantle's."""
    velocity = name[len("z_vs") : -len("_p50")] if name.startswith("z_vs") and name.endswith("_p50") else ""
    return velocity.replace(".", "", 1).isdigit() and float(velocity) >= 4000.0


def _title(column: Column) -> str:
    """Return the alias without its quantile."""
    return column.alias.rpartition(",")[0] or column.alias
