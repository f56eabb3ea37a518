"""Before a run the sites are seen on the map and the curves in a plot, with what looks wrong marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from docks import GOOD, Wait, choose_file

SITES = "site,x,y,crs,frequency_hz,phase_velocity_m_s\n" + "".join(
    f"S{i},{500000 + 40 * i},{5300000 + 35 * (i % 2)},EPSG:32633,{f},{180 + 900 / f}\n"
    for i in range(4)
    for f in (4, 6, 9, 13, 19, 28)
)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Four good sites, one whose curve jumps, and one that is lost."""
    jumping = "".join(
        f"J,500100,5300100,EPSG:32633,{f},{v}\n"
        for f, v in ((4, 400), (6, 320), (9, 280), (9.5, 420), (13, 250))
    )
    lost = "".join(f"L,500200,5300100,EPSG:32633,{f},-5\n" for f in (4, 6, 9))
    path = tmp_path / "town.csv"
    path.write_text(SITES + jumping + lost)
    return path


def test_sites_and_curves_are_seen_with_suspects_marked(
    dock: object, project: object, survey: Path, tmp_path: Path, wait_until: Wait
) -> None:
    panel, preview = dock.survey_panel, dock.preview
    assert not panel.preview_button.isVisible()
    choose_file(dock, survey, wait_until)
    panel.preview_button.click()
    wait_until(lambda: not preview.slot.busy)
    wait_until(lambda: preview.figure is not None and preview.figure.isVisible())
    states = {site["site"]: site["state"] for site in preview.layer.getFeatures()}
    assert {name: state for name, state in states.items() if state != "used"} == {"J": "suspect", "L": "lost"}
    assert sorted(states) == ["J", "L", "S0", "S1", "S2", "S3"]
    place = next(site for site in preview.layer.getFeatures() if site["site"] == "S1").geometry().asPoint()
    assert (place.x(), place.y()) == (500040, 5300035)
    drawn = {lines.get_label(): lines.get_segments() for lines in preview.figure.axes.collections}
    assert {name: len(lines) for name, lines in drawn.items()} == {"curves": 4, "suspect, but used": 1}
    assert drawn["suspect, but used"][0].tolist() == [[4, 400], [6, 320], [9, 280], [9.5, 420], [13, 250]]
    assert preview.figure.axes.get_title() == "5 of 5 curves"
    assert 3 < preview.figure.axes.get_xlim()[0] < 4 and 28 < preview.figure.axes.get_xlim()[1] < 36
    assert project.mapLayersByName("Preview") == [preview.layer]

    (tmp_path / "other.csv").write_text(GOOD)
    choose_file(dock, tmp_path / "other.csv", wait_until)
    assert not preview.figure.isVisible() and project.mapLayers() == {}
