"""Public names of the districts that import QGIS; see ``tests/package/test_public_names.py``."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from public_names import check, names


@pytest.mark.parametrize(("district", "name"), names(of_qgis=True))
def test_a_public_name_of_qgis_is_documented_and_the_districts_own(district: str, name: str) -> None:
    check(district, name)
