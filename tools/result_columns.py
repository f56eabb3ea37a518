"""Write ``docs/results.md``: what a folder of results holds, column by column.

``python -m tools.result_columns``
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from plugin.protocol.large_tables import MOST_CSV_ROWS, SITES_PARQUET, as_parquet
from plugin.protocol.map_layers import CARRIED_LAYER, CONTOUR_LAYER, MAP_LAYERS, NEAR_LAYER, SURE_LAYER
from plugin.protocol.map_sites import MAP_SITES, column_of
from plugin.protocol.product_columns import AMPLIFICATION_COLUMNS, PERCENTS, columns_of
from plugin.protocol.product_options import ProductOptions
from plugin.protocol.result_columns import COMPARISON_TABLES, MODELLED_COLUMNS, TABLES, Column
from plugin.protocol.result_files import (
    AMPLIFICATION,
    COMPARISON,
    COMPARISON_DEPTHS,
    COMPARISON_LAYER,
    CURVES,
    DRAWS,
    ENSEMBLES,
    MANIFEST,
    MAP_RECORD,
    MODEL_FIGURES,
    MODELS,
    OF_STACKS,
    OF_SURVEYS,
    PRODUCT_TABLE,
    PROFILES,
    QUANTILES,
    REJECTS,
    RUN,
    SITE_LAYER,
    SITES,
    Raster,
)
from plugin.protocol.site_standards import STANDARDS

MODELLED = "Curves of profiles"
_PERCENTS = {f"{percent:02d}" for percent in PERCENTS}
DOCUMENT = Path(__file__).parents[1] / "docs" / "results.md"
HOLDS = {
    SITES: f"One point a site (layer `{SITE_LAYER}`), without geometry where the survey has no places.",
    PROFILES: "One row a site and depth. Depths are shared by all sites unless each was to keep its own.",
    CURVES: "One row a point of a dispersion curve.",
    MODELS: "One row a layer: the layered earth that predicts the site's curve, the half-space last.",
    REJECTS: "One row for each site and point that was not used, and for what looks wrong but was used. "
    "What of it has a place is a layer of the GeoPackage too.",
    ENSEMBLES: "One row a site, profile and depth: every profile that was drawn for a site, with its weight; "
    "Vs30 and all other single numbers follow from them. Parquet, which pandas, R and QGIS read, of about "
    "10 kB a site; left out with `--no-ensembles`. Velocities are rounded to 0.01 %. Vp and density of the "
    f"reported profiles are in `{MODELS}`.",
    COMPARISON: "Of `compare`, in the folder `comparison`: one row a pair of borehole and site. Where places "
    f"are known it is also the layer of `{COMPARISON_LAYER}`, with a point at the borehole.",
    COMPARISON_DEPTHS: "Of `compare`: one row a pair and layer of the borehole.",
    CONTOUR_LAYER: "Lines of maps at round velocities; rings shorter than six cells are left out.",
    SURE_LAYER: "Areas that maps are drawn in, one a depth and range of uncertainty, of whole cells.",
    PRODUCT_TABLE: "Of `products`: one row a site; the layer `products` of `products.gpkg` has the same, "
    "with a point a site. Quantiles are of the drawn profiles. Which numbers are there is an option: here "
    "`--mean-between 10-20` and `--steepest 20000-60000` are among them. [How they are worked out]"
    "(products.md).",
    AMPLIFICATION: "Of `products`: one row a site and frequency.",
    MODELLED: "The table that `forward --out` writes: one row a point, in the order of the profiles; "
    "`x`, `y` and `crs` where the profiles have places.",
    MAP_SITES: f"Of maps: one row a site, `site` and then its Vs in m/s at each depth of the map, as "
    f"`{column_of(10.0)}`; blank where the site's curve does not resolve the depth.",
    CARRIED_LAYER: "Areas of the map of Vs30 by how much of the top 30 m is not measured but carried down; "
    "not in the file where nothing is.",
    NEAR_LAYER: "The area that is near enough to a site, of whole cells.",
}
HEAD = f"""# A folder of results

Written by `python -m tools.result_columns` from the declarations that the program itself uses.

An inversion writes the tables below, and `{RUN}`: versions, the hashes of the weights, settings, counts
and how columns were understood. A folder without `{RUN}` holds no finished results. Maps and raster stacks
add GeoTIFFs, maps `{MAP_RECORD}`: how they were drawn, and the spatial model of the survey,
`{MODEL_FIGURES[0]}` and `{MODEL_FIGURES[1]}`, which show that model, and `{DRAWS}` where drawn maps are asked
for (CF NetCDF: draw, depth, y, x).
In QGIS the fields of the layers bear the titles given here, with their units.

