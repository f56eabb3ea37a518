"""The table of the sites of a run, with all that is told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.result_columns import SITE_COLUMNS, names
from ...protocol.site_standards import OF_SITES
from ..curves import FloatArray
from ..field.standing import NAMES as STANDINGS
from ..products.carrying_down import VS30_DEPTH
from ..survey import Elevations
from .result import Result

if TYPE_CHECKING:
    import pandas as pd


def site_table(result: Result) -> pd.DataFrame:
    """Return one row a site, a GeoDataFrame with a point each where the survey has coordinates."""
    import geopandas as gpd

    table, survey = _site_columns(result), result.survey
    if not survey.has_coordinates:
        return table
    points = np.asarray(gpd.points_from_xy(survey.x, survey.y), dtype=object)
    points[~survey.placed] = None
    return gpd.GeoDataFrame(table, geometry=points, crs=survey.crs)


def _site_columns(result: Result) -> pd.DataFrame:
    """Return what is told of each site."""
    import pandas as pd

    survey = result.survey
    elevations = survey.elevations or Elevations.unknown(survey.n_sites)
    lambda_min, lambda_max = survey.curves.wavelength_range()
    p05, median, p95 = result.vs30.T
    return pd.DataFrame(
        {
            "site": survey.names.astype(object),
            "lambda_min_m": lambda_min,
            "lambda_max_m": lambda_max,
            "chi": result.chi,
            "chi_direct": result.chi_direct,
            "n_points": survey.curves.counts,
            "n_accepted": result.n_accepted,
            "n_effective": result.n_effective,
            "novelty": result.novelty,
            "vs30_m_s": median,
            "vs30_p05": p05,
            "vs30_p95": p95,
            "vs30_measured_pct": 100.0 * np.minimum(result.profiles.trusted_max / VS30_DEPTH, 1.0),
            "vs30_law": result.vs30_law,
            **_classes(result),
            **_levels("z1_0", result.z1_0),
            **_levels("z2_5", result.z2_5),
            "doi_m": result.profiles.trusted_max,
            "elevation_m": elevations.height,
            "elevation_from": elevations.source,
            "path_average": np.zeros(survey.n_sites, np.int8)
            if survey.is_path is None
            else survey.is_path * 1,
            "vp_from": result.elastic.names.astype(object),
            "vp_change_pct": 100.0 * result.vp_change,
            "chi_alone": result.joint.chi_alone,
            "neighbours": np.array([STANDINGS[one] for one in result.joint.standing.tolist()], dtype=object),
            "neighbour_z": result.joint.deviation,
            "status": result.status.astype(object),
            "message": result.message.astype(object),
        },
        columns=names(SITE_COLUMNS),
    )


def _classes(result: Result) -> dict[str, NDArray]:
    """Return the columns of the site classes with their probabilities."""
    columns: dict[str, NDArray] = {}
    for i, standard in enumerate(OF_SITES):
        columns[standard.class_column] = result.class_names[:, i]
        columns[standard.odds_column] = result.class_odds[:, i]
    return columns


def _levels(name: str, values: FloatArray) -> dict[str, FloatArray]:
    """Return the columns of a depth in m at 50, 5 and 95 %."""
    p05, median, p95 = values.T
    return {f"{name}_m": median, f"{name}_p05": p05, f"{name}_p95": p95}
