"""The files that a folder of results holds, for those who write them and those who read them."""

from __future__ import annotations

from dataclasses import dataclass

from .site_standards import OF_SITES, Standard

PROFILES, MODELS, CURVES, REJECTS = "profiles.csv", "models.csv", "curves.csv", "rejects.csv"
SITES, SITE_LAYER, REJECT_LAYER = "sites.gpkg", "sites", "rejects"
PRODUCTS, PRODUCT_TABLE, AMPLIFICATION = "products.gpkg", "products.csv", "amplification.csv"
PRODUCT_LAYER = "products"
"""What follows from the drawn profiles: a layer with a point a site, and as tables."""
ENSEMBLES = "ensembles.parquet"
"""Every profile that was drawn for a site, with its weight."""
LINE_SYSTEM = "Position along a line"
"""Name of the coordinate system of sites whose positions are along a line."""
SECTION, LAYER_TABLE = "section.tif", "layers.csv"
"""What a section and an export are called unless said otherwise."""
EXPORT_FILES = {
    "csv": LAYER_TABLE,
    "openquake": "openquake_site_model.csv",
    "shakemap": "shakemap_vs30.grd",
    "netcdf": "vs_volume.nc",
}
"""What an export that is one file is called unless said otherwise, by its format; others fill a folder."""
COMPARISON_FOLDER = "comparison"
"""Folder of what a comparison with boreholes makes, unless said otherwise."""
COMPARISON, COMPARISON_DEPTHS, COMPARISON_LAYER = "comparison.csv", "comparison_depths.csv", "comparison.gpkg"
RUN = "run.json"
"""The record of a run: a folder without it holds no finished results."""
DRAWS = "vs_draws.nc"
"""Maps of Vs drawn from what the spatial model takes as likely."""
MODEL_FIGURES = ("map_model.png", "map_model.svg")
"""The spatial model of maps, drawn."""
MAP_RECORD = "maps.json"
"""How the maps in the folder were drawn."""
REPORT, REPORT_PDF = "report.html", "report.pdf"
"""A run to read and to hand in."""
MANIFEST = "manifest.json"
"""What files were written together, with their hashes; it is written last."""


@dataclass(frozen=True)
class Raster:
    """One GeoTIFF.

    Parameters
    ----------
    file : str
        Its name.
    title : str
        What it is called in windows, without the unit.
    unit : str
        Unit of its values, empty for numbers without one.
    label : str
        What its bands are called; of a stack of depths, before the depth.
    column : str
        Column of the layer of sites that it maps, empty where it is none.
    """

    file: str
    title: str
    unit: str
    label: str
    column: str = ""

    @property
    def full_title(self) -> str:
        """The title with the unit."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


VS = Raster("vs.tif", "Vs", "m/s", "Vs")
SIGMA = Raster("vs_sigma.tif", "Vs ± 1 sigma", "m/s", "Vs sigma")
VS30 = Raster("vs30.tif", "Vs30", "m/s", "Vs30", "vs30_m_s")
VS30_CARRIED = Raster("vs30_carried.tif", "Vs30 carried down", "%", "Share of 30 m that is not measured")
Z1_0 = Raster("z1_0.tif", "Depth to 1.0 km/s", "m", "Z1.0", "z1_0_m")
Z2_5 = Raster("z2_5.tif", "Depth to 2.5 km/s", "m", "Z2.5", "z2_5_m")
CHI = Raster("chi.tif", "Misfit chi", "", "Misfit chi", "chi")
DISTANCE = Raster("distance.tif", "Distance to a site", "m", "Distance to the nearest site")
STATUS = Raster("status.tif", "Status", "", "Status", "status")


def _quantile(of: Raster, percent: int) -> Raster:
    """Return the raster of a quantile of another one."""
    stem = of.file[: -len(".tif")]
    return Raster(
        f"{stem}_p{percent:02d}.tif", f"{of.title}, {percent} %", of.unit, f"{of.label} p{percent:02d}"
    )


VS_LEVELS = {percent: _quantile(VS, percent) for percent in (5, 16, 84, 95)}
"""Quantiles of Vs that kriging gives, by their percent."""


def ends_of(raster: Raster) -> tuple[Raster, Raster]:
    """Return the two ends of the 90 % band of a map of single numbers, which kriging gives."""
    return _quantile(raster, 5), _quantile(raster, 95)


def _class_maps(standard: Standard) -> tuple[Raster, Raster]:
    """Return the raster of the site classes of a standard, and that of their probabilities."""
    title = f"{standard.title} class by {'Vs30' if standard.by_vs30 else 'profiles'}"
    names = ", ".join(f"{place} {name}" for place, name in enumerate(standard.classes))
    return (
        Raster(f"{standard.class_column}.tif", title, "", f"{title}: {names}", standard.class_column),
        Raster(
            f"{standard.odds_column}.tif",
            f"{title}: probability",
            "",
            f"{title}: probability",
            standard.odds_column,
        ),
    )


CLASS_MAPS = {each.key: _class_maps(each) for each in OF_SITES if each.by_vs30}
"""Rasters of site classes and of their probabilities, by standard; classes count from stiff to soft."""
PROFILE_CLASS_MAPS = {each.key: _class_maps(each) for each in OF_SITES if not each.by_vs30}
"""The same of standards that a profile decides, which kriging gives."""
OF_DEPTHS = (VS, SIGMA)
"""Rasters with a band a depth."""
VS_ELEVATION = Raster("vs_elevation.tif", "Vs at elevations", "m/s", "Vs elevation")
SIGMA_ELEVATION = Raster("vs_elevation_sigma.tif", "Vs ± 1 sigma at elevations", "m/s", "Vs sigma elevation")
OF_ELEVATIONS = (VS_ELEVATION, SIGMA_ELEVATION)
"""Rasters with a band an elevation, where a terrain is given."""
_OF_CLASSES = tuple(
    raster for pair in (*CLASS_MAPS.values(), *PROFILE_CLASS_MAPS.values()) for raster in pair
)
OF_SURVEYS = (*OF_DEPTHS, *OF_ELEVATIONS, VS30, VS30_CARRIED, *_OF_CLASSES, Z1_0, Z2_5, CHI, DISTANCE)
"""What is drawn of a survey, in the order of its layers."""
QUANTILES = (*VS_LEVELS.values(), *ends_of(VS30), *ends_of(Z1_0), *ends_of(Z2_5))
"""What kriging adds to the folder of a survey; QGIS shows it when it is asked to."""
OF_STACKS = (*OF_DEPTHS, CHI, VS30, Z1_0, Z2_5, STATUS)
"""What a raster stack becomes, in the order of the layers of a window."""
