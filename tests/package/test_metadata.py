"""metadata.txt has what QGIS and its plugin repository ask for."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def general() -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return dict(parser["general"])


@pytest.mark.parametrize(
    "key",
    [
        "name",
        "description",
        "version",
        "qgisMinimumVersion",
        "author",
        "email",
        "about",
        "tracker",
        "repository",
    ],
)
def test_a_required_key_is_filled(general: dict[str, str], key: str) -> None:
    assert general[key].strip()


def test_links_are_web_addresses(general: dict[str, str]) -> None:
    for key in ("tracker", "repository", "homepage"):
        assert re.match(r"https://\S+$", general[key])


def test_the_version_and_least_qgis_are_numbers(general: dict[str, str]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", general["version"])
    assert general["qgisMinimumVersion"] == "3.22"


def test_every_qgis_up_to_the_last_of_version_4_lists_it(general: dict[str, str]) -> None:
    assert general["qgisMaximumVersion"] == "4.99"
    assert (general["experimental"], general["deprecated"]) == ("False", "False")


def test_the_owner_is_named_here_alone(general: dict[str, str]) -> None:
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", general["email"])
    assert general["tracker"].startswith(general["repository"])
    owned = (general["repository"], general["email"])
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    elsewhere = []
    for name in filter(None, tracked.stdout.split("\0")):
        path = ROOT / name
        if name != "metadata.txt" and path.is_file():
            content = path.read_bytes()
            elsewhere += [name for word in owned if word.encode() in content]
    assert elsewhere == []


def test_the_icon_is_there_and_draws(general: dict[str, str]) -> None:
    import xml.etree.ElementTree as ElementTree

    root = ElementTree.parse(ROOT / general["icon"]).getroot()
    assert root.tag.endswith("svg")
    assert len(root) >= 3


def test_the_licence_is_named_and_enclosed(general: dict[str, str]) -> None:
    assert general["license"] == "GPL-2.0-or-later"
    assert "GNU GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")
