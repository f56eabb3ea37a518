"""Plots follow light and dark windows, and stay apart for colour-blind eyes."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from docks import Wait
from engine_side import write_results

from plugin.protocol.palettes import DEPTH, UNCERTAINTY, VELOCITY

# Machado, Oliveira and Fernandes (2009), severity 1; of linear red, green and blue.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deuteranopia": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritanopia": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}  # fmt: skip
TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
WHITE = (0.9505, 1.0, 1.089)


def seen(colours: tuple[str, ...], blindness: str) -> np.ndarray:
    """CIELAB of colours as such eyes see them, shape (n, 3)."""
    rgb = np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in colours])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = np.clip(linear @ np.array(BLINDNESS[blindness]).T, 0, 1) @ np.array(TO_XYZ).T / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=-1)


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("palette", [VELOCITY, UNCERTAINTY, DEPTH])
def test_ramps_grow_darker_step_by_step_for_all_eyes(palette: tuple[str, ...], blindness: str) -> None:
    assert (np.diff(seen(palette, blindness)[:, 0]) < -5).all()


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("name", ["LIGHT", "DARK"])
def test_compared_sites_are_told_apart_by_all_eyes(qgis_app: object, name: str, blindness: str) -> None:
    from plugin.gui import theme

    chosen = getattr(theme, name)
    colours = seen((*chosen.lines, chosen.paper), blindness)
    assert min(np.linalg.norm(one - other) for one, other in combinations(colours, 2)) > 18


@pytest.fixture
def panel(tmp_path: Path, qgis_app: object, wait_until: Wait) -> object:
    from plugin.gui.site_panel import SitePanel

    made = SitePanel()
    made.set_folder(write_results(tmp_path / "results", 2))
    wait_until(lambda: made.plots.figure is not None)
    yield made
    made.shut_down()


def test_plots_turn_dark_with_the_window_and_files_stay_white(panel: object, tmp_path: Path) -> None:
    from qgis.PyQt.QtGui import QColor, QImage, QPalette

    figure, dark = panel.plots.figure, QPalette()
    assert figure.canvas.figure.get_facecolor()[:3] == (1, 1, 1)
    dark.setColor(QPalette.ColorRole.Base, QColor("#202020"))
    dark.setColor(QPalette.ColorRole.Text, QColor("#f0f0f0"))
    figure.setPalette(dark)
    assert figure.canvas.figure.get_facecolor()[:3] == pytest.approx((32 / 255,) * 3)
    assert figure.canvas.curves.xaxis.label.get_color() == "#f0f0f0"
    figure.toolbar.save_as(tmp_path / "plot.png", "PNG picture (*.png)")
    assert QImage(str(tmp_path / "plot.png")).pixelColor(2, 2).name() == "#ffffff"
    assert figure.canvas.figure.get_facecolor()[:3] == pytest.approx((32 / 255,) * 3)


def test_a_section_is_drawn_on_dark_paper_in_a_dark_window(qgis_app: object) -> None:
    from qgis.PyQt.QtGui import QColor, QPalette

    from plugin.gui.section_view import SectionView

    view, dark = SectionView(), QPalette()
    assert view.grab().toImage().pixelColor(2, 2).name() == "#ffffff"
    dark.setColor(QPalette.ColorRole.Base, QColor("#202020"))
    dark.setColor(QPalette.ColorRole.Text, QColor("#f0f0f0"))
    view.setPalette(dark)
    assert view.grab().toImage().pixelColor(2, 2).name() == "#202020"
    assert view.ink.name() == "#f0f0f0"


def test_letters_stand_out_where_a_style_sheet_leaves_the_palette_black_on_black(qgis_app: object) -> None:
    from qgis.PyQt.QtGui import QColor, QPalette

    from plugin.gui.theme import DARK, theme_of

    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#1e1e1e"))
    assert theme_of(palette).ink == DARK.ink
