"""Inputs much larger or wider than a survey should be: each is described, or refused, within a limit.

``python -m tests.benchmarks.large_inputs [NAME ...]`` describes them and fails where one took too long or too
much.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen
from threading import Timer
from typing import Any

import numpy as np

from .report import table

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S, LIMIT_GIB = 10.0, 1.0
FOLDER_LIMIT_S = 60.0
ENDED_S = 300.0


def sparse_features(folder: Path, count: int = 10_000) -> Path:
    """Write a GeoJSON whose features each have a field of their own."""
    path = folder / "sparse.geojson"
    with path.open("w") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for i in range(count):
            own = (
                f'"f{i}": {i}, "site": "S{i // 10}", "frequency_hz": {1 + i % 10}, "phase_velocity_m_s": 300'
            )
            place = f'{{"type": "Point", "coordinates": [{10 + i // 10 * 1e-3:.4f}, 45.0]}}'
            comma = "," if i else ""
            file.write(f'{comma}\n{{"type": "Feature", "properties": {{{own}}}, "geometry": {place}}}')
        file.write("]}")
    return path


def wide_workbook(folder: Path, columns: int = 2_000, rows: int = 100_000, filled: bool = True) -> Path:
    """Write a workbook of one sheet, all numbers; blank but for three columns where it is not filled."""
    path = folder / "wide.xlsx"
    space = "http://schemas.openxmlformats.org"
    main = f"{space}/spreadsheetml/2006/main"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{space}/officeDocument/2006/relationships">'
        '<sheets><sheet name="curves" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
    }
    names = ["site", "frequency_hz", "phase_velocity_m_s", *(f"c{i}" for i in range(3, columns))]
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in names)
    tail = "<c><v>1</v></c>" * (columns - 3) if filled else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in parts.items():
            book.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{main}"><sheetData><row>{head}</row>'.encode())
            for i in range(rows):
                own = f"<c><v>{i // 20}</v></c><c><v>{1 + i % 20}</v></c><c><v>{300 - i % 20}</v></c>"
                sheet.write(f"<row>{own}{tail}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")
    return path


def blank_workbook(folder: Path) -> Path:
    """Write a workbook that reaches as far, nearly all of it blank."""
    return wide_workbook(folder, filled=False)


def short_curves(folder: Path, sites: int = 100_000) -> Path:
    """Write a table of sites with two points each."""
    path = folder / "short.csv"
    with path.open("w") as file:
        file.write("site,x,y,crs,frequency_hz,phase_velocity_m_s\n")
        for i in range(sites):
            place = f"S{i},{500_000 + 25 * (i % 300)},{5_300_000 + 25 * (i // 300)},EPSG:32633"
            file.write(f"{place},5,{400 + i % 7}\n{place},20,{250 + i % 5}\n")
    return path


def long_curve(folder: Path, points: int = 100_000) -> Path:
    """Write one curve of very many points."""
    path = folder / f"curve_{points}.csv"
    frequency = np.geomspace(1.0, 50.0, points)
    velocity = 200 + 600 / frequency + np.random.default_rng(1).normal(0, 2, points)
    rows = np.column_stack([frequency, velocity])
    np.savetxt(path, rows, "%.8g", ",", header="frequency_hz,phase_velocity_m_s", comments="")
    return path


def curve_of_a_million(folder: Path) -> Path:
    """Write one curve of a million points."""
    return long_curve(folder, 1_000_000)


def plain_numbers(folder: Path) -> Path:
    """Write a million points as two columns of numbers without names."""
    path = long_curve(folder, 1_000_000)
    return path.rename(path.with_suffix(".txt"))


def rasters_in_one_strip(folder: Path, side: int = 16_000) -> Path:
    """Write compressed rasters that GDAL can only read whole."""
    import rasterio
    from rasterio.transform import from_origin

    folder = folder / "strips"
    folder.mkdir()
    row = (2000 + np.arange(side) % 50).astype(np.float32)
    place = {"crs": "EPSG:32633", "transform": from_origin(5e5, 5.3e6, 100, 100)}
    for period in (5, 10, 20):
        whole = np.broadcast_to(row + 10 * period, (side, side))
        shape = {"width": side, "height": side, "count": 1, "dtype": "float32", "blockysize": side}
        with rasterio.open(
            folder / f"phase_{period}s.tif", "w", "GTiff", compress="deflate", zlevel=1, **shape, **place
        ) as raster:
            raster.write(whole, 1)
    return folder


def sparse_rasters(folder: Path, side: int = 200_000) -> Path:
    """Write huge rasters that hold nothing but one tile."""
    import rasterio
    from rasterio.transform import from_origin
    from rasterio.windows import Window

    folder = folder / "sparse"
    folder.mkdir()
    place = {"crs": "EPSG:32633", "transform": from_origin(5e5, 5.3e6, 1, 1)}
    for period in (5, 10, 20):
        shape = {"width": side, "height": side, "count": 1, "dtype": "float32", "nodata": 0}
        with rasterio.open(
            folder / f"phase_{period}s.tif",
            "w",
            "GTiff",
            tiled=True,
            sparse_ok=True,
            compress="deflate",
            bigtiff="yes",
            **shape,
            **place,
        ) as raster:
            values = np.full((512, 512), 2000.0 + period, np.float32)
            raster.write(values, 1, window=Window(side // 2, side // 2, 512, 512))
    return folder


def many_periods(folder: Path, periods: int = 10_000) -> Path:
    """Write a NetCDF with a small grid and very many periods."""
    from scipy.io import netcdf_file

    path = folder / "periods.nc"
    with netcdf_file(path, "w") as file:
        for name, values in (
            ("period", np.geomspace(1, 100, periods)),
            ("lat", np.linspace(45, 46, 20)),
            ("lon", np.linspace(10, 11, 20)),
        ):
            file.createDimension(name, len(values))
            file.createVariable(name, "f8", (name,))[:] = values
        file.variables["period"].units = "s"
        file.variables["lat"].units, file.variables["lon"].units = "degrees_north", "degrees_east"
        velocity = file.createVariable("phase_velocity", "f4", ("period", "lat", "lon"))
        velocity[:] = 3000 + 2 * np.geomspace(1, 100, periods)[:, None, None] + np.zeros((1, 20, 20))
        velocity.units = "m/s"
    return path


def long_list(folder: Path, rows: int = 50_000) -> Path:
    """Write a list that names the bands of one raster again and again."""
    import rasterio
    from rasterio.transform import from_origin

    place = {"crs": "EPSG:32633", "transform": from_origin(5e5, 5.3e6, 100, 100)}
    with rasterio.open(
        folder / "a.tif", "w", "GTiff", width=10, height=10, count=1, dtype="float32", **place
    ) as raster:
        raster.write(np.full((10, 10), 2000, np.float32), 1)
    path = folder / "stack.csv"
    lines = (f"a.tif,1,{1 + i * 1e-3:.3f},phase\n" for i in range(rows))
    path.write_text("file,band,period_s,kind\n" + "".join(lines))
    return path


def many_files(folder: Path, count: int = 20_000) -> Path:
    """Write a folder of small curve files."""
    folder = folder / "curves"
    folder.mkdir()
    for i in range(count):
        lines = (f"{f} {200 + 600 / f + i % 9:.1f}\n" for f in (2, 3, 5, 8, 13, 20, 30))
        (folder / f"site{i:05d}.txt").write_text("".join(lines))
    return folder


INPUTS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "sparse_features": ("GeoJSON of 10,000 features, each with a field of its own", sparse_features),
    "wide_workbook": ("workbook of 100,000 rows and 2,000 columns", wide_workbook),
    "blank_workbook": ("the same, of which three columns are filled", blank_workbook),
    "short_curves": ("100,000 sites of two points", short_curves),
    "long_curve": ("a curve of 100,000 points", long_curve),
    "curve_of_a_million": ("a curve of a million points", curve_of_a_million),
    "plain_numbers": ("the same without column names", plain_numbers),
    "rasters_in_one_strip": (
        "three rasters of 16,000 x 16,000 cells, each in one strip",
        rasters_in_one_strip,
    ),
    "sparse_rasters": ("three sparse rasters of 200,000 x 200,000 cells", sparse_rasters),
    "many_periods": ("NetCDF of 10,000 periods", many_periods),
    "long_list": ("list of 50,000 bands", long_list),
    "many_files": ("folder of 20,000 curve files", many_files),
}


def measure(scale: float, chosen: Sequence[str] = ()) -> dict[str, Any]:
    """Describe each input by ``python -m plugin info`` in a process of its own."""
    return {"inputs": [_measured(name) for name in chosen or INPUTS]}


def _measured(name: str) -> dict[str, Any]:
    title, make = INPUTS[name]
    # A process starts with the memory of the one that starts it: the large input is made by another one.
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, get_context("spawn")) as maker:
        path = maker.submit(make, Path(folder)).result()
        maker.shutdown()
        size = sum(f.stat().st_size for f in (path.iterdir() if path.is_dir() else [path]))
        return {"name": name, "title": title, "megabytes": size / 1e6, **_describe(path)}


def _describe(path: Path) -> dict[str, Any]:
    """Return the seconds, the largest resident memory in GiB, and the first line that is no progress."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "plugin", "info", str(path)]
    with Popen(command, cwd=ROOT, stdout=PIPE, stderr=STDOUT, text=True, errors="replace") as process:
        end = Timer(ENDED_S, process.kill)
        end.start()
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        end.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    lines = [line.rpartition("\r")[2] for line in said.splitlines()]
    return {
        "seconds": time.perf_counter() - begun,
        "processor_seconds": used.ru_utime + used.ru_stime,
        "peak_gib": used.ru_maxrss / 2**20,
        "status": process.returncode,
        "said": next((line for line in lines if line.strip()), "")[:200],
    }


def too_much(found: dict[str, Any]) -> list[str]:
    """Return the names of the inputs that took too long or too much memory, or did not end by themselves.

    Processor time counts, which does not depend on what else a machine does.
    """
    limits = {"many_files": FOLDER_LIMIT_S}
    return [
        one["name"]
        for one in found["inputs"]
        if one["processor_seconds"] > limits.get(one["name"], LIMIT_S)
        or one["peak_gib"] > LIMIT_GIB
        or one["status"] not in (0, 2)
    ]


def text(found: dict[str, Any]) -> str:
    """Return the table."""
    header = ["Input", "", "MB", "seconds", "of a processor", "peak GiB"]
    rows = [
        [
            one["title"],
            "refused" if one["status"] else "described",
            f"{one['megabytes']:.1f}",
            f"{one['seconds']:.1f}",
            f"{one['processor_seconds']:.1f}",
            f"{one['peak_gib']:.2f}",
        ]
        for one in found["inputs"]
    ]
    return table(header, rows)


if __name__ == "__main__":
    measured = measure(1.0, sys.argv[1:])
    for one in measured["inputs"]:
        print(one)
    sys.exit(f"too much: {', '.join(beyond)}" if (beyond := too_much(measured)) else 0)
