"""Tables of the Italian standard of seismic microzonation: sites, surveys, parameters and curves.

MzS Tools imports them as text with semicolons: ``sito_puntuale``, ``indagini_puntuali``,
``parametri_puntuali`` and ``curve``, each row with its key and that of the row that it belongs to. The
standard wants metres of EPSG:32633, and names that begin with the municipality's ISTAT code.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ...protocol.large_tables import table_in
from ...protocol.manifest import MADE_BY, require_whole
from ...protocol.orders import Export
from ...protocol.result_files import CURVES, SITES
from ..curves import FloatArray
from ..positions import parse_crs, reproject
from ..results.outputs import load_sites
from ..results.result_table import result_table
from .models import Models, load_models
from .product import Product

if TYPE_CHECKING:
    import pandas as pd

_SYSTEM = "EPSG:32633"
_CLASS, _KIND, _PARAMETER = "GF", "ESAC_SPAC", "VS"
_NO_CODE = "000000"
_DEEPEST = 10_000.0  # m, of the standard
_UNITS = "frequenza (Hz) e velocità (m/s)"
TABLES = {
    "sito_puntuale.csv": (
        *("pkey_spu", "ubicazione_prov", "ubicazione_com", "ID_SPU", "indirizzo", "coord_X", "coord_Y"),
        *("mod_identcoord", "desc_modcoord", "quota_slm", "modo_quota", "data_sito", "note_sito"),
    ),
    "indagini_puntuali.csv": (
        *("pkey_spu", "pkey_indpu", "classe_ind", "tipo_ind", "ID_INDPU", "id_indpuex", "arch_ex"),
        *("note_ind", "prof_top", "prof_bot", "spessore", "quota_slm_top", "quota_slm_bot", "data_ind"),
        *("doc_pag", "doc_ind"),
    ),
    "parametri_puntuali.csv": (
        *("pkey_indpu", "pkey_parpu", "tipo_parpu", "ID_PARPU", "prof_top", "prof_bot", "spessore"),
        *("quota_slm_top", "quota_slm_bot", "valore", "attend_mis", "tab_curve", "note_par", "data_par"),
    ),
    "curve.csv": ("pkey_parpu", "pkey_curve", "cond_curve", "varx", "vary"),
}
"""Columns of each file; what the results do not say stays empty."""


def mzs_tables(order: Export) -> Product:
    """Return the four tables of the sites of a run."""
    models = load_models(order.folder, order.sites)
    sites = load_sites(order.folder).set_index("site").loc[models.names].reset_index()
    if "geometry" not in sites or sites.crs is None:
        raise OutputError(f"{order.folder / SITES}: the sites have no coordinates on the map")
    placed = np.flatnonzero(~(sites.geometry.is_empty | sites.geometry.isna()).to_numpy())
    notes = _notes(order, len(sites) - len(placed), models)
    if len(placed) == 0:
        raise OutputError(f"{order.folder / SITES}: no site has a place, so there is nothing to export")
    sites, models = sites.iloc[placed].reset_index(drop=True), _taken(models, placed)
    code = order.municipality or _NO_CODE
    surveys = _surveys(sites, code, models.source)
    parameters = _parameters(sites, models, surveys["ID_INDPU"].to_numpy())
    tables = (_places(sites, code), surveys, parameters, _curves(order.folder, sites["site"], parameters))
    return Product(
        {name: partial(_write, table, columns) for (name, columns), table in zip(TABLES.items(), tables)},
        notes,
    )


def _notes(order: Export, lost: int, models: Models) -> tuple[str, ...]:
    notes = [
        f"the surveys are point surveys of kind {_KIND} (array), since it keeps MASW as lines; change "
        "tipo_ind where another kind fits",
        *models.notes,
    ]
    if order.municipality is None:
        notes.append(f"names begin with {_NO_CODE}; --municipality gives the ISTAT code, as 036022")
    if lost:
        notes.append(f"{counted(lost, 'site')} left out for want of a place")
    return tuple(notes)


def _taken(models: Models, rows: NDArray[np.integer]) -> Models:

    return replace(models, names=models.names[rows], earths=models.earths.take(rows))


def _places(sites: pd.DataFrame, code: str) -> pd.DataFrame:
    import pandas as pd

    x, y = reproject(
        sites.geometry.x.to_numpy(),
        sites.geometry.y.to_numpy(),
        parse_crs(sites.crs.to_wkt()),
        parse_crs(_SYSTEM),
    )
    known = code != _NO_CODE
    keys = np.arange(1, len(sites) + 1)
    return pd.DataFrame(
        {
            "pkey_spu": keys,
            "ubicazione_prov": code[:3] if known else "",
            "ubicazione_com": code[3:] if known else "",
            "ID_SPU": [f"{code}P{key}" for key in keys],
            "coord_X": np.round(x, 2),
            "coord_Y": np.round(y, 2),
            "note_sito": sites["site"].to_numpy(),
        }
    )


def _surveys(sites: pd.DataFrame, code: str, source: str) -> pd.DataFrame:
    import pandas as pd

    keys = np.arange(1, len(sites) + 1)
    reach = np.round(_reach(sites), 2)
    return pd.DataFrame(
        {
            "pkey_spu": keys,
            "pkey_indpu": keys,
            "classe_ind": _CLASS,
            "tipo_ind": _KIND,
            "ID_INDPU": [f"{code}P{key}{_KIND}{key}" for key in keys],
            "id_indpuex": sites["site"].to_numpy(),
            "arch_ex": source,
            "note_ind": [
                f"{MADE_BY}: {status}; chi {chi:.2f}" for status, chi in zip(sites["status"], sites["chi"])
            ],
            "prof_top": 0.0,
            "prof_bot": reach,
            "spessore": reach,
        }
    )


def _reach(sites: pd.DataFrame) -> FloatArray:
    """Return down to where the profiles are resolved and the standard goes, in m."""
    return np.minimum(sites["doi_m"].to_numpy(float), _DEEPEST)


def _parameters(sites: pd.DataFrame, models: Models, surveys: NDArray[np.object_]) -> pd.DataFrame:
    """Return a row a site of mean Vs down to where it is resolved, then a row a layer down to there."""
    import pandas as pd

    reach = _reach(sites)[:, None]
    earths = models.earths
    top = np.hstack([np.zeros_like(reach), np.cumsum(earths.thickness[:, :-1], axis=1)])
    bottom = np.minimum(np.hstack([top[:, 1:], np.full_like(reach, np.inf)]), reach)
    site, layer = np.nonzero(top < reach)
    thickness = np.maximum(bottom - top, 0.0)
    mean = reach[:, 0] / (thickness / earths.vs).sum(axis=1)
    owner = np.concatenate([np.arange(len(reach)), site])
    low, high = earths.vs_p05[site, layer], earths.vs_p95[site, layer]
    notes = [f"5-95 %: {a:.0f}-{b:.0f} m/s" for a, b in zip(low, high)]
    about_mean = "velocità media; la curva è quella di dispersione osservata"
    rows = pd.DataFrame(
        {
            "pkey_indpu": owner + 1,
            "tipo_parpu": _PARAMETER,
            "prof_top": np.round(np.concatenate([np.zeros(len(reach)), top[site, layer]]), 2),
            "prof_bot": np.round(np.concatenate([reach[:, 0], bottom[site, layer]]), 2),
            "valore": np.round(np.concatenate([mean, earths.vs[site, layer]]), 1),
            "note_par": [about_mean] * len(reach) + notes,
        }
    )
    rows = rows[rows["prof_bot"] > rows["prof_top"]].reset_index(drop=True)
    rows["pkey_parpu"] = np.arange(1, len(rows) + 1)
    rows["spessore"] = (rows["prof_bot"] - rows["prof_top"]).round(2)
    names = surveys[rows["pkey_indpu"].to_numpy() - 1]
    rows["ID_PARPU"] = [f"{name}{_PARAMETER}{key}" for name, key in zip(names, rows["pkey_parpu"])]
    return rows


def _curves(folder: Path, names: pd.Series, parameters: pd.DataFrame) -> pd.DataFrame:
    """Return the observed points, each of the mean Vs of its site."""
    import pandas as pd

    path = table_in(folder, CURVES)
    require_whole(folder, [path.name])
    with result_table(path) as table:
        points = table[table["site"].isin(names)]
        words = {
            "wave": {"rayleigh": "Rayleigh", "love": "Love"},
            "type": {"phase": "fase", "group": "gruppo"},
        }
        kinds = [points[column].map(found) for column, found in words.items()]
        about = [f"{wave} {kind} modo {mode}: {_UNITS}" for wave, kind, mode in zip(*kinds, points["mode"])]
        x, y = points["frequency_hz"].to_numpy(float), points["observed"].to_numpy(float)
    first: FloatArray = parameters["pkey_parpu"].to_numpy()[: len(names)]
    owner = pd.Series(first, index=names.to_numpy())[points["site"].to_numpy()].to_numpy()
    keys = np.arange(1, len(points) + 1)
    return pd.DataFrame({"pkey_parpu": owner, "pkey_curve": keys, "cond_curve": about, "varx": x, "vary": y})


def _write(table: pd.DataFrame, columns: tuple[str, ...], path: Path) -> None:
    table.reindex(columns=list(columns)).to_csv(path, sep=";", index=False, lineterminator="\n")
