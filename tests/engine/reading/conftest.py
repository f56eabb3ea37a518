"""The sample files of other programs, which cannot lie in the repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sample(formats: Path) -> Callable[[str], Path]:
    def find(name: str) -> Path:
        path = formats / name
        if not path.is_file():
            pytest.fail(f"{name} is missing from the folder VS_MAPPER_FORMATS")
        return path

    return find
