"""The ZIP that QGIS installs, made of the last commit."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    target = tmp_path_factory.mktemp("package") / "vs_mapper.zip"
    subprocess.run(["sh", str(ROOT / "tools" / "package.sh"), str(target)], check=True, capture_output=True)
    return zipfile.ZipFile(target)
