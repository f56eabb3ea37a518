"""A raster that was not written completely is noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugin.engine.maps.rasters import finish

SHORT_WRITE = """
import resource, sys
from pathlib import Path
import numpy as np
sys.path.insert(0, {root!r})
from plugin.engine.maps.rasters import Bands, Layout, write_array
from plugin.engine.sections.section_file import section_crs
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
values = np.random.default_rng(1).uniform(100, 3000, (1, 300, 300))
try:
    layout = Layout(0, 0, (1, 1), (300, 300), section_crs("A"))
    write_array(Path(sys.argv[1]), layout, Bands(["Vs"], "m/s"), values)
except OSError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a file size limit")
@pytest.mark.parametrize("limit", [1_000, 100_000, 200_000, 250_000])
def test_a_write_cut_short_is_an_error(tmp_path: Path, limit: int) -> None:
    script = SHORT_WRITE.format(root=str(Path(__file__).parents[3]), limit=limit)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.tif")], capture_output=True, text=True
    )
    assert done.stdout.startswith("a.tif: "), done.stderr
    assert "See previous exception" not in done.stdout


def test_a_full_disk_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used = shutil.disk_usage(tmp_path)._replace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: used)
    path = tmp_path / "a.tif"
    path.write_bytes(b"II*\0cut short")
    with pytest.raises(OSError, match=r"^a\.tif: no space left on the disk$"):
        finish(path)
