"""A project that is opened again shows its results as before."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from docks import Wait
from engine_side import write_results


@pytest.fixture
def saved(project: object, tmp_path: Path) -> Path:
    """A project file with the sites of a result, and nothing open any more."""
    from plugin.qgis_layers.results import add_results

    write_results(tmp_path / "results", 3)
    add_results(tmp_path / "results", "campaign", project)
    path = tmp_path / "campaign.qgz"
    assert project.write(str(path))
    project.clear()
    return path


def test_sites_of_an_opened_project_show_curve_and_profile(
    dock: object, project: object, saved: Path, wait_until: Wait
) -> None:
    panel = dock.results.site_panel
    assert not panel.box.isEnabled()
    assert project.read(str(saved))
    with (saved.parent / "results" / "profiles.csv").open(newline="") as table:
        vs = [float(row["vs_m_s"]) for row in csv.DictReader(table) if row["site"] == "S003"]
    (sites,) = project.mapLayersByName("Sites")
    feature = next(f for f in sites.getFeatures() if f["site"] == "S003")
    sites.selectByIds([feature.id()])
    assert panel.box.currentText() == "S003"
    wait_until(lambda: not panel.busy)
    (shown,) = panel.plots.sites
    assert shown.name == "S003"
    assert shown.vs.tolist() == pytest.approx(vs, rel=1e-5)
    assert shown.quantiles.shape == (len(shown.depth), 5)
    assert dock.results.section_panel.button.isEnabled()


def test_choosing_a_layer_of_another_result_shows_that_one(
    dock: object, project: object, window: object, tmp_path: Path
) -> None:
    from plugin.qgis_layers.results import add_results

    layers = {}
    for name in ("old", "new"):
        write_results(tmp_path / name, 2)
        layers[name] = add_results(tmp_path / name, name, project)
        window.currentLayerChanged.emit(layers[name].sites)
        assert dock.results.folder == tmp_path / name
    window.currentLayerChanged.emit(layers["old"].sites)
    assert dock.results.layers.group_name == "old"


def test_tables_that_are_gone_are_named(dock: object, project: object, saved: Path, wait_until: Wait) -> None:
    (saved.parent / "results" / "curves.csv").unlink()
    project.read(str(saved))
    panel = dock.results.site_panel
    wait_until(lambda: not panel.busy)
    assert "curves.csv" in panel.message.text()
    assert not panel.plots.sites
