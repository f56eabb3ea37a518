"""Pseudo-sections along a line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
import shapely
from results import make_result, square
from terrains import plane, write_terrain

from plugin.engine.along_line import SYSTEM
from plugin.engine.maps.maps import make_maps
from plugin.engine.positions import parse_crs, reproject
from plugin.engine.reading.lines import Line, read_lines
from plugin.engine.results.outputs import write_result
from plugin.engine.sections.lines import along_sites
from plugin.engine.sections.section import make_section
from plugin.engine.survey import Elevations
from plugin.protocol.errors import OutputError
from plugin.protocol.map_options import MapOptions, SectionOptions

UTM = "EPSG:32633"
PLAIN = SectionOptions(figure=False)
ACROSS = Line(np.array([[500_000.0, 5_000_200.0], [500_400.0, 5_000_200.0]]), UTM, "across")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    x, y = square()
    write_result(make_result(x, y, surface_vs=200 * np.exp((x - 500_000) / 1000)), tmp_path)
    return tmp_path


def test_vs_follows_the_sites_along_the_line_and_down(folder: Path) -> None:
    section = make_section(folder, ACROSS, SectionOptions(figure=False, method="linear"))
    truth = 200 * np.exp(section.distance / 1000) * section.depth[:, None] ** 0.25
    shown = np.isfinite(section.vs)
    assert section.vs[shown] == pytest.approx(truth[shown], rel=2e-5)
    assert section.sigma[shown] == pytest.approx(truth[shown] * np.sinh(0.1), rel=2e-5)
    assert np.array_equal(shown.any(axis=1), (section.depth >= 2) & (section.depth <= 20))
    assert shown.all(axis=1)[section.depth > 2].all()


def test_a_kriged_section_holds_what_the_map_holds_there(tmp_path: Path) -> None:
    x, y = square(6)
    surface_vs = 200 * np.exp(np.sin(x / 150) * np.cos(y / 200) / 3)
    write_result(make_result(x, y, surface_vs=surface_vs), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, contours=False, resolution=5))
    section = make_section(
        tmp_path, Line(np.array([[500_020.0, 5_000_150.0], [500_450, 5_000_330]]), UTM), PLAIN
    )
    places = section.course.at(section.distance)
    row = int(np.argmin(np.abs(section.depth - 10)))
    p95 = section.along.levels[95]
    for file, values in (("vs", section.vs), ("vs_sigma", section.sigma), ("vs_p95", p95)):
        with rasterio.open(tmp_path / f"{file}.tif") as raster:
            there = [one[raster.descriptions.index(BAND[file])] for one in raster.sample(places)]
        assert values[row] == pytest.approx(np.array(there), rel=0.03)
    assert section.summary().count("log Vs kriged; 18 sites within 150 m of the line") == 1


BAND = {"vs": "Vs 10 m", "vs_sigma": "Vs sigma 10 m", "vs_p95": "Vs p95 10 m"}


def test_few_sites_are_interpolated_linearly_and_have_no_quantiles(tmp_path: Path) -> None:
    write_result(make_result([500_000, 500_200, 500_400], [5_000_200] * 3), tmp_path)
    section = make_section(tmp_path, ACROSS, SectionOptions(figure=False))
    assert "log Vs interpolated (linear)" in section.summary()
    with rasterio.open(tmp_path / "section.tif") as raster:
        assert raster.descriptions == ("Vs", "Vs sigma")


def test_a_site_whose_curve_ends_leaves_no_step_between_sites(tmp_path: Path) -> None:
    result = make_result([500_000, 500_400], [5_000_200] * 2, surface_vs=[200, 400], depths=(1, 10, 100))
    profiles = replace(result.profiles, trusted_max=np.array([20.0, 80.0]))
    write_result(replace(result, profiles=profiles), tmp_path)
    sites = gpd.read_file(tmp_path / "sites.gpkg", layer="sites")
    assert sites["doi_m"].tolist() == [20, 80]
    section = make_section(tmp_path, ACROSS, SectionOptions(figure=False, method="linear", max_depth=80))
    shown = np.isfinite(section.vs)
    bottom = np.array([section.depth[column].max() for column in shown.T])
    assert bottom == pytest.approx(20 * 4 ** (section.distance / 400), abs=section.cell[1])
    middle = section.vs[:, np.argmin(np.abs(section.distance - 200))]
    steps = np.diff(np.log(middle[np.isfinite(middle)]))
    assert np.abs(steps).max() < 0.06


def test_the_nearest_site_and_inverse_distance_can_be_asked_for(folder: Path) -> None:
    nearest = make_section(folder, ACROSS, SectionOptions(figure=False, method="nearest", corridor=30))
    row = int(np.argmin(np.abs(nearest.depth - 10)))
    assert len(set(np.round(nearest.vs[row][np.isfinite(nearest.vs[row])], 3))) == 5
    with pytest.raises(
        OutputError, match="interpolation 'cubic' is not one of kriging, linear, idw, nearest"
    ):
        make_section(folder, ACROSS, SectionOptions(figure=False, method="cubic"))


def test_the_course_is_marked_at_its_ends_and_bends_but_not_at_wiggles(folder: Path) -> None:
    bent = [[500_000, 5_000_000], [500_200, 5_000_001], [500_400, 5_000_000], [500_400, 5_000_400]]
    course = make_section(folder, Line(np.array(bent, float), UTM, letter="B"), PLAIN).course
    assert [label for label, _ in course.marks] == ["B", "1", "B\u2032"]
    assert [at for _, at in course.marks] == pytest.approx([0, 400, 800], abs=0.01)
    assert course.at(np.array([0.0, 600.0])).tolist() == [
        [500_000, 5_000_000],
        pytest.approx([500_400, 5_000_200], abs=0.01),
    ]


def test_a_parallel_that_curves_on_the_ground_has_no_bend(tmp_path: Path) -> None:
    x, y = square(spacing=1.0, left=10.0, bottom=46.0)
    write_result(make_result(x, y, crs="EPSG:4326"), tmp_path)
    course = make_section(tmp_path, Line(np.array([[10.0, 48.0], [14.0, 48.0]]), "EPSG:4326"), PLAIN).course
    assert len(course.bends) == 0


def test_the_curtain_has_the_vs_of_the_section_and_hangs_at_its_depths(folder: Path) -> None:
    section = make_section(folder, ACROSS, SectionOptions(figure=False))
    curtain = gpd.read_file(folder / "section.gpkg", layer="curtain")
    assert curtain.crs == UTM
    assert curtain.geometry.iloc[0].geom_type == "Polygon"
    assert curtain.geometry.iloc[0].has_z
    piece = curtain[(curtain["from_m"] == 200) & (curtain["top_m"] == 10)].iloc[0]
    inside = (section.depth > 10) & (section.depth < piece["bottom_m"])
    across = (section.distance > 200) & (section.distance < piece["to_m"])
    assert piece["vs_m_s"] == pytest.approx(section.vs[np.ix_(inside, across)].mean(), rel=1e-6)
    x, _, z = np.array(piece.geometry.exterior.coords).T
    assert (x.min(), x.max()) == (500_200, 500_000 + piece["to_m"])
    assert (z.min(), z.max()) == (-piece["bottom_m"], -10)


def test_a_section_hangs_from_the_terrain(folder: Path) -> None:
    dem = write_terrain(folder.parent / "dem.tif", plane())
    section = make_section(folder, ACROSS, SectionOptions(figure=False, dem=dem))
    # The line runs along row 5.5, from column 1.5 to 5.5.
    assert section.surface(np.array([100.0, 300.0])) == pytest.approx([157.5, 159.5], abs=0.02)
    assert section.summary().endswith("; heights of the ground from dem.tif")
    curtain = gpd.read_file(folder / "section.gpkg", layer="curtain")
    piece = curtain[(curtain["from_m"] == 200) & (curtain["top_m"] == 10)].iloc[0]
    assert max(z for _, _, z in piece.geometry.exterior.coords) == pytest.approx(148.5, abs=0.1)
    with rasterio.open(folder / "section.tif") as raster:
        assert raster.tags()["TERRAIN"] == "dem.tif"


def test_elevations_of_the_sites_are_the_ground_of_a_section(tmp_path: Path) -> None:
    x, y = square()
    result = make_result(x, y)
    heights = Elevations.given(100 + (x - 500_000) / 10)
    write_result(replace(result, survey=replace(result.survey, elevations=heights)), tmp_path)
    section = make_section(tmp_path, ACROSS, SectionOptions(figure=False))
    assert section.surface(np.array([100.0, 250.0])) == pytest.approx([110, 125])
    assert section.summary().endswith(
        "; heights of the ground from the sites; the ground between sites is straight"
    )
    heights.height[12] = np.nan
    write_result(replace(result, survey=replace(result.survey, elevations=heights)), tmp_path)
    assert not make_section(tmp_path, ACROSS, SectionOptions(figure=False)).has_ground


def test_a_terrain_with_a_hole_along_the_line_is_told_of(folder: Path) -> None:
    heights = plane()
    heights[:, 3] = np.nan
    dem = write_terrain(folder.parent / "dem.tif", heights)
    section = make_section(folder, ACROSS, SectionOptions(figure=False, dem=dem))
    assert np.isfinite(section.ground.heights).all()
    assert "knows no height at 50 of 200 places along the line; heights between the others stand in" in (
        section.summary()
    )


def test_sites_along_a_line_have_no_place_in_a_terrain(tmp_path: Path) -> None:
    write_result(make_result([32.5, 12.5, 22.5], [0, 0, 0], SYSTEM), tmp_path / "out")
    line = along_sites(np.array([32.5, 12.5, 22.5]), np.zeros(3), parse_crs(SYSTEM))
    dem = write_terrain(tmp_path / "dem.tif", plane())
    with pytest.raises(OutputError, match="positions along a line, and no place in a terrain"):
        make_section(tmp_path / "out", line, SectionOptions(figure=False, dem=dem))


def test_sites_in_the_corridor_are_placed_on_the_line(folder: Path) -> None:
    section = make_section(folder, ACROSS, SectionOptions(figure=False, corridor=50))
    assert list(section.sites) == ["S010", "S011", "S012", "S013", "S014"]
    assert section.site_distance == pytest.approx([0, 100, 200, 300, 400])
    assert section.site_offset == pytest.approx([0] * 5)


def test_the_line_is_empty_where_no_site_is_near(folder: Path) -> None:
    longer = Line(np.array([[500_000.0, 5_000_200.0], [501_000.0, 5_000_200.0]]), UTM)
    section = make_section(folder, longer, SectionOptions(figure=False, corridor=60))
    assert np.array_equal(np.isfinite(section.vs).any(axis=0), section.distance <= 460)


def test_depths_outside_the_trusted_window_can_be_kept(tmp_path: Path) -> None:
    write_result(make_result(*square(), depths=(1, 20, 80)), tmp_path)
    shown = make_section(tmp_path, ACROSS, SectionOptions(figure=False, max_depth=100, keep_untrusted=True))
    assert np.array_equal(np.isfinite(shown.vs).all(axis=1), (shown.depth >= 1) & (shown.depth <= 80))


def test_the_raster_has_its_own_coordinate_system_in_metres(folder: Path) -> None:
    section = make_section(folder, ACROSS, SectionOptions(figure=False))
    with rasterio.open(folder / "section.tif") as raster:
        wkt = raster.crs.to_wkt()
        assert wkt.startswith('LOCAL_CS["Section across"') and 'UNIT["metre",1' in wkt
        assert raster.bounds == pytest.approx((0, -20, 400, 0))
        assert raster.descriptions == ("Vs", "Vs sigma", "Vs p05", "Vs p16", "Vs p84", "Vs p95")
        assert raster.units == ("m/s",) * 6
        assert raster.tags()["INTERPOLATION"] == "kriging, of logarithms"
        assert np.isnan(raster.nodata)
        assert raster.tags()["SECTION_LINE"] == "500000,5000200 500400,5000200"
        assert raster.read(1) == pytest.approx(section.vs, rel=1e-6, nan_ok=True)
    sites = pd.read_csv(folder / "section_sites.csv")
    assert list(sites) == ["site", "distance_m", "offset_m"]


def test_a_line_in_degrees_measures_metres(folder: Path) -> None:
    west = gpd.GeoSeries([shapely.LineString(ACROSS.coordinates)], crs=UTM).to_crs(4326)
    section = make_section(folder, Line(np.array(west.iloc[0].coords), "EPSG:4326"), PLAIN)
    assert section.site_distance[list(section.sites).index("S014")] == pytest.approx(400, abs=0.01)


def test_sites_in_degrees_give_a_section_in_metres(tmp_path: Path) -> None:
    x, y = square(spacing=0.05, left=-118.5, bottom=33.6)
    write_result(make_result(x, y, crs="EPSG:4326"), tmp_path)
    section = make_section(tmp_path, Line(np.array([[-118.5, 33.7], [-118.3, 33.7]]), "EPSG:4326"), PLAIN)
    assert section.distance[-1] == pytest.approx(18_550, rel=0.01)


def test_a_section_in_metres_of_the_equator_is_as_long_as_on_the_ground(tmp_path: Path) -> None:
    x, y = square(bottom=6_643_000)
    utm, web = parse_crs("EPSG:32632"), parse_crs("EPSG:3857")
    write_result(make_result(*reproject(x, y, utm, web), "EPSG:3857"), tmp_path)
    along = np.column_stack(reproject(x[10:15], y[10:15], utm, web))
    section = make_section(tmp_path, Line(along, "EPSG:3857"), PLAIN)
    assert section.distance[-1] == pytest.approx(400, abs=section.cell[0])
    assert section.corridor == pytest.approx(150, rel=1e-3)
    placed = dict(zip(section.sites, section.site_distance))
    assert [placed[f"S01{n}"] for n in range(5)] == pytest.approx([0, 100, 200, 300, 400], abs=0.2)


def test_a_line_far_from_all_sites_says_how_far(folder: Path) -> None:
    far = Line(ACROSS.coordinates + np.array([0, 5000]), UTM, "far")
    with pytest.raises(
        OutputError, match="line far: no site lies within 150 m of it; the nearest is 4800 m away"
    ):
        make_section(folder, far, SectionOptions(figure=False))
    assert not (folder / "section.tif").exists()


def test_a_line_is_read_from_a_vector_file_wkt_or_vertices(tmp_path: Path) -> None:
    shape = shapely.LineString([[1, 2], [3, 4], [5, 4]])
    points = gpd.GeoDataFrame(geometry=[shapely.MultiLineString([shape])], crs=UTM)
    points.to_file(tmp_path / "line.gpkg")
    for text in (str(tmp_path / "line.gpkg"), shape.wkt, "1,2 3,4 5,4"):
        (line,) = read_lines(text, None, UTM)
        assert np.array_equal(line.coordinates, [[1, 2], [3, 4], [5, 4]])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nowhere.gpkg", "neither a file, nor WKT, nor vertices"),
        ("LINESTRING(1 2", "not well-known text"),
        ("1,2", "at least two different vertices"),
        ("1,2 1,2", "at least two different vertices"),
        ("1,2 3", "neither a file"),
    ],
)
def test_text_that_is_no_line_is_explained(text: str, reason: str) -> None:
    with pytest.raises(OutputError, match=reason):
        read_lines(text, None, UTM)


def test_files_without_a_line_are_named(tmp_path: Path) -> None:
    (tmp_path / "text.gpkg").write_text("not a vector file")
    with pytest.raises(OutputError, match=r"text.gpkg: cannot be read as a vector file"):
        read_lines(str(tmp_path / "text.gpkg"), None, UTM)
    gpd.GeoDataFrame(geometry=[shapely.Point(1, 2)], crs=UTM).to_file(tmp_path / "points.gpkg")
    with pytest.raises(OutputError, match=r"points.gpkg: holds no line"):
        read_lines(str(tmp_path / "points.gpkg"), None, UTM)


@pytest.mark.parametrize(
    "vertices", [[], [[1.0, 2.0]], [[1.0, 2.0], [1.0, 2.0]], [[1.0, 2.0], [np.nan, 2.0]]]
)
def test_what_is_no_line_is_refused(vertices: list[list[float]]) -> None:
    with pytest.raises(OutputError, match="line across: needs at least two different vertices"):
        Line(np.array(vertices), UTM, "across")


def test_every_line_of_a_file_is_read_and_pieces_that_meet_are_one(tmp_path: Path) -> None:
    pieces = shapely.MultiLineString([[(0, 0), (1, 0)], [(1, 0), (2, 0)]])
    gpd.GeoDataFrame(geometry=[pieces, shapely.LineString([(0, 5), (2, 5)])], crs=UTM).to_file(
        tmp_path / "lines.gpkg"
    )
    first, second = read_lines(str(tmp_path / "lines.gpkg"), None, UTM)
    assert first.coordinates.tolist() == [[0, 0], [1, 0], [2, 0]]
    assert second.coordinates.tolist() == [[0, 5], [2, 5]]
    assert (first.name, second.name) == ("lines 1", "lines 2")


def test_sites_along_a_line_make_a_section_in_order_with_their_spacing_and_no_map(tmp_path: Path) -> None:
    write_result(make_result([32.5, 12.5, 22.5], [0, 0, 0], SYSTEM), tmp_path)
    line = along_sites(np.array([32.5, 12.5, 22.5]), np.zeros(3), parse_crs(SYSTEM))
    section = make_section(tmp_path, line, SectionOptions(figure=False))
    assert section.distance[-1] == pytest.approx(20, abs=0.1)
    assert "its distances begin at position 12.5 m" in section.summary()
    table = pd.read_csv(tmp_path / "section_sites.csv")
    assert table["site"].tolist() == ["S001", "S002", "S000"]
    assert table["distance_m"].tolist() == [0, 10, 20]
    assert not (tmp_path / "section.gpkg").exists()
    with pytest.raises(OutputError, match="which make a section and no map"):
        make_maps(tmp_path)


def test_sites_on_a_map_need_a_line() -> None:
    with pytest.raises(OutputError, match="a section needs a line"):
        along_sites(np.zeros(2), np.zeros(2), parse_crs(UTM))
