"""Files of results are written in sets, over nobody else's files, and one run at a time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from results import make_result, square

from plugin.engine.exports.exporting import export
from plugin.engine.files.folder_lock import NAME, held
from plugin.engine.files.result_set import ResultSet
from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import load_profiles, load_sites, write_result
from plugin.engine.sections.section import make_section
from plugin.protocol.errors import OutputError
from plugin.protocol.manifest import Manifest
from plugin.protocol.map_layers import MAP_LAYERS
from plugin.protocol.map_options import MapOptions
from plugin.protocol.map_sites import MAP_SITES
from plugin.protocol.orders import Export
from plugin.protocol.own_files import own_files
from plugin.protocol.result_columns import TABLES
from plugin.protocol.result_files import ENSEMBLES, MAP_RECORD, MODEL_FIGURES, QUANTILES
from tests.conftest import ROOT

LINE = "500000,5000200 500400,5000200"
COARSE = MapOptions(figure=False, resolution=100)


BESIDE = (".gpkg", ".pdf", ".png", ".svg")
OF_A_RUN = {*TABLES, ENSEMBLES, "run.json"}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def as_left_without_a_manifest(folder: Path) -> None:
    """Versions that wrote no manifest had no record, quantiles, layers or model of maps and sections."""
    later = (MAP_RECORD, MAP_SITES, *MAP_LAYERS, *MODEL_FIGURES, *(raster.file for raster in QUANTILES))
    for name in ("manifest.json", *later):
        (folder / name).unlink(missing_ok=True)
    for section in (folder / "section.tif", folder / "cuts" / "mine.tif"):
        for suffix in BESIDE:
            section.with_suffix(suffix).unlink(missing_ok=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_result(make_result(*square()), tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with all that can be made of it."""
    folder = tmp_path_factory.mktemp("made") / "out"
    write_result(make_result(*square()), folder)
    make_maps(folder, COARSE)
    make_section(folder, LINE)
    make_section(folder, LINE, target=folder / "cuts" / "mine.tif")
    for form in ("geopsy", "cps", "csv"):
        export(Export(folder, form))
    return folder


