"""What a client reads of a report: results first, maps that do not exaggerate, figures with headings."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from results import make_result, square

from plugin.engine.report.brief import brief
from plugin.engine.report.class_figure import ClassView, draw_classes
from plugin.engine.report.contents import Contents, load_contents
from plugin.engine.report.map_figure import Extent, MapView, draw_map
from plugin.engine.report.sheets import Sheets
from plugin.engine.report.site_words import index_rows
from plugin.engine.report.words import map_caption
from plugin.engine.results.outputs import write_result
from plugin.protocol.class_colours import class_colour
from plugin.protocol.site_standards import ASCE7_22

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
    assert rows["Vs30 carried down by a law"] == "at 2 sites, whose curves end above 30 m"
    assert rows["depth of investigation"] == "20 to 20 m, median 20 m"


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
        sheets.picture(np.zeros((60, 100, 4)), "caption", "Maps")
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
