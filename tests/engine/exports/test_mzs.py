"""Tables of Italian microzonation, read by the rules of MzS Tools' importer of text."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from results import make_result

from plugin.cli.commandline import main
from plugin.engine.exports.exporting import export
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.orders import Export

KEYS = {
    "sito_puntuale": ("ID_SPU",),
    "indagini_puntuali": ("pkey_spu", "ID_INDPU"),
    "parametri_puntuali": ("pkey_indpu", "ID_PARPU"),
    "curve": ("pkey_parpu", "pkey_curve"),
}
DEPTHS = ("prof_top", "prof_bot", "spessore")


def read_tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Read as the importer does: the separator that is more frequent, names in any case, keys not empty."""
    tables = {}
    for table, keys in KEYS.items():
        text = (folder / f"{table}.csv").read_text(encoding="utf-8")
        assert text[:1024].count(";") > text[:1024].count(",")
        rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
        found = [tuple(row[key] for key in keys) for row in rows]
        assert all(all(key) for key in found)
        assert len(set(found)) == len(rows)
        tables[table] = rows
    return tables


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Two sites of degrees, the second without a place, with names that hold separators."""
    result = make_result([11.0, 11.1, np.nan], [44.8, 44.9, np.nan], "EPSG:4326")
    names = np.array(["A; 1, Süd", "B", "C"])
    write_result(replace(result, survey=replace(result.survey, names=names)), tmp_path)
    return tmp_path


def test_rows_belong_to_each_other_and_names_begin_with_the_municipality(run: Path) -> None:
    done = export(Export(run, "mzs", municipality="036022"))
    assert [path.name for path in done.paths] == [f"{name}.csv" for name in KEYS]
    tables = read_tables(run / "mzs")
    sites, surveys = tables["sito_puntuale"], tables["indagini_puntuali"]
    assert [site["ID_SPU"] for site in sites] == ["036022P1", "036022P2"]
    assert (sites[0]["ubicazione_prov"], sites[0]["ubicazione_com"]) == ("036", "022")
    assert sites[0]["note_sito"] == "A; 1, Süd"
    assert [survey["ID_INDPU"] for survey in surveys] == ["036022P1ESAC_SPAC1", "036022P2ESAC_SPAC2"]
    assert {row["pkey_indpu"] for row in tables["parametri_puntuali"]} == {"1", "2"}
    known = {row["pkey_parpu"] for row in tables["parametri_puntuali"]}
    assert {row["pkey_parpu"] for row in tables["curve"]} == {"1", "2"} <= known
    for row in tables["parametri_puntuali"]:
        assert row["ID_PARPU"] == f"{surveys[int(row['pkey_indpu']) - 1]['ID_INDPU']}VS{row['pkey_parpu']}"
    assert done.notes[-1] == "1 site left out for want of a place"


def test_places_are_metres_of_utm_33_and_depths_reach_as_far_as_is_resolved(run: Path) -> None:
    export(Export(run, "mzs"))
    tables = read_tables(run / "mzs")
    assert float(tables["sito_puntuale"][0]["coord_X"]) == pytest.approx(183_727.0, abs=300)
    assert float(tables["sito_puntuale"][0]["coord_Y"]) == pytest.approx(4_968_000.0, abs=5000)
    mean, *layers = [row for row in tables["parametri_puntuali"] if row["pkey_indpu"] == "1"]
    assert (mean["prof_top"], mean["prof_bot"]) == ("0.0", "20.0")
    assert float(layers[0]["prof_top"]) == 0.0
    assert float(layers[-1]["prof_bot"]) == 20.0
    for row in (mean, *layers):
        top, bottom, thickness = (float(row[name]) for name in DEPTHS)
        assert 0 <= top < bottom <= 10_000
        assert thickness == pytest.approx(bottom - top, abs=0.011)
    assert [row["prof_top"] for row in layers[1:]] == [row["prof_bot"] for row in layers[:-1]]
    slowness = sum(float(row["spessore"]) / float(row["valore"]) for row in layers)
    assert float(mean["valore"]) == pytest.approx(20.0 / slowness, rel=1e-3)
    assert float(layers[0]["valore"]) == pytest.approx(200 * 2**0.25, abs=0.05)


def test_curves_are_the_observed_ones(run: Path) -> None:
    export(Export(run, "mzs"))
    rows = [row for row in read_tables(run / "mzs")["curve"] if row["pkey_parpu"] == "1"]
    assert [(float(row["varx"]), float(row["vary"])) for row in rows] == [(10.0, 400.0), (25.0, 200.0)]
    assert rows[0]["cond_curve"] == "Rayleigh fase modo 0: frequenza (Hz) e velocità (m/s)"


def test_without_a_municipality_that_is_said(run: Path) -> None:
    notes = export(Export(run, "mzs")).notes
    assert any("--municipality gives the ISTAT code" in note for note in notes)


@pytest.mark.parametrize("code", ["36022", "Mirandola", "0360222", "٠٣٦٠٢٢"])
def test_a_code_that_is_none_is_refused(run: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", str(run), "--format", "mzs", "--municipality", code])
    assert "is not an ISTAT code of six digits" in capsys.readouterr().err


def test_sites_without_coordinates_are_refused(tmp_path: Path) -> None:
    write_result(make_result([np.nan], [np.nan], None), tmp_path)
    with pytest.raises(OutputError, match="the sites have no coordinates on the map"):
        export(Export(tmp_path, "mzs"))
