"""The columns of the tables of results: written, shown and documented from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .result_files import (
    COMPARISON,
    COMPARISON_DEPTHS,
    CURVES,
    ENSEMBLES,
    MODELS,
    PROFILES,
    REJECTS,
    SITES,
)
from .site_standards import OF_SITES, Standard


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
        Its name in the file.
    alias : str
        What it is called where people read it, without the unit.
    unit : str
        Unit of its values, empty for text and for numbers without one.
    decimals : int or None
        Decimals that people are shown; None for text and whole numbers.
    meaning : str
        What it says, in a sentence.
    """

    name: str
    alias: str
    unit: str
    decimals: Optional[int]
    meaning: str

    @property
    def full_alias(self) -> str:
        """The alias with the unit."""
        return f"{self.alias} ({self.unit})" if self.unit else self.alias


def _band(name: str, alias: str, unit: str, decimals: int) -> tuple[Column, ...]:
    """Return the two ends of a 90 % band."""
    return tuple(
        Column(
            f"{name}_p{level:02d}", f"{alias}, {level} %", unit, decimals, f"The {level} % quantile of it."
        )
        for level in (5, 95)
    )


def _classes(standard: Standard) -> tuple[Column, ...]:
    """Return the class by a standard, and its probability."""
    title = f"site class, {standard.title}"
    how = "That of the median Vs30" if standard.by_vs30 else f"The likeliest, by {standard.rests_on}"
    return (
        Column(
            standard.class_column, title, "", None, f"{how}; other criteria than velocity are not assessed."
        ),
        Column(
            standard.odds_column, f"{title}: probability", "", 2, "Share of the drawn profiles in this class."
        ),
    )


SITE = Column("site", "site", "", None, "Name of the site.")

SITE_COLUMNS = (
    SITE,
    Column("lambda_min_m", "shortest wavelength", "m", 1, "Shortest wavelength of the site's curve."),
    Column("lambda_max_m", "longest wavelength", "m", 1, "Longest wavelength of the site's curve."),
    Column(
        "chi",
        "misfit chi",
        "",
        2,
        "Root mean square of (observed - predicted) / sigma of the reported profile; 1 fits within errors.",
    ),
    Column("chi_direct", "misfit chi of the one pass", "", 2, "The same of the network's own profile."),
    Column("n_points", "points", "", None, "Number of points on the curve that were used."),
    Column("n_accepted", "accepted profiles", "", None, "Number of drawn profiles with chi below 1."),
    Column(
        "n_effective",
        "effective profiles",
        "",
        1,
        "Effective number of the accepted profiles under their weights.",
    ),
    Column(
        "novelty",
        "novelty",
        "",
        2,
        "How unlike the curves of the training the curve is; above 1 the status is outside_training.",
    ),
    Column(
        "vs30_m_s",
        "Vs30",
        "m/s",
        0,
        "30 m over the vertical travel time of the top 30 m, carried down by vs30_law where the curve "
        "does not reach 30 m.",
    ),
    *_band("vs30", "Vs30", "m/s", 0),
    Column(
        "vs30_measured_pct",
        "top 30 m within reach",
        "%",
        0,
        "Share of the top 30 m that lies above the depth of investigation.",
    ),
    Column(
        "vs30_law",
        "Vs30 carried down by",
        "",
        None,
        "measured where the curve reaches 30 m, else network, california or japan; blank where nothing "
        "can be said, as where the shortest wave is too long.",
    ),
    *(column for standard in OF_SITES for column in _classes(standard)),
    Column(
        "z1_0_m",
        "depth to Vs 1.0 km/s",
        "m",
        1,
        "Depth at which Vs reaches 1.0 km/s, blank where it does not.",
    ),
    *_band("z1_0", "depth to Vs 1.0 km/s", "m", 1),
    Column(
        "z2_5_m",
        "depth to Vs 2.5 km/s",
        "m",
        1,
        "Depth at which Vs reaches 2.5 km/s, blank where it does not.",
    ),
    *_band("z2_5", "depth to Vs 2.5 km/s", "m", 1),
    Column(
        "doi_m",
        "depth of investigation",
        "m",
        1,
        "Half the longest wavelength; below it the profile is not trusted.",
    ),
    Column(
        "elevation_m",
        "elevation",
        "m",
        1,
        "Height of the ground, blank where neither the survey nor a terrain gives it.",
    ),
    Column(
        "elevation_from", "elevation from", "", None, "survey where it gives it, else the terrain that does."
    ),
    Column(
        "path_average",
        "average along a path",
        "",
        None,
        "1 where the curve is an average between two stations and the site their midpoint.",
    ),
    Column(
        "vp_from",
        "Vp and density as for",
        "",
        None,
        "Relation that gives Vp and density: soil, rock or crust.",
    ),
    Column(
        "vp_change_pct", "change of Vp", "%", 0, "Mean change that the curve made to the Vp of that relation."
    ),
    Column(
        "chi_alone",
        "misfit chi without neighbours",
        "",
        2,
        "chi of the profile refined from the site's own curve alone, blank where neighbours were not asked.",
    ),
    Column(
        "neighbours",
        "neighbours",
        "",
        None,
        "informed (by its neighbours' curves), eased (they count a quarter; else it were not explained), "
        "set aside (they do not count), stands out (from them, and is kept apart), or blank: not asked.",
    ),
    Column(
        "neighbour_z",
        "departure from neighbours",
        "",
        1,
        "How far its velocities are above or below what its neighbours foretell, in standard deviations.",
    ),
    Column(
        "status",
        "status",
        "",
        None,
        "ok, poor_fit (the profile does not explain the curve), outside_training or rejected.",
    ),
    Column("message", "message", "", None, "What the status rests on, and what to look at."),
)

