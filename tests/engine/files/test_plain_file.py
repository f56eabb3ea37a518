"""What is no regular file is told and never waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from results import make_result

from plugin.engine.exports.models import load_models
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.outputs import load_profiles, load_sites, write_result
from plugin.engine.stack.files import is_stack
from plugin.protocol.errors import OutputError, SurveyError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")


@pytest.mark.parametrize("name", ["a.csv", "a.gpkg", "a.tif"])
def test_a_pipe_is_no_survey(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    (tmp_path / "link").symlink_to(tmp_path / name)
    for path in (tmp_path / name, tmp_path / "link"):
        assert not is_stack(path)
        with pytest.raises(SurveyError, match=rf"^{path.name}: not a regular file"):
            read_survey(path)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "/proc/self/mounts"])
def test_a_device_is_no_survey(path: str) -> None:
    if not Path(path).exists():
        pytest.skip(f"this system has no {path}")
    with pytest.raises(SurveyError, match=r"not a regular file|the file is empty"):
        read_survey(Path(path))


@pytest.mark.parametrize("name", ["sites.gpkg", "profiles.csv", "models.csv", "run.json"])
def test_a_pipe_among_results_is_told(tmp_path: Path, name: str) -> None:
    write_result(make_result([0, 1], [0, 1]), tmp_path)
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    with pytest.raises(OutputError, match=f"{name}.*(not a regular file|missing)|{name} is missing"):
        for load in (load_sites, load_profiles, load_models):
            load(tmp_path)
