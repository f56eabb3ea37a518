"""Sections as figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from results import make_result, square

from plugin.engine.along_line import SYSTEM
from plugin.engine.positions import parse_crs
from plugin.engine.reading.lines import Line
from plugin.engine.results.outputs import write_result
from plugin.engine.sections.figure import FIGURES, draw_section, exaggeration, section_figure
from plugin.engine.sections.lines import along_sites
from plugin.engine.sections.observed import observed_section
from plugin.engine.sections.pseudo_section import Section
from plugin.engine.sections.section import make_section
from plugin.engine.sections.section_picture import BLANK, SectionPicture
from plugin.engine.sections.velocity_scale import VelocityScale, unit_of_line
from plugin.protocol.display_units import DisplayUnit, unit_for
from plugin.protocol.errors import OutputError
from plugin.protocol.map_options import SectionOptions

UTM = "EPSG:32633"
PLAIN = SectionOptions(figure=False)
BENT = Line(np.array([[5e5, 5e6], [500_400, 5e6], [500_400, 5_000_400]]), UTM, "street", "B")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_result(make_result(*square()), tmp_path)
    return tmp_path


def texts(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Text))


def test_a_section_comes_with_its_figure_in_three_forms_that_are_the_same_each_time(folder: Path) -> None:
    make_section(folder, BENT)
    first = {ending: (folder / f"section{ending}").read_bytes() for ending in FIGURES}
    assert first[".png"].startswith(b"\x89PNG")
    assert first[".pdf"].startswith(b"%PDF")
    assert b"<svg" in first[".svg"]
    make_section(folder, BENT)
    assert first == {ending: (folder / f"section{ending}").read_bytes() for ending in FIGURES}


def test_a_figure_of_somebody_elses_is_not_replaced(folder: Path) -> None:
    (folder / "section.png").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"section.png: is there already"):
        make_section(folder, BENT)
    assert (folder / "section.png").read_bytes() == b"mine"


def test_a_figure_elsewhere_is_replaced_where_it_is_a_sections(folder: Path, tmp_path: Path) -> None:
    target = tmp_path.parent / f"{tmp_path.name}_elsewhere" / "cut.tif"
    target.parent.mkdir()
    make_section(folder, BENT, target=target)
    make_section(folder, BENT, target=target)
    assert sorted(path.suffix for path in target.parent.iterdir()) == [
        *(".csv", ".gpkg", ".pdf", ".png", ".svg", ".tif"),
    ]


def test_a_figure_says_what_it_shows_and_how_it_was_made(folder: Path) -> None:
    section = make_section(folder, BENT, PLAIN)
    words = texts(section_figure(section, observed_section(folder, section, "lambda/3")))
    for said in (
        *(
            "Pseudo-2D Vs section B\u2013B\u2032: street",
            "bend 1",
            "Depth (m)",
            "Distance along the line (m)",
        ),
        *("Log Vs kriged between 1-D profiles, usually 100 m apart", "no site within 150 m knows Vs"),
        *("Vs and phase velocity (m/s)", "Rayleigh fundamental mode at \u03bb/3", "S000 (0)"),
    ):
        assert said in words


def test_the_exaggeration_is_that_of_the_axes(folder: Path) -> None:
    section = make_section(folder, BENT, PLAIN)
    axes = Figure(figsize=(10, 10)).add_axes((0.1, 0.1, 0.8, 0.4))
    draw_section(axes, section)
    # 800 m over 8 inches, 20 m over 4.
    assert exaggeration(axes, section) == pytest.approx(20, rel=1e-3)


def test_observed_velocities_lie_at_shares_of_their_wavelengths(folder: Path) -> None:
    section = make_section(folder, BENT, SectionOptions(figure=False, corridor=20))
    half, third = (observed_section(folder, section, rule) for rule in ("lambda/2", "lambda/3"))
    assert half.distance.tolist() == pytest.approx(np.repeat(np.arange(9) * 100.0, 2), abs=1e-6)
    assert half.depth.tolist() == pytest.approx([4.0, 20.0] * 9)
    assert third.depth == pytest.approx(half.depth * 2 / 3)
    assert half.velocity.tolist() == [200.0, 400.0] * 9
    assert observed_section(folder, section, "none") is None
    cells = half.filled(800.0, 24.0)
    depth = (np.arange(200) + 0.5) / 200 * 24
    inside = (depth >= 4) & (depth <= 20)
    assert np.isfinite(cells[inside]).all() and np.isnan(cells[~inside]).all()
    assert cells[inside, 7] == pytest.approx(200 + 200 * (depth[inside] - 4) / 16)


def widened(section: Section, times: float) -> Section:
    section.along.sigma[:] = times * section.along.vs
    return section


def test_colours_fade_continuously_with_the_uncertainty(folder: Path) -> None:
    section = make_section(folder, BENT, PLAIN)
    scale = VelocityScale.of(section)
    shades = []
    for share in (0.05, 0.2, 0.35, 0.6):
        image = SectionPicture.of(widened(section, share), scale).image
        shades.append(1 - image[250, 500, :3] / 255)
    strength = np.array([shade.sum() / shades[0].sum() for shade in shades])
    assert strength == pytest.approx([1, 0.805, 0.5125, 0.22], abs=0.01)


def test_what_lies_below_the_depth_of_investigation_goes_over_into_the_blank(folder: Path) -> None:
    section = make_section(folder, BENT, SectionOptions(figure=False, keep_untrusted=True, max_depth=20))
    section.window[1] = 10.0
    image = SectionPicture.of(section, VelocityScale.of(section)).image
    column = np.abs(image[:, 500, :3] / 255 - BLANK).sum(axis=1)
    depth = np.linspace(0, 20, len(column))
    assert (column[depth > 12.6] < 0.02).all()
    edge = column[(depth > 10) & (depth < 12.5)]
    assert (np.diff(edge) <= 0).all() and np.abs(np.diff(edge)).max() < 0.06 * edge[0]


def test_a_crust_is_drawn_in_kilometres_and_a_wide_range_in_equal_ratios() -> None:
    assert unit_for(60_000) == DisplayUnit("km", 1e-3)
    assert unit_of_line(2300) == DisplayUnit("m", 1.0)
    assert VelocityScale(150, 1500, DisplayUnit("m", 1.0)).levels() == [200, 300, 400, 500, 600, 800, 1000]
    assert VelocityScale(3.0, 4.6, DisplayUnit("km", 1e-3)).levels() == [3.25, 3.5, 3.75, 4.0, 4.25, 4.5]


def test_sites_along_a_line_have_a_figure_too(tmp_path: Path) -> None:
    write_result(make_result([32.5, 12.5, 22.5], [0, 0, 0], SYSTEM), tmp_path)
    line = along_sites(np.array([32.5, 12.5, 22.5]), np.zeros(3), parse_crs(SYSTEM))
    words = texts(section_figure(make_section(tmp_path, line, PLAIN)))
    assert "S001 (0)" in words and "Log Vs interpolated (linear)" in words
