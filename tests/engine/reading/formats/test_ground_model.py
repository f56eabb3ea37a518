from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hostile import assert_harmless, mutants
from one_curve import read_text

from plugin.engine.exports.cps import model96
from plugin.engine.exports.geopsy import ground_model
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError

LAYERS = np.array([[5.0, 500.0, 200.0, 1900.0], [0.0, 900.0, 400.0, 2000.0]])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("cps_model96.mod", "this is a ground model, not a dispersion curve: CPS model96; give the measured"),
        ("geopsy_groundmodel.txt", "this is a ground model, not a dispersion curve: layers of Geopsy; give"),
        ("dsurftomo_MOD", "this is a ground model, not a dispersion curve: DSurfTomo's starting model"),
        ("dsurftomo.in", "DSurfTomo's parameters; give the data file"),
    ],
)
def test_a_sample_that_is_no_curve_is_said_what_it_is(
    sample: Callable[[str], Path], name: str, says: str
) -> None:
    with pytest.raises(SurveyError, match=rf"^{name}: {says}"):
        read_survey(sample(name))


def test_models_that_were_exported_are_not_taken_for_curves(tmp_path: Path) -> None:
    for text in (ground_model("a site", LAYERS), model96("a site", LAYERS)):
        with pytest.raises(SurveyError, match="a ground model, not a dispersion curve"):
            read_text(tmp_path, "S001", text)


@pytest.mark.parametrize("text", ["2\n5 300 200 1900\n6 280 180 1900\n", "0.1 0.2 0.3\n1 2 3\n4 5 6\n"])
def test_numbers_that_only_look_alike_are_no_model(tmp_path: Path, text: str) -> None:
    try:
        read_text(tmp_path, "S001", text)
    except SurveyError as error:
        assert "ground model" not in str(error)


def test_positions_of_stations_ask_for_the_times(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="MCTomo's positions of stations; give the travel times"):
        read_text(tmp_path, "ssources.dat", "2 2\n0 0\n1 1\n")


def test_damaged_models_are_harmless(tmp_path: Path) -> None:
    for text in (ground_model("a site", LAYERS), model96("a site", LAYERS)):
        assert_harmless(tmp_path / "S001", mutants(text.encode()))


def test_a_model_along_a_line_is_said_to_be_one(tmp_path: Path) -> None:
    text = "".join(f"{x} {z} {150 + 10 * z + x}\n" for x in (0, 5, 10) for z in (0, 1, 2, 4, 8))
    with pytest.raises(SurveyError, match="a ground model, not a dispersion curve: positions along a line"):
        read_text(tmp_path, "line.txt", text)
    with pytest.raises(SurveyError, match="a ground model, not a dispersion curve: positions along a line"):
        read_text(
            tmp_path,
            "down.txt",
            text.replace(" 1 ", " -1 ").replace(" 2 ", " -2 ").replace(" 4 ", " -4 ").replace(" 8 ", " -8 "),
        )


@pytest.mark.parametrize("header", ["X (m),Depth (m),Vs (m/s)", "site,thickness_m,vs_m_s", "x,z,velocity"])
def test_columns_of_depth_and_vs_are_said_to_be_a_model(tmp_path: Path, header: str) -> None:
    with pytest.raises(SurveyError, match="this is a ground model, not a dispersion curve: its columns are"):
        read_text(tmp_path, "model.csv", f"{header}\n0,0,150\n0,2,200\n5,0,160\n5,2,210\n")


def test_a_map_whose_latitudes_start_at_the_equator_is_no_model(tmp_path: Path) -> None:
    text = "".join(f"{x} {y} {3.2 + 0.01 * y}\n" for x in (10, 11, 12) for y in (0, 1, 2, 3))
    with pytest.raises(SurveyError, match="the map of one period"):
        read_text(tmp_path, "8.xyz", text)


def test_an_unknown_unit_with_an_h_makes_no_ground_model(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="no column for velocity"):
        read_text(tmp_path, "hours.csv", "f,velocity (km/h)\n4,1731\n8,1084\n")
