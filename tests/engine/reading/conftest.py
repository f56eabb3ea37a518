"""The sample files of other programs, which cannot lie in the repository."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Path]:
    folder = os.environ.get("VS_MAPPER_FORMATS")
    if not folder:
        pytest.skip("VS_MAPPER_FORMATS is not set to the folder of sample files")

    def find(name: str) -> Path:
        path = Path(folder) / name
        if not path.is_file():
            pytest.fail(f"{name} is missing from the folder VS_MAPPER_FORMATS")
        return path

    return find