REJECT_COLUMNS = (
    SITE,
    Column(
        "lost",
        "lost",
        "",
        None,
        "What was not used: the site, a point, or nothing where something only looks wrong.",
    ),
    Column("reason", "reason", "", None, "Why."),
    Column("x", "x", "", None, "Easting or longitude of the site, blank where it has no place."),
    Column("y", "y", "", None, "Northing or latitude."),
)

_DEPTH = Column("depth_m", "depth", "m", 2, "Depth below the surface.")
_VS = Column("vs_m_s", "Vs", "m/s", 1, "Shear-wave velocity, the median of what is likely.")
VS_QUANTILES = tuple(
    Column(f"vs_p{level:02d}", f"Vs, {level} %", "m/s", 1, f"The {level} % quantile of Vs.")
    for level in (5, 16, 50, 84, 95)
)
_TRUSTED = Column(
    "trusted",
    "trusted",
    "",
    None,
    "1 between a quarter of the shortest and half of the longest wavelength, 0 elsewhere.",
)

PROFILE_COLUMNS = (SITE, _DEPTH, _VS, *VS_QUANTILES, _TRUSTED)

CURVE_COLUMNS = (
    SITE,
    Column("wave", "wave", "", None, "rayleigh or love."),
    Column("type", "velocity type", "", None, "phase or group."),
    Column("mode", "mode", "", None, "Mode number, 0 the fundamental."),
    Column("frequency_hz", "frequency", "Hz", 3, "Frequency."),
    Column("observed", "observed velocity", "m/s", 1, "The velocity of the survey."),
    Column("sigma", "sigma", "m/s", 1, "One standard deviation of it, as it was used."),
    Column("predicted", "predicted velocity", "m/s", 1, "The velocity that the reported profile predicts."),
    Column("sigma_from", "sigma from", "", None, "survey where it states one, else estimate."),
)

LAYER_COLUMNS = (
    Column("top_m", "top", "m", 2, "Depth of the layer's top."),
    Column("bottom_m", "bottom", "m", 2, "Depth of its bottom, blank for the half-space."),
    Column("vs_m_s", "Vs", "m/s", 1, "Its shear-wave velocity, with which the curve was predicted."),
    Column("vp_m_s", "Vp", "m/s", 1, "Its compressional-wave velocity."),
    Column("density_kg_m3", "density", "kg/m3", 0, "Its density."),
    VS_QUANTILES[0],
    VS_QUANTILES[-1],
    _TRUSTED,
)

ENSEMBLE_COLUMNS = (
    SITE,
    Column("profile", "profile", "", None, "Number of the profile at its site, from 1."),
    Column(
        "weight",
        "weight",
        "",
        4,
        "How much it counts; the weights of a site add up to 1.",
    ),
    Column(
        "chi",
        "misfit chi",
        "",
        2,
        "Its own misfit, below 1 for accepted ones; blank where it was not forward-modelled.",
    ),
    Column(
        "drawn_from",
        "drawn from",
        "",
        None,
        "accepted (it explains the curve within its errors), fit (drawn from the curvature of the fit, where "
        "too few were accepted) or network (of the one pass alone).",
    ),
    Column("depth_m", "depth", "m", 2, "Depth below the surface that the velocity was found for."),
    Column("top_m", "top", "m", 2, "Depth of the top of the layer that stands for it, midway in log depth."),
    Column("bottom_m", "bottom", "m", 2, "Depth of the layer's bottom, blank for the half-space."),
    Column("vs_m_s", "Vs", "m/s", 1, "Its shear-wave velocity."),
    Column(
        "vs_felt_m_s",
        "Vs as waves feel it",
        "m/s",
        1,
        "That of the site's reported profile, about which mean velocities such as Vs30 are centred; the same "
        "for all profiles of a site, blank where they are not moved: with neighbours, whose curves say "
        "how rough the ground is, and of the network alone.",
    ),
)

