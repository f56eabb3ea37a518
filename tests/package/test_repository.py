"""The repository is laid out, pinned and packed as its documents promise."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "path",
    [
        "metadata.txt",
        "__init__.py",
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "Makefile",
        "pyproject.toml",
        ".gitignore",
        ".ci/run",
        "plugin/__main__.py",
        "plugin/engine",
        "plugin/training",
        "plugin/qgis_layers",
        "plugin/gui",
        "plugin/client",
        "model_weights",
        "resources/examples",
        "docs",
    ],
)
def test_the_top_level_holds(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("folder", ["engine", "qgis", "gui", "package", "benchmarks"])
def test_tests_mirror_the_rooms(folder: str) -> None:
    assert list((ROOT / "tests" / folder).glob("*.py"))


def test_weights_lie_beside_their_card() -> None:
    assert list((ROOT / "model_weights").glob("*.safetensors"))
    assert (ROOT / "model_weights" / "MODEL_CARD.md").is_file()


def pins() -> dict[str, Requirement]:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {r.name: r for r in requirements}


def test_every_declared_dependency_has_a_pin_inside_its_range() -> None:
    tomllib = pytest.importorskip("tomllib")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = [Requirement(d) for d in project["dependencies"] + project["optional-dependencies"]["dev"]]
    pinned = pins()
    here = [r for r in declared if r.marker is None or r.marker.evaluate()]
    assert {r.name for r in declared} == {r.name for r in here}
    for requirement in here:
        for specifier in pinned[requirement.name].specifier:
            if specifier.operator == "==":
                assert requirement.specifier.contains(specifier.version), requirement.name


def test_versions_agree_and_the_changelog_names_them() -> None:
    metadata = re.search(r"^version=(.+)$", (ROOT / "metadata.txt").read_text(), re.M)
    project = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.M)
    assert metadata and project
    assert metadata[1] == project[1]
    assert f"## {project[1]}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_package_is_one_folder_with_the_plugin_and_its_licence(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    assert all(name.startswith("vs_mapper/") for name in names)
    for needed in ("metadata.txt", "__init__.py", "LICENSE", "plugin/engine/results/inversion.py"):
        assert f"vs_mapper/{needed}" in names


def test_the_package_leaves_out_tests_tools_and_compiled_files(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        assert not re.match(r"vs_mapper/(tests|tools|\.ci|docs/images|docs/reference)/", name)
        assert not name.endswith((".pyc", ".so", ".dll", ".pyd"))
