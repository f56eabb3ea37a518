"""The tables of results are those that are declared, and so is what the documents say of them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from results import make_result, square

from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.protocol.map_layers import MAP_LAYERS
from plugin.protocol.map_sites import MAP_SITES
from plugin.protocol.result_columns import COMPARISON_TABLES, TABLES, Column, names
from plugin.protocol.result_files import (
    ENSEMBLES,
    MANIFEST,
    MODEL_FIGURES,
    OF_DEPTHS,
    OF_STACKS,
    OF_SURVEYS,
    QUANTILES,
    RUN,
    SITE_LAYER,
    SITES,
)
from tools.result_columns import DOCUMENT, document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("results")
    write_result(make_result(*square(3)), made)
    return made


@pytest.mark.parametrize("file", TABLES)
def test_a_table_has_the_declared_columns_in_their_order(folder: Path, file: str) -> None:
    if file == SITES:
        found = gpd.read_file(folder / file, layer=SITE_LAYER).drop(columns="geometry").columns
    elif file == ENSEMBLES:
        found = pd.read_parquet(folder / file).columns
    else:
        found = pd.read_csv(folder / file, nrows=0).columns
    assert tuple(found) == names(TABLES[file])


def test_no_other_file_is_written(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {*TABLES, RUN, MANIFEST}


def test_every_raster_of_a_survey_is_declared(folder: Path) -> None:
    made = {path.name for path in make_maps(folder)}
    assert {raster.file for raster in OF_DEPTHS} < made
    beside = {*MAP_LAYERS, *MODEL_FIGURES, MAP_SITES}
    assert made <= {raster.file for raster in (*OF_SURVEYS, *QUANTILES)} | beside


@pytest.mark.parametrize("columns", [*TABLES.values(), *COMPARISON_TABLES.values()])
def test_every_column_is_explained(columns: tuple[Column, ...]) -> None:
    for column in columns:
        assert column.alias
        assert column.meaning.endswith(".")
    assert len(set(names(columns))) == len(columns)


def test_rasters_have_names_of_their_own() -> None:
    for rasters in ((*OF_SURVEYS, *QUANTILES), OF_STACKS):
        assert len({raster.file for raster in rasters}) == len(rasters)


def test_the_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()
