"""OpenQuake's site model: units, unknown depths, places that are the same, and cells of the map."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from results import make_result, square

from plugin.cli.commandline import main
from plugin.engine.exports.exporting import export
from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.map_options import MapOptions
from plugin.protocol.orders import Export

COLUMNS = ["lon", "lat", "vs30", "vs30measured", "z1pt0", "z2pt5"]


def read_site_model(path: Path) -> pd.DataFrame:
    """Read as OpenQuake does: a header it knows, places within limits and unlike, numbers or -999."""
    table = pd.read_csv(path)
    assert table.columns.tolist() == COLUMNS
    assert not table.isna().any(axis=None)
    assert table["lon"].between(-180, 180).all()
    assert table["lat"].between(-90, 90).all()
    assert (table["vs30"] > 0).all()
    assert table["vs30measured"].isin([0, 1]).all()
    assert all(((table[z] > 0) | (table[z] == -999)).all() for z in ("z1pt0", "z2pt5"))
    assert not table.duplicated(["lon", "lat"]).any()
    return table


def measured(n: int) -> np.ndarray:
    """That the curves of all sites reach 30 m."""
    return np.full(n, "measured", dtype=object)


def depths(n: int, first: float) -> np.ndarray:
    """A depth at the first site, and none at the others."""
    levels = np.full((n, 3), np.nan)
    levels[0] = first * np.array([0.5, 1.0, 2.0])
    return levels


def test_depths_are_metres_and_kilometres_and_999_where_they_are_not_reached(tmp_path: Path) -> None:
    vs30 = np.array([[250.0, 300.0, 350.0], [500.0, 600.0, 700.0]])
    x, y = [14.5, 15.0], [45.0, 45.5]
    result = make_result(
        x, y, "EPSG:4326", vs30=vs30, z1_0=depths(2, 123.4), z2_5=depths(2, 2345.6), vs30_law=measured(2)
    )
    write_result(result, tmp_path)
    done = export(Export(tmp_path, "openquake"))
    assert done.paths == (tmp_path / "openquake_site_model.csv",)
    table = read_site_model(*done.paths)
    assert table.iloc[0].tolist() == [14.5, 45.0, 300.0, 1, 123.4, 2.3456]
    assert table.iloc[1].tolist() == [15.0, 45.5, 600.0, 1, -999, -999]
    assert "z2pt5 is -999 at 1 of 2 places" in done.notes[1]


def test_projected_sites_come_in_longitude_and_latitude(tmp_path: Path) -> None:
    write_result(make_result([500_000.0], [5_000_000.0]), tmp_path)
    table = read_site_model(*export(Export(tmp_path, "openquake")).paths)
    np.testing.assert_allclose(table[["lon", "lat"]].iloc[0], [15.0, 45.15348], atol=2e-5)


def test_vs30_that_was_carried_down_is_not_measured_and_the_sites_are_named(tmp_path: Path) -> None:
    law = np.array(["measured", "california"], dtype=object)
    write_result(make_result([14.5, 14.6], [45.0, 45.0], "EPSG:4326", vs30_law=law), tmp_path)
    done = export(Export(tmp_path, "openquake"))
    assert read_site_model(*done.paths)["vs30measured"].tolist() == [1, 0]
    assert done.notes[0].startswith("vs30measured is 0 at 1 of 2 sites, whose curves do not reach 30 m")
    assert done.notes[0].endswith(": S001")


def test_sites_at_one_place_become_one_and_that_is_said(tmp_path: Path) -> None:
    vs30 = np.repeat([[200.0], [800.0], [300.0]], 3, axis=1)
    result = make_result([14.5, 14.500001, 15.0], [45.0, 45.0, 45.0], "EPSG:4326", vs30=vs30)
    write_result(result, tmp_path)
    done = export(Export(tmp_path, "openquake"))
    assert read_site_model(*done.paths)["vs30"].tolist() == [400.0, 300.0]
    assert done.notes[-1].endswith("became 1 with geometric means: S000, S001")


def test_a_mean_with_what_was_carried_down_is_not_measured(tmp_path: Path) -> None:
    law = np.array(["measured", "network", "measured", "measured"], dtype=object)
    x = [14.5, 14.5, 15.0, 15.0]
    write_result(make_result(x, [45.0] * 4, "EPSG:4326", vs30_law=law), tmp_path)
    assert read_site_model(*export(Export(tmp_path, "openquake")).paths)["vs30measured"].tolist() == [0, 1]


def test_sites_without_vs30_or_place_are_left_out_and_named(tmp_path: Path) -> None:
    vs30 = np.full((4, 3), 300.0)
    vs30[1] = np.nan
    write_result(make_result([14.5, 14.6, 14.7, np.nan], [45.0] * 4, "EPSG:4326", vs30=vs30), tmp_path)
    done = export(Export(tmp_path, "openquake"))
    assert len(read_site_model(*done.paths)) == 2
    assert done.notes[:2] == (
        "1 site left out for want of a place: S003",
        "1 site left out for want of Vs30: S001",
    )


def test_cells_of_the_map_are_measured_near_sites_alone(tmp_path: Path) -> None:
    law = measured(4)
    law[3] = "network"
    write_result(make_result(*square(2, spacing=100.0), vs30_law=law), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=20.0, method="linear", max_distance=60.0))
    done = export(Export(tmp_path, "openquake", grid=True, measured_within=25.0))
    table = read_site_model(*done.paths)
    assert len(table) > 30
    assert 3 <= table["vs30measured"].sum() < len(table) / 2
    near = table[table["vs30measured"] == 1]
    assert near["lon"].max() > table["lon"].median()
    assert not ((near["lon"] > 15.0008) & (near["lat"] > 45.154)).any()
    np.testing.assert_allclose(table["vs30"], 400.0)
    assert done.notes[0].endswith("within 25 m of a site whose curve reaches 30 m")


def test_without_a_map_its_cells_are_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_result(make_result(*square(2)), tmp_path)
    assert main(["export", str(tmp_path), "--format", "openquake", "--grid"]) == 2
    assert "holds no map of Vs30 (vs30.tif); draw the maps first" in capsys.readouterr().err
    assert not (tmp_path / "openquake_site_model.csv").exists()


def test_sites_along_a_line_or_without_coordinates_are_refused(tmp_path: Path) -> None:
    write_result(make_result([np.nan], [np.nan], None), tmp_path)
    with pytest.raises(OutputError, match="the sites have no coordinates on the map"):
        export(Export(tmp_path, "openquake"))


def test_a_setting_that_does_not_concern_the_format_is_told_of(tmp_path: Path) -> None:
    write_result(make_result(*square(2)), tmp_path)
    (note,) = export(Export(tmp_path, "geopsy", grid=True)).notes
    assert note == "“Cells of the map” (--grid) does not concern the format geopsy, and is not used"


def test_an_earlier_site_model_elsewhere_is_replaced_and_another_table_is_not(tmp_path: Path) -> None:
    write_result(make_result([14.5], [45.0], "EPSG:4326"), tmp_path / "run")
    target = tmp_path / "mine.csv"
    export(Export(tmp_path / "run", "openquake", target))
    export(Export(tmp_path / "run", "openquake", target))
    target.write_text("lon,lat\n1,2\n")
    with pytest.raises(OutputError, match="is there already"):
        export(Export(tmp_path / "run", "openquake", target))
