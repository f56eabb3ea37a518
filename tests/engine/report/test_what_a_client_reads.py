"""What a client reads of a report: results first, maps that do not exaggerate, figures with headings."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from results import make_result, square, three_profiles

from plugin.engine.proof.basis import Basis
from plugin.engine.report.brief import brief
from plugin.engine.report.class_figure import ClassView, class_caption, draw_classes
from plugin.engine.report.contents import Contents, load_contents
from plugin.engine.report.map_figure import Extent, MapView, draw_map, north_and_scale
from plugin.engine.report.marks import Marks, draw_marks, load_marks
from plugin.engine.report.sheets import Sheets
from plugin.engine.report.site_pages import SitePage, site_pages
from plugin.engine.report.site_words import index_rows, site_rows
from plugin.engine.report.words import TRAINED_LAYERS, TRAINED_SPANS, chapters, map_caption
from plugin.engine.results.outputs import write_result
from plugin.protocol.class_colours import class_colour
from plugin.protocol.progress import Monitor
from plugin.protocol.site_standards import ASCE7_22
from plugin.training.earths import MAX_LAYERS
from plugin.training.synthetics import SPANS

EXTENT = Extent((0.0, 0.0, 400.0, 300.0), True, 1.0)


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """Nine sites, of which two carry Vs30 down."""
    folder: Path = tmp_path_factory.mktemp("run")
    x, y = square(3)
    law = np.array(["california"] * 2 + ["measured"] * 7, dtype=object)
    write_result(make_result(x, y, surface_vs=np.linspace(150, 250, 9), vs30_law=law), folder)
    return load_contents(folder)


def test_a_report_says_first_what_came_out(contents: Contents) -> None:
    rows = dict(brief(contents).rows)
    assert rows["Vs30"] == "300 to 500 m/s, median 400 m/s, at 9 of 9 sites"
    assert rows["Vs30 carried down"] == "at 2 sites, whose curves end above 30 m"
    assert rows["depth of investigation"] == "20 to 20 m, median 20 m"
    assert rows["sites with status ok"] == "9 of 9"


def test_vs30_that_is_carried_down_is_starred(contents: Contents) -> None:
    vs30 = [row[3] for row in index_rows(contents)]
    assert vs30[:3] == ["300*", "325*", "350"]


def drawn(values: np.ndarray, sigma: float, **more: object) -> tuple[Figure, list[AxesImage]]:
    figure = Figure()
    axes = figure.subplots(1, 2)
    view = MapView("Vs", "m/s", values, np.full(values.shape, sigma), EXTENT, **more)
    draw_map(figure, (axes[0], axes[1]), view, np.zeros((0, 2)))
    return figure, [one.get_images()[0] for one in axes]


def test_ground_that_is_all_alike_looks_so() -> None:
    _, (vs, sigma) = drawn(np.linspace(1340.0, 1342.0, 12).reshape(3, 4), 2.0)
    assert vs.norm.vmax / vs.norm.vmin == pytest.approx(1.2)
    assert np.sqrt(vs.norm.vmax * vs.norm.vmin) == pytest.approx(1341, abs=0.1)
    assert (sigma.norm.vmin, sigma.norm.vmax) == (0, 20)
    _, (vs, sigma) = drawn(np.linspace(100.0, 300.0, 12).reshape(3, 4), 50.0)
    assert (vs.norm.vmin, vs.norm.vmax) == pytest.approx((104, 296), abs=1)
    assert sigma.norm.vmax == 50


def test_carried_down_vs30_is_hatched_and_the_caption_says_so(contents: Contents) -> None:
    values = np.full((3, 4), 300.0)
    carried = np.where(np.arange(12).reshape(3, 4) > 5, 40.0, 0.0)
    figure, _ = drawn(values, 5.0, carried=carried)
    assert any(getattr(one, "hatches", None) for one in figure.axes[0].collections)
    told = replace(contents, map_record={"crs": "EPSG:32633", "method": "kriging"})
    assert "Hatched: the curves around end above 30 m" in map_caption(told, "Vs30", "blank", hatched=True)
    assert "Hatched" not in map_caption(told, "Vs30", "blank", hatched=False)


def test_a_heading_stands_on_the_page_of_its_figure() -> None:
    with PdfPages(BytesIO()) as document:
        sheets = Sheets(document, "report")
        for _ in range(20):
            sheets.paragraph("words")
        before = sheets._page
        sheets.picture(np.zeros((60, 100, 3), np.uint8), "caption", "Maps")
        page = sheets._page
    assert page is not before and page is not None
    assert [text.get_text() for text in page.texts] == ["Maps", "caption"]


def test_site_classes_are_mapped_in_the_colours_of_their_legend() -> None:
    codes = np.where(np.arange(12).reshape(3, 4) > 5, 3.0, 5.0)
    codes[0, 0] = np.nan
    view = ClassView(ASCE7_22, codes, np.full((3, 4), 80.0), EXTENT)
    figure = Figure()
    axes = figure.subplots(1, 2)
    draw_classes(figure, (axes[0], axes[1]), view, np.zeros((0, 2)))
    legend = axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["C", "D"]
    image = axes[0].get_images()[0]
    shown = [to_hex(image.cmap(image.norm(code))) for code in (3.0, 5.0)]
    assert shown == [to_hex(patch.get_facecolor()) for patch in legend.get_patches()]
    assert shown == [class_colour(ASCE7_22, name) for name in ("C", "D")]


def test_where_vs30_is_carried_down_classes_are_hatched_beside_their_legend(contents: Contents) -> None:
    view = ClassView(ASCE7_22, np.full((3, 4), 3.0), np.full((3, 4), 80.0), EXTENT, np.full((3, 4), 60.0))
    axes = Figure().subplots(1, 2)
    draw_classes(axes[0].figure, (axes[0], axes[1]), view, np.zeros((0, 2)))
    legends = [one for one in axes[0].get_children() if isinstance(one, Legend)]
    words = {text.get_text() for legend in legends for text in legend.get_texts()}
    assert words == {"C", "50 to 100 % of the top 30 m not measured"}
    told = replace(contents, map_record={"crs": "EPSG:32633"})
    assert "Hatched: the curves around end above 30 m" in class_caption(told, view)
    assert "coordinates in EPSG:32633" in class_caption(told, view)


def test_a_map_in_degrees_has_a_bar_of_a_round_length_at_its_middle() -> None:
    axes = Figure().subplots()
    axes.set(xlim=(10.0, 11.0), ylim=(59.5, 60.5))
    north_and_scale(axes, Extent((10.0, 59.5, 11.0, 60.5), False, 111_195.0))
    west, east = axes.lines[0].get_xdata()
    assert [text.get_text() for text in axes.texts][-1] == "10 km"
    assert (east - west) * 111.195 * 0.5 == pytest.approx(10.0)


def test_the_ranges_of_the_training_are_those_of_the_training() -> None:
    assert (TRAINED_LAYERS, TRAINED_SPANS) == (MAX_LAYERS, SPANS)


def test_elevations_arrays_and_the_law_of_vs30_are_spoken_of(contents: Contents) -> None:
    rows = {name: value for chapter in chapters(contents) for name, value in chapter.rows}
    assert rows["elevations"] == "not stated: neither the survey nor a terrain gives them"
    assert rows["dates and arrays of measurement"].startswith("not read by this program")
    assert rows["Vs30 below a curve's reach"].startswith("carried down by the drawn profiles")
    assert rows["sites not read"] == "1, with their reasons in rejects.csv"


@pytest.fixture(scope="module")
def site(contents: Contents) -> SitePage:
    return next(site_pages(contents, np.array([1]), Monitor()))


def test_a_site_tells_its_curve_and_what_carries_its_vs30_down(site: SitePage) -> None:
    rows = dict(site.rows)
    assert rows["curve"] == "2 points, wavelengths 8 to 40 m"
    assert rows["Vs30 (m/s), 5 to 95 %"].endswith("measured, carried down by California (Boore 2004)")


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (Basis.ENSEMBLE, "the 90 % band of those of drawn profiles that explain the curve"),
        (Basis.REFINED, "drawn from the curvature of the fit, few of which explain the curve"),
        (Basis.ONE_PASS, "of those of profiles that the network drew in one pass"),
    ],
)
def test_the_band_of_predicted_curves_says_what_it_is_of(tmp_path: Path, basis: Basis, said: str) -> None:
    plain = make_result(*square(1))
    drawn = three_profiles(plain.profiles.depth, plain.profiles.vs, basis)
    write_result(replace(plain, drawn=drawn), tmp_path)
    page = next(site_pages(load_contents(tmp_path), np.array([0]), Monitor()))
    assert said in page.caption and page.view.bands is not None


def test_the_document_keeps_no_image_of_a_site_page(site: SitePage) -> None:
    with PdfPages(BytesIO()) as document:
        sheets = Sheets(document, "report")
        page, _ = sheets.plots(site.view)
        assert page.findobj(lambda part: bool(part.get_rasterized()))  # as the page of HTML shows it
        sheets.site(site)
        assert not page.findobj(lambda part: bool(part.get_rasterized()))


def test_the_two_halves_of_a_sites_table_are_about_as_high() -> None:
    with PdfPages(BytesIO()) as document:
        sheets = Sheets(document, "report")
        sheets._rows_in_two([("name", "a value of some words " * (8 if i < 2 else 1)) for i in range(12)])
        page = sheets._page
    assert page is not None
    low = [min(text.get_position()[1] for text in page.texts if (text.get_position()[0] > 0.5) == right)
           for right in (False, True)]  # fmt: skip
    assert abs(low[0] - low[1]) < 0.12


def test_no_line_parts_a_number_from_its_unit() -> None:
    with PdfPages(BytesIO()) as document:
        sheets = Sheets(document, "report")
        sheets.paragraph("about " + "10 % and 20 m/s or " * 30)
        assert sheets._page is not None
        lines = [text.get_text() for text in sheets._page.texts]
    assert len(lines) > 4 and not any(line.endswith(("10", "20")) for line in lines)


def test_few_boreholes_are_named_on_a_map_and_many_are_not() -> None:
    def names(count: int) -> list[str]:
        axes = Figure().subplots()
        holes = tuple((f"B{i}", float(i), 1.0) for i in range(count))
        draw_marks(axes, Marks((np.eye(2),), (("A", 0.0, 0.0),), holes))
        assert len(axes.lines) == 1 + count
        return [text.get_text() for text in axes.texts]

    assert names(2) == ["A", "B0", "B1"]
    assert names(31) == ["A"]


def test_without_sections_and_boreholes_maps_mark_none(contents: Contents) -> None:
    marks = load_marks(replace(contents, map_record={"crs": "EPSG:32633"}))
    assert (marks.lines, marks.ends, marks.holes, marks.caption) == ((), (), (), "")


def test_what_products_do_not_resolve_is_said_and_one_class_is_told_once(contents: Contents) -> None:
    row = {
        "h800_p50": np.nan,
        "class_ntc_2018": None,
        "class_nbc_2020": "D",
        "p_nbc_2020": 1.0,
        "range_nbc_2020": "D",
        "class_nz_1170": "IV",
        "p_nz_1170": 0.9,
        "range_nz_1170": "III IV",
    }
    told = replace(contents, products=pd.DataFrame([row] * 9))
    rows = dict(site_rows(told, 0))
    assert rows["depth to 800 m/s (m)"] == "not reached"
    assert rows["class, NTC 2018"] == "not resolved"
    assert rows["class, NBC 2020"] == "D (probability 100 %)"
    assert rows["class, NZ TS 1170.5"] == "IV (probability 90 %; in range: III, IV)"
    assert rows["Vs30 by the wave of 40 m (m/s)"] == "418"
    assert "class, EC8 second generation" not in rows


def test_a_depth_to_a_velocity_tells_which_of_its_ends_is_out_of_sight(contents: Contents) -> None:
    ends = {"z1_0_p05": np.nan, "z1_0_m": 5.0, "z1_0_p95": 9.0}
    shallow = replace(contents, sites=contents.sites.assign(**ends))
    assert dict(site_rows(shallow, 0))["depth to 1.0 km/s (m)"] == "5.0 (from above what is resolved to 9.0)"
    deep = replace(contents, sites=contents.sites.assign(**{**ends, "z1_0_p05": 4.0, "z1_0_p95": np.nan}))
    assert dict(site_rows(deep, 0))["depth to 1.0 km/s (m)"] == "5.0 (4.0 to not reached)"


def test_the_damping_of_an_amplification_is_said(contents: Contents) -> None:
    told = replace(contents, products=pd.DataFrame({"t_site_p50": np.full(9, 0.4)}))
    rows = {name: value for chapter in chapters(told) for name, value in chapter.rows}
    assert "a damping of 1 %" in rows["site period and amplification"]
