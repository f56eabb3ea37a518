"""Raster stacks from the toolbox: the command line's numbers, as layers that say what they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import command_line, read_raster, soil_grids, write_folder, write_raster
from small_grids import PERIODS_S

SETTINGS = {"SAMPLES": 2, "POISSON": "soil", "DEPTHS": "3, 8"}
COMMAND = ["--samples", "2", "--poisson", "soil", "--depths", "3,8"]


@pytest.fixture(scope="module")
def soil() -> np.ndarray:
    return soil_grids()[:, :3]


@pytest.fixture
def maps(tmp_path: Path, soil: np.ndarray) -> Path:
    grids = soil.copy()
    grids[1:, 0, 0] = np.nan
    return write_folder(tmp_path / "maps", "phase", grids)


def raster_layers(folder: Path, project: Any) -> list[Any]:
    """The folder's rasters in the project, under names that alone say the period."""
    from qgis.core import QgsRasterLayer

    made = []
    for i, period in enumerate(PERIODS_S):
        path = (folder / f"phase_{period:g}s.tif").rename(folder / f"grid_{'abcdef'[i]}.tif")
        made.append(QgsRasterLayer(str(path), f"c at {period:g} s"))
    project.addMapLayers(made)
    return made


def test_layers_give_the_numbers_of_the_command_line(
    processing: Any, project: Any, maps: Path, soil: np.ndarray, tmp_path: Path
) -> None:
    command_line("invert", maps, *COMMAND, "--out", tmp_path / "cli")
    made = processing.run(
        "vsmapper:invertstack",
        {"LAYERS": raster_layers(maps, project), **SETTINGS, "LOAD": False, "OUTPUT": str(tmp_path / "box")},
    )
    assert made["N_CELLS"] == soil[0].size - 1
    for name in ("VS", "VS_SIGMA", "CHI", "STATUS"):
        file = Path(made[name])
        np.testing.assert_array_equal(read_raster(file), read_raster(tmp_path / "cli" / file.name))


def test_results_load_into_one_group_with_the_statuses_named(
    processing: Any, project: Any, maps: Path, tmp_path: Path
) -> None:
    processing.runAndLoadResults(
        "vsmapper:invertstack", {"FILES_FOLDER": str(maps), **SETTINGS, "OUTPUT": str(tmp_path / "out")}
    )
    (group,) = project.layerTreeRoot().findGroups()
    assert group.name() == "maps"
    nodes = group.findLayers()
    assert [node.name() for node in nodes][:2] == ["Vs", "Vs ± 1 σ"]
    assert [node.name() for node in nodes if node.itemVisibilityChecked()] == ["Vs"]
    (status,) = project.mapLayersByName("Status")
    classes = {one.value: one.label for one in status.renderer().classes()}
    assert classes[0] == "ok"
    assert classes[3] == "rejected"
    assert len({one.color.name() for one in status.renderer().classes()}) == len(classes)


def test_given_periods_and_sigmas_are_described(processing: Any, soil: np.ndarray, tmp_path: Path) -> None:
    velocity = write_raster(tmp_path / "c.tif", soil)
    sigma = write_raster(tmp_path / "errors.tif", 0.05 * soil)
    said = processing.run(
        "vsmapper:describestack",
        {
            "FILE": str(velocity),
            "SIGMA": str(sigma),
            "PERIODS": ", ".join(f"{period:g}" for period in PERIODS_S),
            "TYPE": "group",
            "CRS": "EPSG:25833",
        },
    )
    assert said["N_SITES"] == soil[0].size
    for word in ("Rayleigh group velocity: 6 periods, 0.05 to 0.25 s", "EPSG:25833", "sigma given for 126"):
        assert word in said["SUMMARY"]


def test_a_file_of_sigmas_is_read_and_stays_as_it_is(
    processing: Any, soil: np.ndarray, tmp_path: Path
) -> None:
    velocity = write_raster(tmp_path / "c.tif", soil)
    sigma = write_raster(tmp_path / "errors.tif", 0.05 * soil)
    before = sigma.read_bytes()
    made = processing.run(
        "vsmapper:invertstack",
        {
            "FILE": str(velocity),
            "SIGMA": str(sigma),
            "PERIODS": ", ".join(f"{period:g}" for period in PERIODS_S),
            **SETTINGS,
            "LOAD": False,
            "OUTPUT": str(tmp_path / "out"),
            "VS_SIGMA": str(tmp_path / "copy.tif"),
        },
    )
    assert sigma.read_bytes() == before
    assert made["VS_SIGMA"] == str(tmp_path / "copy.tif")
    assert (tmp_path / "copy.tif").read_bytes() == (tmp_path / "out" / "vs_sigma.tif").read_bytes()


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({}, "one of the three"),
        ({"FILE": "nowhere.tif"}, "nowhere.tif: no such file"),
        ({"LAYERS": ["nowhere.tif"]}, "LAYERS"),
    ],
)
def test_a_stack_that_cannot_be_read_fails_with_one_clear_line(
    processing: Any, tmp_path: Path, choice: dict[str, object], message: str
) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=message):
        processing.run("vsmapper:invertstack", {**choice, "OUTPUT": str(tmp_path / "out")})
    assert not (tmp_path / "out" / "vs.tif").exists()


def test_a_stack_is_sent_from_the_surveys_to_its_own_algorithm(
    processing: Any, maps: Path, tmp_path: Path
) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="Invert raster stack"):
        processing.run("vsmapper:invertsurvey", {"FILES_FOLDER": str(maps), "OUTPUT": str(tmp_path / "o")})


def test_only_surveys_are_asked_whether_sites_inform_each_other(processing: Any) -> None:
    from qgis.core import QgsApplication

    registry = QgsApplication.processingRegistry()
    survey, stack = (
        registry.algorithmById(f"vsmapper:{name}").parameterDefinition("INDEPENDENT")
        for name in ("invertsurvey", "invertstack")
    )
    assert survey.defaultValue() is False
    assert stack is None
