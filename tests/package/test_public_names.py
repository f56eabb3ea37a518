"""Every district has a face: public names that resolve, are documented and its own, and a cheap import."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module

import pytest
from public_names import ROOT, check, districts, modules_of, names

DISTRICTS = districts()
COMPUTING = {"torch", "numba", "disba"}
HEAVY = COMPUTING | {"pandas", "geopandas", "rasterio", "pyproj", "shapely", "scipy"}


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_district_says_what_it_is_for_and_lists_its_names(district: str) -> None:
    package = import_module(district)
    _, _, where_to_start = " ".join((package.__doc__ or "").split()).partition("Read first: ")
    first = set(re.findall(r"`(\w+)`", where_to_start))
    assert first
    assert first <= modules_of(package)
    assert package.__all__
    assert set(package.__all__) <= set(dir(package))
    with pytest.raises(AttributeError, match="no_such_name"):
        package.no_such_name  # noqa: B018


@pytest.mark.parametrize(("district", "name"), names(of_qgis=False))
def test_a_public_name_is_documented_and_the_districts_own(district: str, name: str) -> None:
    check(district, name)


def test_importing_the_districts_imports_nothing_heavy() -> None:
    assert not HEAVY & imported_by(f"for district in {DISTRICTS}: import_module(district)")


def test_reading_a_survey_imports_nothing_that_computes() -> None:
    survey = ROOT / "resources" / "examples" / "near_surface_valley.csv"
    code = (
        "from pathlib import Path\n"
        "from plugin.engine import describe\n"
        "from plugin.engine.reading import read_survey\n"
        f"describe(read_survey(Path({str(survey)!r})))"
    )
    assert not COMPUTING & imported_by(code)


def imported_by(code: str) -> set[str]:
    """Return the modules that a new interpreter holds after running some code."""
    code = f"import sys\nfrom importlib import import_module\n{code}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())
