"""What the engine's process sees of QGIS's environment."""

from __future__ import annotations

import subprocess
import sys

import pytest

from plugin.client.environment import clean_environment
from plugin.client.proxies import proxy_variables


@pytest.mark.parametrize(
    "name",
    [
        "PYTHONHOME",
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "GDAL_DATA",
        "GDAL_DRIVER_PATH",
        "PROJ_LIB",
        "PROJ_DATA",
        "QT_PLUGIN_PATH",
        "QT_QPA_PLATFORM_PLUGIN_PATH",
        "LD_LIBRARY_PATH",
        "LD_PRELOAD",
        "DYLD_LIBRARY_PATH",
        "DYLD_INSERT_LIBRARIES",
        "pythonhome",
        "VIRTUAL_ENV",
    ],
)
def test_what_would_lead_another_python_astray_is_taken_out(name: str) -> None:
    assert name not in clean_environment({name: "x"})


@pytest.mark.parametrize(
    "name",
    [
        "PATH",
        "HOME",
        "http_proxy",
        "HTTPS_PROXY",
        "no_proxy",
        "ALL_PROXY",
        "SSL_CERT_FILE",
        "LANG",
        "TMP",
        "AWS_REGION",
        "GDAL_HTTP_BEARER",
    ],
)
def test_proxies_and_all_else_of_the_users_are_kept(name: str) -> None:
    assert clean_environment({name: "x"})[name] == "x"


def test_pipes_are_utf_8_and_the_users_site_folder_is_not_seen() -> None:
    code = "import sys, site; print(sys.stdout.encoding, sys.stdin.encoding, site.ENABLE_USER_SITE, 'ü')"
    own = clean_environment({"PYTHONIOENCODING": "latin-1", "LC_ALL": "C"})
    said = subprocess.run([sys.executable, "-c", code], env=own, capture_output=True, check=True).stdout
    assert said.decode("utf-8").lower().split() == ["utf-8", "utf-8", "false", "ü"]


def test_a_proxy_becomes_the_variables_that_programs_read() -> None:
    found = proxy_variables("http", "proxy.example", 3128, "me", "p@ss:", ["localhost", "10.0.0.1"])
    assert found["HTTPS_PROXY"] == found["http_proxy"] == "http://me:p%40ss%3A@proxy.example:3128"
    assert found["no_proxy"] == "localhost,10.0.0.1"
    assert not proxy_variables("http", "")
