"""Reports of real runs: what they hold, and what they refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from plugin.engine.pipeline import carry_out
from plugin.engine.report.contents import load_contents
from plugin.protocol.display_units import KILOMETRES, METRES
from plugin.protocol.errors import Cancelled, OutputError
from plugin.protocol.map_options import MapOptions, SectionOptions
from plugin.protocol.orders import (
    Compare,
    CutSection,
    DrawMaps,
    Invert,
    MakeProducts,
    MakeReport,
    WrittenLine,
)
from plugin.protocol.overrides import Overrides
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request
from plugin.protocol.source import Source

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"
PLACE = "432390,5349198"  # of M01
HEAD = "site,x,y,crs,frequency_hz,phase_velocity_m_s,sigma_m_s\n"


def part_of(name: str, sites: list[str], folder: Path) -> Path:
    """The named sites of a bundled survey."""
    head, *rows = (EXAMPLES / f"{name}.csv").read_text().splitlines()
    path = folder / f"{name}.csv"
    path.write_text("\n".join([head, *(row for row in rows if row.split(",")[0] in sites)]) + "\n")
    return path


def inverted(survey: Path, folder: Path, request: Request) -> Path:
    carry_out(Invert(Source(survey, survey.name), folder, request))
    return folder


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine sites of the valley, mapped."""
    folder = tmp_path_factory.mktemp("report")
    survey = part_of("near_surface_valley", [f"M{i:02d}" for i in range(1, 10)], folder)
    inverted(survey, folder / "run", Request(samples=20, independent=True))
    carry_out(DrawMaps(folder / "run", MapOptions()))
    return folder / "run"


@pytest.fixture(scope="module")
def page(results: Path) -> str:
    done = carry_out(MakeReport(results, "Nine sites & more", ("M03", "M01")))
    assert [path.name for path in done.paths] == ["report.html", "report.pdf"]
    return (results / "report.html").read_text(encoding="utf-8")


def test_the_page_needs_nothing_beside_it(page: str) -> None:
    assert not re.search(r"""(?:src|href)=["'](?!data:|#)""", page)
    assert "<script" not in page


def test_the_title_is_the_users_and_is_text(page: str) -> None:
    assert "<h1>Nine sites &amp; more</h1>" in page


def test_the_sites_that_were_asked_for_have_a_page_in_that_order(page: str) -> None:
    assert re.findall(r"<h3>(.*?)</h3>", page) == ["M03", "M01"]
    assert page.count("<svg") == 2


def test_all_sites_stand_in_the_table(page: str) -> None:
    for i in range(1, 10):
        assert f"<td>M{i:02d}</td>" in page


@pytest.mark.parametrize(
    "said",
    [
        "chi = sqrt(mean(((observed - predicted) / sigma)^2))",
        "EPSG:32633",
        "Rayleigh, phase velocity, fundamental mode",
        "stated by the survey, one standard deviation",
        "Poisson&#39;s ratio",
        "depth of investigation",
        "were not assessed",
        "water table",
        "one standard deviation",
    ],
)
def test_what_was_measured_assumed_and_not_known_is_said(page: str, said: str) -> None:
    assert said in page


def test_the_document_has_a_sheet_for_each_site(page: str, results: Path) -> None:
    document = (results / "report.pdf").read_bytes()
    assert document.startswith(b"%PDF-")
    assert int(re.search(rb"/Count (\d+)", document)[1]) >= 2 + 3  # type: ignore[index]


def test_a_site_that_is_not_there_is_named(results: Path) -> None:
    with pytest.raises(OutputError, match="has no site X1"):
        carry_out(MakeReport(results, sites=("X1",)))


def test_a_report_that_is_cancelled_leaves_the_one_before(page: str, results: Path) -> None:
    with pytest.raises(Cancelled):
        carry_out(MakeReport(results, "Another"), Monitor(cancelled=lambda: True))
    assert (results / "report.html").read_text(encoding="utf-8") == page


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no finished run"):
        carry_out(MakeReport(tmp_path))
    assert not list(tmp_path.iterdir())


def test_without_refinement_places_maps_or_drawn_profiles_there_is_a_report_too(tmp_path: Path) -> None:
    rows = "".join(f"A<b>,,,,{f},{200 + 100 / f},\n" for f in (4, 6, 9, 14, 22))
    (tmp_path / "one.csv").write_text(HEAD + rows)
    folder = inverted(tmp_path / "one.csv", tmp_path / "run", Request(samples=0, ensembles=False))
    carry_out(MakeReport(folder))
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "<h3>A&lt;b&gt;</h3>" in page
    assert "<h2>Maps</h2>" not in page
    assert "3 % of the velocity was assumed" in page


def test_crusts_are_told_of_in_kilometres(tmp_path: Path, results: Path) -> None:
    survey = part_of("crustal_grid", ["G001", "G002"], tmp_path)
    crust = load_contents(inverted(survey, tmp_path / "run", Request(samples=5)))
    assert (crust.unit, load_contents(results).unit) == (KILOMETRES, METRES)
    assert crust.curved


def test_the_report_goes_with_its_run(page: str, results: Path) -> None:
    listed = json.loads((results / "manifest.json").read_text())
    assert "report.html" in json.dumps(listed)


def test_sections_boreholes_and_products_are_in_it_where_they_were_made(
    page: str, results: Path, tmp_path: Path
) -> None:
    assert "<h2>Boreholes</h2>" not in page
    hole = tmp_path / "hole.csv"
    hole.write_text(
        "hole,x,y,depth_m,vs_m_s\n" + "".join(f"B<1>,{PLACE},{z},{200 + 20 * z}\n" for z in range(31))
    )
    line = WrittenLine(str(EXAMPLES / "near_surface_valley_line.geojson"))
    carry_out(CutSection(results, line, SectionOptions(corridor=3000.0), results / "section.tif"))
    carry_out(Compare(results, Source(hole, hole.name, overrides=Overrides(crs="EPSG:32633"))))
    carry_out(MakeProducts(results))
    carry_out(MakeReport(results, sites=("M04",)))
    full = (results / "report.html").read_text(encoding="utf-8")
    for part in ("<h2>Sections</h2>", "<h2>Boreholes</h2>", "fundamental period of the site", "NTC 2018"):
        assert part in full
    assert 'alt="Borehole B&lt;1&gt;"' in full
    assert "Lines: sections; squares: boreholes." in full
