"""Large tables as Parquet hold what the same tables hold as CSV, and are read wherever those are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from results import make_result, square

from plugin.engine.exports.exporting import export
from plugin.engine.pipeline import carry_out
from plugin.engine.reading.lines import Line
from plugin.engine.report.observed import load_curves
from plugin.engine.results.layered_table import load_layers
from plugin.engine.results.outputs import load_profiles, load_sites, tables_note, write_result
from plugin.engine.results.result import Result
from plugin.engine.results.result_table import result_table
from plugin.engine.sections.section import make_section
from plugin.protocol.errors import OutputError
from plugin.protocol.forward_options import ForwardOptions
from plugin.protocol.large_tables import LARGE_TABLES, MOST_CSV_ROWS, PARQUET, as_parquet, table_in
from plugin.protocol.manifest import description_of_run, descriptions
from plugin.protocol.map_options import SectionOptions
from plugin.protocol.messages import Done, from_line, to_line
from plugin.protocol.orders import Export, ModelCurves, ShowSites
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request
from plugin.protocol.result_files import MODELS, SITES
from plugin.protocol.source import Source


def result(form: str = "auto", n: int = 3, **changes: object) -> Result:
    made = make_result(*square(n), surface_vs=np.linspace(100, 300, n * n), **changes)
    names = made.survey.names.astype(object)
    names[0] = 'a "site", or 1'
    return replace(made, survey=replace(made.survey, names=names.astype(str)), request=Request(tables=form))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("tables")
    for form in ("csv", "parquet"):
        write_result(result(form), base / form)
    return {form: base / form for form in ("csv", "parquet")}


@pytest.mark.parametrize("table", LARGE_TABLES)
def test_columns_and_values_are_those_of_csv(folders: dict[str, Path], table: str) -> None:
    paths = [table_in(folders[form], table) for form in ("csv", "parquet")]
    assert [path.name for path in paths] == [table, as_parquet(table)]
    with result_table(paths[0]) as text, result_table(paths[1]) as packed:
        assert list(text.columns) == list(packed.columns)
        for name in text.columns:
            one, other = text[name].to_numpy(), packed[name].to_numpy()
            np.testing.assert_array_equal(one, other) if one.dtype.kind in "fi" else (one == other).all()
            assert pd.isna(one).tolist() == pd.isna(other).tolist()
            assert one[~pd.isna(one)].tolist() == other[~pd.isna(other)].tolist()


def test_sites_are_geoparquet_with_their_system_beside_the_geopackage(folders: dict[str, Path]) -> None:
    sites, packed = load_sites(folders["parquet"]), gpd.read_parquet(folders["parquet"] / "sites.parquet")
    assert packed.crs == sites.crs and packed.crs.to_epsg() == 32633
    assert packed.geometry.tolist() == sites.geometry.tolist()
    assert packed["vs30_m_s"].tolist() == sites["vs30_m_s"].tolist()
    assert list(packed.columns) == list(sites.columns)
    assert not any((folders["csv"] / name).exists() for name in PARQUET)


def test_sites_without_coordinates_are_a_table(tmp_path: Path) -> None:
    nowhere = np.full(2, np.nan)
    made = make_result(nowhere, nowhere, crs=None)
    write_result(replace(made, request=Request(tables="parquet")), tmp_path)
    assert pq.read_table(tmp_path / "sites.parquet")["site"].to_pylist() == ["S000", "S001"]


def test_all_that_reads_results_reads_the_same(folders: dict[str, Path]) -> None:
    read = {form: (load_profiles(folder), load_sites(folder)) for form, folder in folders.items()}
    names = read["csv"][1]["site"].to_numpy()
    np.testing.assert_array_equal(read["csv"][0].quantiles, read["parquet"][0].quantiles)
    layers = [load_layers(folder, names) for folder in folders.values()]
    np.testing.assert_array_equal(layers[0].vs, layers[1].vs)
    curves = [load_curves(folder, names) for folder in folders.values()]
    np.testing.assert_array_equal(curves[0].curves.velocity, curves[1].curves.velocity)
    np.testing.assert_array_equal(curves[0].predicted, curves[1].predicted)


def test_sections_and_exports_are_made_of_either(folders: dict[str, Path], tmp_path: Path) -> None:
    x, y = square(3)
    line = Line(np.array([[x.min(), y.min()], [x.max(), y.max()]]), "EPSG:32633", "A")
    made: dict[str, list[bytes]] = {}
    for form, folder in folders.items():
        section = tmp_path / f"{form}.tif"
        make_section(folder, line, SectionOptions(figure=False, method="idw"), Monitor(), section)
        done = export(Export(folder, "mzs", tmp_path / form), Monitor())
        made[form] = [section.read_bytes(), *(path.read_bytes() for path in sorted(done.paths))]
    assert made["csv"] == made["parquet"]


def test_a_layer_tells_the_run_that_it_is_of(folders: dict[str, Path]) -> None:
    for folder in folders.values():
        assert description_of_run(folder) in descriptions(folder / SITES)
    assert description_of_run(folders["csv"]) != description_of_run(folders["parquet"])


def test_the_length_of_a_table_decides_where_nobody_does() -> None:
    short, long = result(), result(depths=np.arange(1.0, MOST_CSV_ROWS / 9 + 2))
    assert tables_note(short) == ""
    assert tables_note(long) == (
        "profiles.parquet, models.parquet, curves.parquet are Parquet, as one has more than 100,000 rows; "
        "--tables csv writes CSV"
    )
    assert tables_note(replace(long, request=Request(tables="csv"))) == ""


def test_one_run_takes_the_place_of_another_in_the_other_form(tmp_path: Path) -> None:
    for form, present in (("csv", False), ("parquet", True), ("csv", False)):
        write_result(result(form), tmp_path)
        assert [(tmp_path / name).is_file() for name in PARQUET] == [present] * 4
        assert [(tmp_path / name).is_file() for name in LARGE_TABLES] == [not present] * 3
        assert len(load_profiles(tmp_path).vs) == 9


def test_the_rows_of_a_site_are_found_as_csv_has_them(folders: dict[str, Path]) -> None:
    names = ('a "site", or 1', "S004", "lacking")
    of_csv, shown = (carry_out(ShowSites(folder, names)) for folder in folders.values())
    for one, same in zip(of_csv.sites, shown.sites):
        assert one.profile.keys() == same.profile.keys() and one.layers.keys() == same.layers.keys()
        assert [float(cell) for cell in one.profile.get("vs_m_s", ())] == [
            float(cell) for cell in same.profile.get("vs_m_s", ())
        ]
    site, _, lacking = shown.sites
    assert site.points["observed"] == ("400.0", "200.0") and site.points["mode"] == ("0", "0")
    assert site.profile["trusted"] == ("1", "1", "1", "1") and site.layers["bottom_m"][-1] == ""
    assert (lacking.points, lacking.profile, lacking.layers) == ({}, {}, {})
    assert from_line(to_line(Done(1, shown))) == Done(1, shown)


def test_layered_models_are_modelled_again_from_either(folders: dict[str, Path], tmp_path: Path) -> None:
    made = []
    for form, folder in folders.items():
        order = ModelCurves(Source(table_in(folder, MODELS), "models"), tmp_path / f"{form}.csv")
        carry_out(replace(order, options=ForwardOptions(frequencies=(5.0, 10.0))))
        made.append(order.target.read_text())
    assert made[0] == made[1] and len(made[0].splitlines()) == 19


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    write_result(result("parquet"), tmp_path)
    content = (tmp_path / "profiles.parquet").read_bytes()
    (tmp_path / "profiles.parquet").write_bytes(content[: len(content) // 2])
    with pytest.raises(
        OutputError, match=r"profiles\.parquet: cannot be read: is no whole Parquet file; run invert"
    ):
        load_profiles(tmp_path)
    (tmp_path / "profiles.parquet").unlink()
    with pytest.raises(
        OutputError, match=r"holds neither profiles\.csv nor profiles\.parquet; run invert again"
    ):
        load_profiles(tmp_path)