_HOLE = Column("hole", "borehole", "", None, "Name of the borehole.")
_PAIR = Column("pair", "pair", "", None, "Number of the pair of hole and site, from 1.")

COMPARISON_COLUMNS = (
    _PAIR,
    _HOLE,
    SITE,
    Column("distance_m", "distance", "m", 0, "How far they are apart, blank where places are not known."),
    Column(
        "n_layers",
        "layers",
        "",
        None,
        "Layers of the hole, cut at round depths, that the site's curve resolves.",
    ),
    Column("from_m", "from", "m", 1, "Depth from which they are resolved."),
    Column("to_m", "to", "m", 1, "Depth down to which they are."),
    Column(
        "bias_pct",
        "bias",
        "%",
        0,
        "Mean difference of ln Vs, profile less hole, weighted by resolved thickness, as per cent.",
    ),
    Column("scatter_pct", "scatter", "%", 0, "Standard deviation of ln Vs about that."),
    Column("inside_90_pct", "inside 90 %", "%", 0, "Share of the resolved depth inside the 90 % band."),
    Column("vs30_hole_m_s", "Vs30 of the hole", "m/s", 0, "Blank where its layers do not reach 30 m."),
    Column("vs30_m_s", "Vs30", "m/s", 0, "That of the site."),
    *_band("vs30", "Vs30", "m/s", 0),
    Column("vs30_difference_pct", "difference of Vs30", "%", 0, "Site less hole."),
    Column(
        "vs30_inside_90", "Vs30 inside 90 %", "", None, "1 where the hole's is in the site's band, else 0."
    ),
    Column("message", "message", "", None, "The same in a sentence."),
)

COMPARISON_DEPTH_COLUMNS = (
    _PAIR,
    _HOLE,
    SITE,
    Column(
        "top_m",
        "top",
        "m",
        2,
        "Top of a layer of the hole, or of a part of it: layers are cut at round depths.",
    ),
    Column("bottom_m", "bottom", "m", 2, "Its bottom, or where the site's profile ends."),
    Column("vs_hole_m_s", "Vs of the hole", "m/s", 1, "Vs of the layer."),
    Column(
        "vs_m_s",
        "Vs",
        "m/s",
        1,
        "Mean velocity of the site's drawn profiles over the layer, by travel time: the median.",
    ),
    VS_QUANTILES[0],
    VS_QUANTILES[-1],
    Column("difference_pct", "difference", "%", 1, "Site less hole."),
    Column("inside_90", "inside 90 %", "", None, "1 where the hole's Vs lies in the band, else 0."),
    Column("resolved_m", "resolved", "m", 2, "Thickness of it that the site's curve resolves."),
)

_PLACE = (
    Column("x", "x", "", None, "Easting or longitude, where the profiles have places."),
    Column("y", "y", "", None, "Northing or latitude."),
    Column("crs", "coordinate system", "", None, "System of the two."),
)
MODELLED_COLUMNS = (
    SITE,
    *_PLACE,
    *CURVE_COLUMNS[1:4],
    CURVE_COLUMNS[4],
    Column("velocity_m_s", "velocity", "m/s", 3, "Phase or group velocity of the profile's layers."),
)
"""Curves that were computed of profiles, as a survey; without places where the profiles have none."""

TABLES: dict[str, tuple[Column, ...]] = {
    SITES: SITE_COLUMNS,
    PROFILES: PROFILE_COLUMNS,
    CURVES: CURVE_COLUMNS,
    MODELS: (SITE, *LAYER_COLUMNS),
    REJECTS: REJECT_COLUMNS,
    ENSEMBLES: ENSEMBLE_COLUMNS,
}
"""Every table by its file; that of the sites is a layer of a GeoPackage, with a point a site."""

COMPARISON_TABLES: dict[str, tuple[Column, ...]] = {
    COMPARISON: COMPARISON_COLUMNS,
    COMPARISON_DEPTHS: COMPARISON_DEPTH_COLUMNS,
}
"""Tables of a comparison with boreholes."""


def names(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Return the names of columns."""
    return tuple(column.name for column in columns)
