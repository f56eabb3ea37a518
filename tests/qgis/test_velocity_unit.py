"""One unit of velocity in legends, labels and map tips, by the survey's depths or as the user says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def as_before(project: object) -> Iterator[None]:
    from plugin.qgis_layers.velocity_unit import AUTOMATIC, choose_unit

    yield
    choose_unit(AUTOMATIC)


def read_by_people(layers: object) -> dict[str, object]:
    """Legends of rasters and sites, map tip and labels of contours."""
    from plugin.qgis_layers.colours import scale_of

    rasters = {layer.name(): layer for layer in (layers.vs, layers.sigma, *layers.singles)}
    return {
        **{name: scale_of(rasters[name].renderer()).labels for name in ("Vs", "Vs ± 1 σ", "Vs30")},
        "sites": [rule.label() for rule in layers.sites.renderer().rootRule().children()],
        "tip": layers.sites.mapTipTemplate(),
        "contours": layers.lines[0].labeling().settings().fieldName,
    }


def test_a_survey_of_the_near_surface_is_read_in_metres(mapped: Path, project: object) -> None:
    from plugin.qgis_layers.results import add_results

    told = read_by_people(add_results(mapped, "town", project))
    for name in ("Vs", "Vs ± 1 σ", "Vs30"):
        assert all(label.endswith(" m/s") for label in told[name])
    assert told["Vs"] == told["Vs30"]
    assert not any("km/s" in label for label in told["sites"]) and "km/s'" not in told["tip"]


def test_every_place_says_the_unit_that_is_chosen_and_comes_back(mapped: Path, project: object) -> None:
    from plugin.protocol.display_units import KILOMETRES, METRES
    from plugin.qgis_layers.results import add_results
    from plugin.qgis_layers.unit_change import read_in
    from plugin.qgis_layers.velocity_unit import choose_unit

    layers = add_results(mapped, "town", project)
    metres, values = read_by_people(layers), layers.scale.values
    choose_unit("km/s")
    layers = read_in(layers, mapped, KILOMETRES)
    told = read_by_people(layers)
    for name in ("Vs", "Vs ± 1 σ", "Vs30"):
        assert all(label.endswith(" km/s") for label in told[name])
    assert told["Vs"][0] == f"≤ {values[0] / 1000:g} km/s"
    assert not any(" m/s" in label for label in told["sites"])
    assert "km/s'" in told["tip"] and told["contours"] == 'round("vs_m_s" * 0.001, 4)'
    assert layers.scale.values == values  # the rasters stay as they are
    choose_unit("m/s")
    assert read_by_people(read_in(layers, mapped, METRES)) == metres


def test_results_that_are_opened_are_in_the_chosen_unit(mapped: Path, project: object) -> None:
    from plugin.qgis_layers.results import add_results
    from plugin.qgis_layers.velocity_unit import choose_unit

    choose_unit("km/s")
    layers = add_results(mapped, "town", project)
    assert layers.scale.labels[-1].endswith(" km/s") and layers.scale.labels[-1].startswith("≥ ")


def test_the_head_of_a_legend_says_the_unit(mapped: Path, project: object) -> None:
    from qgis.core import QgsMapLayerLegendUtils

    from plugin.qgis_layers.results import add_results

    layers = add_results(mapped, "town", project)
    layers.show_band(2)
    node = project.layerTreeRoot().findLayer(layers.vs.id())
    assert QgsMapLayerLegendUtils.legendNodeUserLabel(node, 0) == "Vs 5 m (m/s)"


@pytest.mark.parametrize(
    ("depth", "unit"), [("30", "m/s"), ("1999", "m/s"), ("2000", "km/s"), ("60000.0", "km/s")]
)
def test_what_suits_a_survey_is_told_by_how_deep_it_reaches(
    project: object, tmp_path: Path, depth: str, unit: str
) -> None:
    from plugin.qgis_layers.velocity_unit import unit_of_results

    rows = "site,depth_m,vs_m_s,trusted\nA,10,200,1\n" + f'"B, the last",{depth},200,0\n'
    (tmp_path / "profiles.csv").write_text(rows)
    assert unit_of_results(tmp_path).velocity == unit


def test_the_choice_is_kept_with_the_project_and_for_new_ones_with_the_user(
    project: object, tmp_path: Path
) -> None:
    from plugin.qgis_layers.velocity_unit import choose_unit, chosen_unit

    choose_unit("km/s")
    project.write(str(tmp_path / "one.qgs"))
    project.clear()
    assert chosen_unit() == "km/s"
    choose_unit("automatic")
    project.clear()
    assert chosen_unit() == "automatic"
    project.read(str(tmp_path / "one.qgs"))
    assert chosen_unit() == "km/s"