Where a table of profiles, layers or curves has more than {MOST_CSV_ROWS:,} rows, all three are Parquet, with
the columns below: `{as_parquet(PROFILES)}`, `{as_parquet(MODELS)}`, `{as_parquet(CURVES)}`; and the sites
are `{SITES_PARQUET}` (GeoParquet, with their coordinate system) beside `{SITES}`. `--tables` decides
otherwise. All that is made of results is made of either form.

## Whole sets

`{MANIFEST}` lists the files that were written together, set by set (`run`, `maps`, each section, each
export), with their sizes and SHA-256. Whoever reads the files here compares, and says so where one is
missing, changed or of another run; `{SITES}`, which QGIS changes by opening it, is known by the run that its
layer's description names. Results of versions that wrote no manifest are read as they are.

The files of a set change places together. The old ones count until the last new one is in place; where a run
was killed in between, whatever reads or writes the folder next puts the old ones back (they wait in a hidden
folder `.unfinished-…`). When a run is replaced, all that was made of the one before goes with it: maps,
sections, and exports in the folder. A file that Vs Mapper did not write, or that was changed since, is never
replaced or removed: the run is refused before it begins, and so is a second one where one is at work.
"""


def document() -> str:
    """Return the document."""
    every = {**TABLES, **COMPARISON_TABLES}
    tables = [f"## {file}\n\n{HOLDS[file]}\n\n{_columns(columns)}" for file, columns in every.items()]
    layers = [
        f"## {file}, layer `{layer}`\n\n{HOLDS[layer]}\n\n{_columns(columns)}"
        for file, layers in MAP_LAYERS.items()
        for layer, columns in layers.items()
    ]
    asked = ProductOptions(mean_between=((10.0, 20.0),), steepest=(20_000.0, 60_000.0))
    more = {
        PRODUCT_TABLE: columns_of(asked),
        AMPLIFICATION: AMPLIFICATION_COLUMNS,
        MODELLED: MODELLED_COLUMNS,
    }
    tables += [f"## {title}\n\n{HOLDS[title]}\n\n{_columns(_gathered(own))}" for title, own in more.items()]
    mapped = f"## {MAP_SITES}\n\n{HOLDS[MAP_SITES]}\n"
    return "\n".join([HEAD, *tables, mapped, *layers, f"## Rasters\n\n{_rasters()}"])


def _gathered(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return columns with one row for the quantiles of a number, and for the classes of a standard."""
    odds = {name: standard for standard in STANDARDS.values() for name in standard.odds_columns()}
    found: dict[str, Column] = {}
    for column in columns:
        stem, _, percent = column.name.rpartition("_p")
        if column.name in odds:
            standard = odds[column.name]
            name = f"p_{standard.key}_…"
            found[name] = replace(column, name=name, alias=f"{standard.title}: probability of each class")
        elif stem and percent in _PERCENTS:
            name = f"{stem}_p05, _p16, _p50, _p84, _p95"
            alias, _, _ = column.alias.rpartition(",")
            meaning, _, _ = column.meaning.partition(": its")
            found.setdefault(name, replace(column, name=name, alias=alias, meaning=f"{meaning.rstrip('.')}."))
        else:
            found[column.name] = column
    return tuple(found.values())


def _columns(columns: tuple[Column, ...]) -> str:
    rows = [f"| `{c.name}` | {c.alias} | {c.unit} | {c.meaning} |" for c in columns]
    return "\n".join(["| column | title | unit | meaning |", "| --- | --- | --- | --- |", *rows, ""])


def _rasters() -> str:
    every = list(dict.fromkeys((*OF_SURVEYS, *QUANTILES, *OF_STACKS)))
    rows = [f"| `{r.file}` | {r.title} | {r.unit} | {_where(r)} |" for r in every]
    return "\n".join(["| file | holds | unit | made of |", "| --- | --- | --- | --- |", *rows, ""])


def _where(raster: Raster) -> str:
    sources = (("surveys", OF_SURVEYS), ("surveys, by kriging", QUANTILES), ("raster stacks", OF_STACKS))
    made = [what for what, of in sources if raster in of]
    return " and ".join(made)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