@pytest.fixture
def full(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(made, tmp_path / "out")


def test_the_manifest_lists_every_file_and_its_hash(full: Path) -> None:
    found = Manifest.read(full)
    assert set(found.files) == names(full) - {"manifest.json"}
    assert all(found.holds(full, file) for file in found.files)
    assert {name.split()[0] for name in found.sets} == {"run", "maps", "section", "export"}
    assert set(found.sets["section cuts/mine.tif"]) == {
        "cuts/mine.tif",
        "cuts/mine_sites.csv",
        *(f"cuts/mine{suffix}" for suffix in BESIDE),
    }
    assert own_files(full) == names(full)


def test_what_was_made_of_a_run_goes_with_it(full: Path) -> None:
    (full / "notes.txt").write_text("mine")
    (full / "vs.tif.aux.xml").write_text("statistics of the old map")
    write_result(make_result(*square(3)), full)
    assert names(full) == {*OF_A_RUN, "manifest.json", "notes.txt"}
    assert not (full / "geopsy").exists()


def test_what_a_version_without_manifests_made_of_a_run_goes_with_it(full: Path) -> None:
    as_left_without_a_manifest(full)
    (full / "geopsy" / "mine.model").write_text("1\n0 300 200 2000\n")
    (full / "mine.tif").write_text("mine")
    write_result(make_result(*square(3)), full)
    others = {"geopsy/mine.model", "mine.tif", "cuts/mine.tif", "cuts/mine_sites.csv"}
    assert names(full) == {*OF_A_RUN, "manifest.json", *others}


def test_results_without_a_manifest_are_read_mapped_cut_and_exported(full: Path) -> None:
    as_left_without_a_manifest(full)
    assert load_profiles(full).n_sites == 25
    make_maps(full, COARSE)
    make_section(full, LINE)
    export(Export(full, "geopsy"))
    export(Export(full, "csv"))


def test_an_export_replaces_the_one_before(full: Path) -> None:
    export(Export(full, "geopsy", sites=["S003"]))
    assert {path.name for path in (full / "geopsy").iterdir()} == {"S003.model"}


def test_an_export_elsewhere_replaces_the_one_before_and_no_other_file(full: Path, tmp_path: Path) -> None:
    out = tmp_path / "models"
    export(Export(full, "geopsy", out))
    (out / "mine.model").write_text("1\n0 300 200 2000\n")
    export(Export(full, "geopsy", out, sites=["S003"]))
    assert names(out) == {"mine.model", "S003.model"}
    (out / "S004.model").write_text("1\n0 300 200 2000\n")
    with pytest.raises(OutputError, match=r"S004\.model: is there already"):
        export(Export(full, "geopsy", out))
    assert (out / "S004.model").read_text() == "1\n0 300 200 2000\n"


@pytest.mark.parametrize("file", ["sites.gpkg", "profiles.csv"])
def test_a_file_of_another_run_is_named(folder: Path, tmp_path: Path, file: str) -> None:
    write_result(make_result(*square(), surface_vs=np.full(25, 300.0)), tmp_path / "other")
    (folder / file).write_bytes((tmp_path / "other" / file).read_bytes())
    with pytest.raises(OutputError, match=rf"{file}: is not the file that was written here with the others"):
        make_maps(folder, COARSE)


def test_models_of_another_run_are_named(folder: Path, tmp_path: Path) -> None:
    write_result(make_result(*square(), surface_vs=np.full(25, 300.0)), tmp_path / "other")
    (folder / "models.csv").write_bytes((tmp_path / "other" / "models.csv").read_bytes())
    with pytest.raises(OutputError, match=r"models\.csv: is not the file"):
        export(Export(folder, "cps"))


def test_sites_that_qgis_has_opened_or_changed_are_still_those_of_the_run(folder: Path) -> None:
    import sqlite3

    with sqlite3.connect(folder / "sites.gpkg") as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("CREATE TABLE layer_styles (id INTEGER)")
    base.close()
    assert len(load_sites(folder)) == 25
    write_result(make_result(*square(3)), folder)
    assert len(load_sites(folder)) == 9


def test_a_damaged_manifest_is_named(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"program": "Vs Mapper", "sets": {"run": ')
    with pytest.raises(OutputError, match=r"manifest\.json: is damaged"):
        load_profiles(folder)


def test_a_manifest_that_names_files_elsewhere_removes_none(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    found = json.loads((folder / "manifest.json").read_text())
    found["sets"]["maps"] = {"../mine.txt": {"bytes": 4, "sha256": "0" * 64}}
    (folder / "manifest.json").write_text(json.dumps(found))
    with pytest.raises(OutputError, match=r"manifest\.json: is damaged"):
        write_result(make_result(*square(3)), folder)
    assert (tmp_path / "mine.txt").exists()


def test_a_changed_result_is_not_replaced(full: Path) -> None:
    (full / "layers.csv").write_text("site,top_m\nmine,0\n")
    with pytest.raises(OutputError, match=r"layers\.csv: was changed after it was written"):
        write_result(make_result(*square(3)), full)
    assert (full / "vs.tif").exists()


def test_an_export_or_a_section_does_not_replace_other_results(full: Path) -> None:
    before = {name: (full / name).read_bytes() for name in names(full)}
    for file in ("profiles.csv", "models.csv", "run.json", "vs.tif", "manifest.json"):
        with pytest.raises(OutputError, match=rf"{file}: "):
            export(Export(full, "csv", full / file))
        with pytest.raises(OutputError, match=rf"{file}: "):
            make_section(full, LINE, target=full / file)
    assert {name: (full / name).read_bytes() for name in names(full)} == before


def test_a_section_of_an_earlier_version_may_be_replaced_and_other_rasters_not(
    full: Path, tmp_path: Path
) -> None:
    for name in ("mine.tif", "mine_sites.csv"):
        (tmp_path / name).write_bytes((full / "cuts" / name).read_bytes())
    make_section(full, LINE, target=tmp_path / "mine.tif")
    (tmp_path / "mine.tif").write_bytes((full / "vs.tif").read_bytes())
    with pytest.raises(OutputError, match=r"mine\.tif: is there already"):
        make_section(full, LINE, target=tmp_path / "mine.tif")
    (tmp_path / "new_sites.csv").write_text("site,x\nA,1\n")
    with pytest.raises(OutputError, match=r"new_sites\.csv: is there already"):
        make_section(full, LINE, target=tmp_path / "new.tif")
    assert not (tmp_path / "new.tif").exists()


def test_a_run_that_was_replaced_meanwhile_gets_no_maps_of_the_old_one(folder: Path) -> None:
    maps = ResultSet.made_of(folder, "maps", folder, ["vs.tif"])
    write_result(make_result(*square(3)), folder)
    with pytest.raises(OutputError, match="its run was replaced meanwhile"), maps.written() as staging:
        (staging / "vs.tif").write_text("old")
    assert not (folder / "vs.tif").exists()


def test_a_second_run_is_told_who_is_at_work(folder: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom plugin.engine.files.folder_lock import held\n"
        "with held(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        first.stdout.readline()
        told = rf"out: another run is at work in this folder \(process {first.pid} on .*\); wait until it is"
        with pytest.raises(OutputError, match=told), held(folder):
            pass
        first.kill()
        first.wait()
        with held(folder):
            assert (folder / NAME).exists()
    assert not (folder / NAME).exists()


def test_a_thread_may_hold_a_folder_twice_and_another_may_not(tmp_path: Path) -> None:
    told: list[str] = []

    def other() -> None:
        try:
            with held(tmp_path):
                told.append("held")
        except OutputError as error:
            told.append(str(error))

    with held(tmp_path), held(tmp_path / "." / ""):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert "another run is at work" in told[0]
