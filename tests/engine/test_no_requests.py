"""Nothing that a file names is asked for: no address, whatever reads the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from addresses_in_layers import VECTORS, Make
from addresses_in_rasters import RASTERS
from listener import Listener

from plugin.engine.description import describe
from plugin.engine.files.gdal import raster_library, vector_library
from plugin.engine.reading.column_samples import columns_seen
from plugin.engine.reading.lines import read_lines
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.outputs import load_sites
from plugin.engine.sections.section_file import section_files
from plugin.engine.stack.description import describe_stack
from plugin.engine.stack.files import is_stack
from plugin.engine.stack.reading import open_stack
from plugin.protocol.errors import VsMapperError
from tests.conftest import ROOT


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for library in (vector_library, raster_library):
        library.cache_clear()
    with Listener() as listener:
        yield listener


def readers(path: Path) -> list[Callable[[], object]]:
    return [
        lambda: is_stack(path),
        lambda: describe(read_survey(path)),
        lambda: columns_seen(path),
        lambda: describe_stack(open_stack(path)),
        lambda: read_lines(str(path), None, "EPSG:4326"),
    ]


@pytest.mark.parametrize("make", [*VECTORS.values(), *RASTERS.values()], ids=[*VECTORS, *RASTERS])
@pytest.mark.filterwarnings("ignore")
def test_no_address_in_a_file_is_asked_for(tmp_path: Path, listener: Listener, make: Make) -> None:
    path = make(tmp_path, listener.url)
    for read in readers(path):
        with suppress(VsMapperError):
            read()
    assert listener.requests == []


@pytest.mark.parametrize("name", [name for name in VECTORS if name.startswith(("a.vrt", "table", "a.gpkg"))])
def test_no_address_in_a_folder_of_results_is_asked_for(
    tmp_path: Path, listener: Listener, name: str
) -> None:
    (tmp_path / "made").mkdir()
    VECTORS[name](tmp_path / "made", listener.url).rename(tmp_path / "sites.gpkg")
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(VsMapperError, match=r"sites\.gpkg"):
        load_sites(tmp_path)
    assert listener.requests == []


def test_files_are_opened_by_gdal_where_they_are_looked_through_first() -> None:
    """Those of the last line open GeoTIFFs alone, most of which they have written themselves."""
    calls = (
        *("read_file(", "read_dataframe(", "list_layers(", "read_info("),
        *("rasterio.open(", "raster_library().open(", "DatasetReader("),
    )
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "plugin" / "engine").rglob("*.py")}
    assert {path.name for path, text in texts.items() if any(call in text for call in calls)} == {
        *("vector.py", "vector_paths.py", "workbook.py", "lines.py", "hole_table.py"),
        *("outputs.py", "marks.py", "raster_files.py"),
        "gdal_files.py",  # what is in a store, which gives GDAL nothing that leads elsewhere
        *("section_file.py", "rasters.py", "elevations.py", "map_layers.py", "map_figure.py"),
    }


@pytest.mark.parametrize("name", ["a.vrt 10", "wms.tif 0", "wmts.tif 2", "a.tif 21"])
def test_no_address_in_what_lies_where_a_section_goes_is_asked_for(
    tmp_path: Path, listener: Listener, name: str
) -> None:
    (tmp_path / "made").mkdir()
    RASTERS[name](tmp_path / "made", listener.url).rename(tmp_path / "section_1.tif")
    with suppress(VsMapperError):
        section_files(tmp_path, tmp_path / "section_1.tif").require_free()
    assert listener.requests == []


def test_the_listener_hears_requests(listener: Listener) -> None:
    from urllib.error import HTTPError
    from urllib.request import urlopen

    with pytest.raises(HTTPError):
        urlopen(listener.url)
    assert listener.requests == ["GET /asked HTTP/1.1"]


def test_gdal_itself_reaches_nothing(listener: Listener) -> None:
    from rasterio.errors import RasterioIOError

    for name in (f"/vsicurl/{listener.url}.tif", listener.url, f"WMS:{listener.url}", f"WCS:{listener.url}"):
        with pytest.raises(RasterioIOError):
            raster_library().open(name)
        with pytest.raises(RuntimeError):
            vector_library().list_layers(name)
    assert listener.requests == []


def test_drivers_of_virtual_layers_services_and_programs_are_out() -> None:
    out = {"OGR_VRT", "WFS", "OAPIF", "CSW", "HTTP", "GDALG", "GPSBabel", "Elasticsearch", "GeoRSS"}
    assert not out & set(vector_library().list_drivers())
