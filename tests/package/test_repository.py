"""The repository is laid out, pinned and packed as its documents promise."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

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


LOCK = ROOT / "plugin" / "client" / "setup" / "lock"


@pytest.fixture(scope="module")
def project() -> dict:
    tomllib = pytest.importorskip("tomllib")
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def ranges(dependencies: list[str]) -> dict[str, list[SpecifierSet]]:
    """Ranges by package, of which systems may have several."""
    found: dict[str, list[SpecifierSet]] = {}
    for requirement in map(Requirement, dependencies):
        found.setdefault(requirement.name, []).append(requirement.specifier)
    return found


def pins(*files: Path) -> dict[str, set[str]]:
    """Versions by package."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([\w.]+)", "\n".join(file.read_text() for file in files), re.M
    ):
        found.setdefault(name, set()).add(version)
    return found


def test_every_version_of_the_lock_lies_in_a_declared_range(project: dict) -> None:
    locked = pins(*LOCK.glob("*.txt"))
    for name, allowed in ranges(project["dependencies"]).items():
        assert locked[name]
        for version in locked[name]:
            assert any(one.contains(version) for one in allowed), (name, version)


def test_what_tests_need_is_pinned_inside_the_declared_ranges(project: dict) -> None:
    pinned = {**pins(*LOCK.glob("*.txt")), **pins(ROOT / "requirements.txt")}
    of_qgis = pins(ROOT / "requirements-qgis.txt")
    for name, allowed in ranges(project["optional-dependencies"]["dev"]).items():
        assert all(one.contains(version) for one in allowed for version in pinned[name]), name
    assert {name: pinned[name] for name in of_qgis} == of_qgis


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
