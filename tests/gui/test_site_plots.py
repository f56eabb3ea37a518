"""The plots of sites show what the tables of a result hold, and are used as plots are."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from docks import Wait
from engine_side import write_results

DEPTHS = (2.0, 5.0, 10.0, 20.0)
REPORTED = 200 * np.array(DEPTHS) ** 0.25
FREQUENCY, OBSERVED = [10.0, 25.0], [400.0, 200.0]


@pytest.fixture
def folder(qgis_app: object, tmp_path: Path) -> Path:
    return write_results(tmp_path / "results", 2)


@contextmanager
def opened(folder: Path, wait_until: Wait) -> Iterator[object]:
    from plugin.gui.site_panel import SitePanel

    made = SitePanel()
    made.resize(380, 760)
    made.show()
    made.set_folder(folder)
    wait_until(lambda: made.plots.figure is not None)
    wait_until(lambda: not made.busy)
    wait_until(lambda: not made.plots.drawn.slot.busy)
    yield made
    made.shut_down()
    made.close()


@pytest.fixture
def panel(folder: Path, wait_until: Wait) -> Iterator[object]:
    with opened(folder, wait_until) as made:
        yield made


def choose(panel: object, wait_until: Wait, name: str) -> None:
    panel.choose(name)
    wait_until(lambda: not panel.busy)


def lines(axes: object) -> dict[str, object]:
    """The lines with data, by their order and by their names."""
    found = [line for line in axes.lines if len(line.get_xdata())]
    return {**dict(enumerate(found)), **{line.get_label(): line for line in found}}


def legend(axes: object) -> list[str]:
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_points_and_the_predicted_curve_stand_at_their_frequencies(panel: object) -> None:
    curves = panel.plots.figure.canvas.curves
    drawn = lines(curves)
    assert drawn[0].get_xdata().tolist() == FREQUENCY
    assert drawn[0].get_ydata().tolist() == OBSERVED
    assert drawn[1].get_xdata().tolist() == FREQUENCY
    assert drawn[1].get_ydata().tolist() == pytest.approx([404.0, 202.0])
    assert (curves.get_xscale(), curves.get_xlabel()) == ("log", "Frequency (Hz)")
    assert 0.8 * min(FREQUENCY) < curves.get_xlim()[0] and curves.get_xlim()[1] < 1.25 * max(FREQUENCY)
    assert curves.get_title() == "Site S000, misfit χ 0.40"
    assert legend(curves) == ["Rayleigh phase, observed", "predicted"]


def test_a_curve_that_was_not_predicted_is_not_named(folder: Path, wait_until: Wait) -> None:
    head, *rows = list(csv.reader((folder / "curves.csv").read_text().splitlines()))
    with (folder / "curves.csv").open("w", newline="") as file:
        blank = [["" if name == "predicted" else one for name, one in zip(head, row)] for row in rows]
        csv.writer(file).writerows([head, *blank])
    with opened(folder, wait_until) as panel:
        assert legend(panel.plots.figure.canvas.curves) == ["Rayleigh phase, observed"]


def test_both_plots_are_in_the_unit_of_velocity_and_keep_their_depths(panel: object) -> None:
    from plugin.protocol.display_units import KILOMETRES

    canvas = panel.plots.figure.canvas
    panel.set_unit(KILOMETRES)
    assert lines(canvas.curves)[0].get_ydata().tolist() == pytest.approx([v / 1000 for v in OBSERVED])
    assert canvas.curves.get_ylabel() == "Velocity (km/s)" and canvas.profiles.get_xlabel() == "Vs (km/s)"
    assert canvas.profiles.get_ylabel() == "Depth (m)" and canvas.profiles.get_ylim()[0] == 20.0
    assert max(lines(canvas.profiles)["reported Vs"].get_xdata()) < 1.0


@pytest.mark.parametrize(
    ("row", "label", "places"), [(1, "Period (s)", [0.1, 0.04]), (2, "Wavelength (m)", [40.0, 8.0])]
)
def test_a_curve_is_drawn_against_what_the_user_chooses(
    panel: object, wait_until: Wait, row: int, label: str, places: list[float]
) -> None:
    box = panel.plots.abscissa_box
    box.setCurrentIndex(row)
    box.activated.emit(row)
    choose(panel, wait_until, "S003")
    curves = panel.plots.figure.canvas.curves
    assert curves.get_xlabel() == label
    assert lines(curves)[0].get_xdata() == pytest.approx(places)


def test_a_profile_comes_with_its_median_its_layers_and_what_was_drawn(
    panel: object, wait_until: Wait
) -> None:
    profiles = panel.plots.figure.canvas.profiles
    drawn = lines(profiles)
    for name in ("reported Vs", "median"):
        assert drawn[name].get_ydata().tolist() == list(DEPTHS)
        assert drawn[name].get_xdata() == pytest.approx(REPORTED, rel=1e-4)
    edges = np.sqrt(np.array(DEPTHS[1:]) * DEPTHS[:-1])
    assert drawn["layers"].get_ydata() == pytest.approx([0, *np.repeat(edges, 2), 20.0], rel=1e-4)
    assert drawn["layers"].get_xdata() == pytest.approx(np.repeat(REPORTED, 2), rel=1e-4)
    wait_until(lambda: "accepted profiles" in legend(profiles))
    thin = next(c for c in profiles.collections if c.get_label() == "accepted profiles").get_segments()
    assert [segment[0].tolist() for segment in thin] == [
        pytest.approx([factor * REPORTED[0], 2.0], rel=1e-3) for factor in (0.8, 1.0, 1.25)
    ]
    assert profiles.get_ylim() == (20.0, 0.0)
    assert {"90 % band", "68 % band", "unresolved"} <= set(legend(profiles))


def test_the_drawn_profiles_are_those_of_the_site_in_view(panel: object, wait_until: Wait) -> None:
    for name in ("S001", "S002", "S003"):
        panel.choose(name)
    profiles = panel.plots.figure.canvas.profiles
    wait_until(lambda: "accepted profiles" in legend(profiles))
    assert not panel.plots.drawn.slot.busy
    assert legend(profiles).count("accepted profiles") == 1


def test_results_without_drawn_profiles_show_the_rest(panel: object, folder: Path, wait_until: Wait) -> None:
    (folder / "ensembles.parquet").unlink()
    choose(panel, wait_until, "S001")
    assert not panel.plots.drawn.slot.busy
    assert "reported Vs" in legend(panel.plots.figure.canvas.profiles)
    assert panel.message.text() == ""


def test_sites_of_parquet_tables_are_shown_as_those_of_csv(
    panel: object, tmp_path: Path, wait_until: Wait
) -> None:
    large = write_results(tmp_path / "large", 2, tables="parquet")
    assert not (large / "profiles.csv").exists()
    with opened(large, wait_until) as other:
        for index in (0, 2):
            for each in (panel, other):
                each.box.setCurrentIndex(index)
                wait_until(lambda each=each: [s.name for s in each.plots.sites] == [each.box.currentText()])
            (one,), (same,) = panel.plots.sites, other.plots.sites
            for name in vars(one):
                np.testing.assert_array_equal(getattr(same, name), getattr(one, name))
        assert other.message.text() == panel.message.text()
        other.choose_several(["S001", "S003"])
        wait_until(lambda: [site.name for site in other.plots.sites] == ["S001", "S003"])
        (large / "curves.parquet").write_bytes(b"damaged")
        other.choose("S000")
        wait_until(lambda: "curves.parquet" in other.message.text())


def test_sites_are_compared_in_colours_of_their_own(panel: object, wait_until: Wait) -> None:
    panel.plots.compare_box.setChecked(True)
    for name in ("S002", "S003", "S002"):
        choose(panel, wait_until, name)
    for axes in (panel.plots.figure.canvas.curves, panel.plots.figure.canvas.profiles):
        assert legend(axes) == ["S000", "S003", "S002"]
    assert panel.plots.figure.canvas.curves.get_title() == "3 sites"
    panel.plots.compare_box.setChecked(False)
    wait_until(lambda: not panel.busy)
    assert [site.name for site in panel.plots.sites] == ["S002"]


def test_axes_stay_from_site_to_site_where_that_is_wanted(panel: object, wait_until: Wait) -> None:
    curves = panel.plots.figure.canvas.curves
    curves.set_xlim(5.0, 50.0)
    panel.plots.same_box.setChecked(True)
    choose(panel, wait_until, "S001")
    assert curves.get_xlim() == (5.0, 50.0)
    panel.plots.same_box.setChecked(False)
    choose(panel, wait_until, "S002")
    assert 9 < curves.get_xlim()[0] < 10


def test_plots_stand_below_each_other_or_side_by_side(panel: object, qgis_app: object) -> None:
    canvas = panel.plots.figure.canvas
    for width, beside in ((380, False), (900, True)):
        panel.resize(width, 760)
        qgis_app.processEvents()
        first, second = canvas.curves.get_position(), canvas.profiles.get_position()
        assert (first.x1 < second.x0) == beside
        assert (first.y0 > second.y1) != beside


@pytest.mark.parametrize(
    ("kind", "chosen", "file", "start"),
    [
        ("PNG picture (*.png)", "S000", "S000.png", b"\x89PNG"),
        ("SVG drawing (*.svg)", "S000.png", "S000.png", b"\x89PNG"),
        ("SVG drawing (*.svg)", "S000", "S000.svg", b"<?xml"),
        ("PDF document (*.pdf)", "S000", "S000.pdf", b"%PDF"),
        ("Curves as a table (*.csv)", "S000.png", "S000.csv", b"site,branch"),
    ],
)
def test_a_plot_is_saved_as_what_was_chosen(
    panel: object, tmp_path: Path, kind: str, chosen: str, file: str, start: bytes
) -> None:
    panel.plots.figure.toolbar.save_as(tmp_path / chosen, kind)
    assert (tmp_path / file).read_bytes().startswith(start)


def test_tables_hold_the_numbers_of_the_plots(panel: object, tmp_path: Path) -> None:
    toolbar = panel.plots.figure.toolbar
    toolbar.save_as(tmp_path / "c", "Curves as a table (*.csv)")
    toolbar.save_as(tmp_path / "p", "Profiles as a table (*.csv)")
    with (tmp_path / "c.csv").open(newline="") as table:
        last, first = csv.DictReader(table)
    assert (first["site"], first["branch"]) == ("S000", "Rayleigh phase")
    numbers = ("frequency_hz", "period_s", "wavelength_m", "observed_m_s", "sigma_m_s", "predicted_m_s")
    assert [float(last[name]) for name in numbers] == pytest.approx([10, 0.1, 40, 400, 12, 404])
    with (tmp_path / "p.csv").open(newline="") as table:
        *_, last = csv.DictReader(table)
    assert float(last["depth_m"]) == 20
    assert float(last["vs_p95"]) == pytest.approx(REPORTED[-1] * np.exp(0.2), rel=1e-4)


def test_a_file_that_the_dialog_did_not_ask_about_is_kept(panel: object, tmp_path: Path) -> None:
    (tmp_path / "S000.csv").write_text("mine")
    panel.plots.figure.toolbar.save_as(tmp_path / "S000", "Curves as a table (*.csv)")
    assert (tmp_path / "S000.csv").read_text() == "mine"
    assert "is there already" in panel.message.text()


def test_a_plot_is_copied_as_a_picture(panel: object, qgis_app: object) -> None:
    panel.plots.figure.toolbar.copy_action.trigger()
    assert qgis_app.clipboard().image().width() == panel.plots.figure.canvas.width()


def test_without_matplotlib_a_line_says_what_to_install(
    folder: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugin.gui import plot_library, site_plots
    from plugin.gui.site_panel import SitePanel

    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr(site_plots, "LIBRARY", plot_library.PlotLibrary())
    plot_library.why_missing.cache_clear()
    made = SitePanel()
    made.set_folder(folder)
    wait_until(lambda: "matplotlib" in made.plots.message.text())
    assert "Install it for QGIS's Python" in made.plots.message.text()
    assert made.plots.figure is None
    made.choose("S003")
    assert made.box.currentText() == "S003"
    plot_library.why_missing.cache_clear()


def test_the_buttons_of_a_plot_explain_themselves_in_the_plugins_own_words(qgis_app: object) -> None:
    from plugin.gui.plot_toolbar import PlotToolbar

    tips = {name: tip for name, tip, *_ in PlotToolbar.toolitems}
    assert list(tips) == ["Home", "Back", "Forward", "Pan", "Zoom"]
    assert tips["Zoom"] == "Zoom to a rectangle"
