"""Sections that heed barriers: what lies across one says nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from matplotlib.text import Annotation
from results import make_result, square
from shapely.geometry import LineString

from plugin.engine.reading.lines import Line
from plugin.engine.results.outputs import write_result
from plugin.engine.sections.figure import section_figure
from plugin.engine.sections.observed import ObservedSection
from plugin.engine.sections.pseudo_section import Section
from plugin.engine.sections.section import cut_section, make_section
from plugin.protocol.errors import OutputError
from plugin.protocol.lines import SectionLine, WrittenLine
from plugin.protocol.map_options import SectionOptions
from plugin.protocol.progress import UNWATCHED

UTM = "EPSG:32633"
EAST = 500_208.0
ACROSS = Line(np.array([[500_000.0, 5_000_200.0], [500_400.0, 5_000_200.0]]), UTM, "across")
FAULT = (SectionLine(((EAST, 4_990_000.0), (EAST, 5_010_000.0)), UTM, "the fault"),)
BARRED = SectionOptions(barriers=FAULT, figure=False)


def cut(folder: Path, west: object, east: object, options: SectionOptions, step: int = 1) -> Section:
    """The section of a survey whose Vs at the surface is `west` or `east` of the fault."""
    x, y = (axis[::step] for axis in square())
    surface = np.where(x < EAST, west, east) * np.exp(np.sin(y / 60) / 20)
    write_result(make_result(x, y, surface_vs=surface), folder)
    return cut_section(folder, ACROSS, options, UNWATCHED)


@pytest.fixture(scope="module")
def barred(tmp_path_factory: pytest.TempPathFactory) -> Section:
    return cut(tmp_path_factory.mktemp("barred"), 200.0, 400.0, BARRED)


def test_a_step_at_a_barrier_stays_a_step(barred: Section) -> None:
    steps = np.diff(np.log(barred.vs[60]))
    assert barred.distance[np.argmax(steps)] == pytest.approx(207, abs=2)
    assert np.exp(steps.max()) == pytest.approx(2.0, rel=0.02)
    assert np.sort(np.abs(steps))[-2] < 0.01
    assert [(one.name, one.distance) for one in barred.crossings] == [("the fault", pytest.approx(208))]
    assert barred.summary().endswith("; 1 barrier crossed: the fault at 208 m")


def test_sites_across_a_barrier_do_not_change_a_section(barred: Section, tmp_path: Path) -> None:
    other = cut(tmp_path, 200.0, 900.0, BARRED)
    west, east = barred.distance < 208, barred.distance > 208
    for band in ("vs", "sigma", "window"):
        before, after = getattr(barred, band), getattr(other, band)
        assert after[:, west] == pytest.approx(before[:, west], rel=2e-6, nan_ok=True), band
    assert np.nanmin(other.vs[60, east] / barred.vs[60, east]) == pytest.approx(2.25, rel=1e-5)


def test_too_few_sites_for_kriging_still_heed_barriers(tmp_path: Path) -> None:
    section = cut(tmp_path, 200.0, 400.0, replace(BARRED, corridor=400.0), step=4)
    assert section.how == "log Vs interpolated (linear)"
    ratio = section.vs[60] / section.depth[60] ** 0.25
    assert ratio[section.distance < 208] == pytest.approx(200, rel=0.06)
    assert ratio[section.distance > 208] == pytest.approx(400, rel=0.06)


def test_a_file_names_its_barriers_and_the_layers_of_the_section_hold_them(tmp_path: Path) -> None:
    x, y = square(3)
    write_result(make_result(x, y), tmp_path)
    lines = [LineString([(e, 4_999_000), (e, 5_001_000)]) for e in (500_060, 500_140, 600_000)]
    table = gpd.GeoDataFrame({"Name": ["Main", None, "far"]}, geometry=lines, crs=UTM)
    table.to_file(tmp_path / "faults.gpkg")
    barriers = (WrittenLine(str(tmp_path / "faults.gpkg")),)
    line = Line(np.array([[5e5, 5_000_100.0], [500_200.0, 5_000_100.0]]), UTM)
    section = make_section(tmp_path, line, SectionOptions(barriers=barriers, figure=False))
    assert [(one.name, round(one.distance)) for one in section.crossings] == [("Main", 60), ("faults", 140)]
    marks = gpd.read_file(tmp_path / "section.gpkg", layer="marks")
    assert marks.loc[marks["kind"] == "barrier", "label"].tolist() == ["Main", "faults"]


def test_a_barrier_that_no_section_crosses_is_told_of_and_one_that_cannot_be_heeded_is_refused(
    tmp_path: Path,
) -> None:
    write_result(make_result(*square(3)), tmp_path)
    along = SectionLine(((500_050.0, 5_000_150.0), (500_150.0, 5_000_150.0)), UTM, "along")
    far = SectionLine(((0.0, 0.0), (1.0, 1.0)), UTM, "far")
    for barrier, told in ((along, "no barrier crossed"), (far, "no barrier lies among the sites")):
        options = SectionOptions(barriers=(barrier,), figure=False)
        assert told in cut_section(tmp_path, ACROSS, options, UNWATCHED).summary()
    with pytest.raises(OutputError, match="idw interpolation knows no barriers: choose kriging"):
        cut_section(tmp_path, ACROSS, SectionOptions(method="idw", barriers=FAULT), UNWATCHED)


def test_the_figure_names_barriers_where_the_line_crosses_them(barred: Section) -> None:
    figure = section_figure(barred)
    named = [text for text in figure.findobj(Annotation) if text.get_text() == "the fault"]
    assert [text.xy[0] for text in named] == [pytest.approx(208)]
    assert "Upright dashes: barriers" in figure.get_supxlabel()


def test_observed_velocities_go_on_up_to_a_cut_and_not_across() -> None:
    distance = np.repeat([0.0, 100.0, 300.0, 400.0], 2)
    velocity = np.repeat([200.0, 300.0, 700.0, 800.0], 2)
    seen = ObservedSection("rayleigh", "lambda/2", distance, np.tile([0.0, 10.0], 4), velocity)
    row = seen.filled(500.0, 10.0, [200.0])[100]
    x = (np.arange(400) + 0.5) / 400 * 500
    assert row[(x > 100) & (x < 200)] == pytest.approx(300)
    assert row[(x > 200) & (x < 300)] == pytest.approx(700)
    assert np.isnan(row[x > 400]).all() and np.isfinite(row[x < 400]).all()
    assert seen.filled(500.0, 10.0)[100][np.abs(x - 200).argmin()] == pytest.approx(500, rel=0.01)
