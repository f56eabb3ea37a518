"""The engine's Python is made: by a real installer, from a small lock and a folder of wheels."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import small_wheels

from plugin.client import children, probe
from plugin.client.chosen import Chosen
from plugin.client.machine import target
from plugin.client.pythons import find_engine
from plugin.client.setup import index, locked, making, plan
from plugin.client.setup.download import tool_wheel, unpacked
from plugin.client.setup.home import python_in
from plugin.client.setup.index import Sources, offered, sources
from plugin.client.setup.making import LOG, set_up
from plugin.client.setup.megabytes import Megabytes
from plugin.client.setup.plan import Plan, make_plan
from plugin.client.setup.removal import remove
from plugin.client.setup.single import only_one
from plugin.client.setup.stamp import finished
from plugin.protocol.errors import Cancelled, SetupError
from plugin.protocol.progress import Monitor

ROOT = Path(__file__).parents[2]
UV = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A lock of two packages instead of the engine's; their wheels lie in the folder that is returned."""
    wheels = tmp_path / "some wheels"
    small = small_wheels.wheel(wheels, "small", "1.0", "import smaller\n")
    smaller = small_wheels.wheel(wheels, "smaller", "2.1", "answer = 42\n")
    small_wheels.lock(
        tmp_path / "lock", {"small==1.0": small}, {"smaller==2.1": smaller}, ["small", "smaller"]
    )
    monkeypatch.setattr(locked, "FOLDER", tmp_path / "lock")
    monkeypatch.setattr(plan, "_build", lambda *given: ("cpu", "", ""))
    _forget()
    yield wheels
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    locked.hash_of.cache_clear()
    locked._read.cache_clear()
    probe.forget()


@pytest.fixture(params=["uv", "pip"])
def installer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The environment is made once with uv, once with venv and pip."""
    path = tmp_path / "programs"
    path.mkdir()
    if request.param == "uv":
        if not UV:
            pytest.skip("uv is not installed")
        (path / Path(UV).name).symlink_to(UV)
    elif base_has_no_pip():
        pytest.skip("this Python has no ensurepip")
    monkeypatch.setenv("PATH", str(path))
    return request.param


def base_has_no_pip() -> bool:
    facts = probe.facts_of(Path(sys.executable))
    return facts is None or not facts.ensurepip


def planned(folder: Path, wheels: Path) -> Plan:
    return make_plan(Chosen(folder=str(folder)), wheels=wheels)


def test_an_environment_is_made_found_made_again_and_removed(
    lock: Path, installer: str, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder of Jürgen's, 測"
    heard: list[tuple[float, str]] = []
    wanted = planned(folder, lock)
    python = set_up(wanted, Monitor(lambda fraction, message: heard.append((fraction, message))))
    said = subprocess.run(
        [str(python), "-c", "import small; print(small.smaller.answer)"], capture_output=True
    )
    assert said.stdout.split() == [b"42"], said.stderr
    found = find_engine(Chosen(folder=str(folder)), tmp_path)
    assert (found.path, found.origin, found.versions) == (python, "made", {"small": "1.0", "smaller": "2.1"})
    assert not (folder / "cache").exists()
    assert installer in (folder / LOG).read_text(encoding="utf-8").lower()
    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert any("MB" in message for _, message in heard)
    _made_again_and_removed(wanted, python, folder)


def _made_again_and_removed(wanted: Plan, python: Path, folder: Path) -> None:
    lost = next(python.parents[1].rglob("small.py"))
    lost.unlink()
    assert set_up(wanted, Monitor()) == python  # a finished environment is left alone
    assert not lost.exists()
    assert set_up(wanted, Monitor(), anew=True) == python
    assert lost.exists()
    (folder / "mine.txt").write_text("x")
    assert not remove(folder)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_what_is_not_as_the_lock_says_is_not_installed(lock: Path, installer: str, tmp_path: Path) -> None:
    small_wheels.wheel(lock, "small", "1.0", "print('another one')\n")
    with pytest.raises(SetupError, match=r"(?i)failed.*hash"):
        set_up(planned(tmp_path / "home", lock), Monitor())
    assert finished(tmp_path / "home", [locked.hash_of("cpu")]) is None


def test_a_package_that_cannot_be_imported_is_told_and_nothing_counts(
    lock: Path, installer: str, tmp_path: Path
) -> None:
    digest = small_wheels.wheel(lock, "small", "1.0", "raise OSError('[WinError 1114] c10.dll')\n")
    common = tmp_path / "lock" / "common.txt"
    common.write_text(re.sub("sha256:.*", f"sha256:{digest}", common.read_text()))
    with pytest.raises(SetupError, match=r"c10\.dll.*Visual C\+\+ redistributable"):
        set_up(planned(tmp_path / "home", lock), Monitor())
    assert finished(tmp_path / "home", [locked.hash_of("cpu")]) is None


def test_after_cancel_nothing_counts_and_the_next_time_it_is_made(
    lock: Path, installer: str, tmp_path: Path
) -> None:
    home, now = tmp_path / "home", {"fetching": False}

    def hear(_fraction: float, message: str) -> None:
        now["fetching"] |= message.startswith("fetching")

    with pytest.raises(Cancelled):
        set_up(planned(home, lock), Monitor(hear, lambda: now["fetching"]))
    assert finished(home, [locked.hash_of("cpu")]) is None
    assert set_up(planned(home, lock), Monitor()).exists()


def test_one_set_up_at_a_time(lock: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with only_one(home), pytest.raises(SetupError, match="another program"):
        set_up(planned(home, lock), Monitor())


def test_a_full_disk_is_told_before_anything_is_fetched(
    lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making.shutil, "disk_usage", lambda path: SimpleNamespace(free=0))
    with pytest.raises(SetupError, match="Choose another folder"):
        set_up(planned(tmp_path / "home", lock), Monitor())


def test_a_folder_that_cannot_be_written_is_named(lock: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="file"):
        set_up(planned(tmp_path / "file" / "home", lock), Monitor())


def test_where_no_installer_is_to_be_had_the_reasons_are_told(
    lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    facts = probe.facts_of(Path(sys.executable))
    monkeypatch.setattr(
        making, "facts_of", lambda path: SimpleNamespace(**{**vars(facts), "ensurepip": False})
    )
    with pytest.raises(SetupError, match=r"uv 0\.0\.1 is not to be had.*pip 0\.0\.1 is not"):
        set_up(planned(tmp_path / "home", lock), Monitor())


@pytest.mark.skipif(os.name == "nt", reason="a program that is a shell script")
def test_uv_is_taken_from_its_wheel_if_it_is_the_one_of_the_lock(lock: Path, tmp_path: Path) -> None:
    tag = {"linux": "manylinux_2_17_", "macos": "macosx_11_0_"}[target().partition("-")[0]]
    machine = target().partition("-")[2].replace("aarch64", "arm64" if "macos" in target() else "aarch64")
    files = {"uv-0.0.1.data/scripts/uv": "#!/bin/sh\necho ran\n"}
    wheel = tmp_path / "index" / "uv" / f"uv-0.0.1-py3-none-{tag}{machine}.whl"
    digest = small_wheels.packed(wheel, files, "uv-0.0.1.dist-info")
    (wheel.parent / "index.html").write_text(f'<a href="{wheel.name}#sha256={digest}">{wheel.name}</a>')
    places, folder = Sources(index=(tmp_path / "index").as_uri()), tmp_path / "tools"
    folder.mkdir()
    asked = ("uv", target(), places, None, folder, {}, Monitor())
    with pytest.raises(SetupError, match="not the file that the lock names"):
        tool_wheel(*asked)
    assert not list(folder.iterdir())
    tools = tmp_path / "lock" / "tools.txt"
    tools.write_text(tools.read_text().replace("sha256:00", f"sha256:{digest}", 1))
    program = unpacked(tool_wheel(*asked), "uv", folder)
    assert subprocess.run([str(program)], capture_output=True, check=True).stdout == b"ran\n"


def test_what_a_cancelled_program_started_ends_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    inner = f"import time, pathlib; time.sleep(1.5); pathlib.Path({str(mark)!r}).write_text('')"
    code = (
        f"import subprocess, sys; print('on', flush=True); subprocess.run([sys.executable, '-c', {inner!r}])"
    )
    started = time.monotonic()
    heard: list[str] = []
    with pytest.raises(Cancelled):
        children.run([sys.executable, "-c", code], os.environ, lambda: bool(heard), heard.append)
    assert time.monotonic() - started < 1.4
    if os.name != "nt":
        time.sleep(2.0)
        assert not mark.exists()


def test_settings_of_pip_tell_where_packages_come_from(tmp_path: Path) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = https://mirror.example/simple\nfind-links = /wheels\n  /more\n[install]\n"
        "extra-index-url = file:///local/simple\ncert = /ca.pem\n"
    )
    nowhere = {"XDG_CONFIG_DIRS": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    found = sources({**nowhere, "PIP_CONFIG_FILE": str(settings), "PIP_PROXY": "http://proxy:1"})
    assert found.index == "https://mirror.example/simple"
    assert found.links == ("/wheels", "/more")
    assert found.hosts[0] == "mirror.example"
    assert found.variables() == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "file:///local/simple",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "SSL_CERT_FILE": "/ca.pem",
        "HTTPS_PROXY": "http://proxy:1",
        "HTTP_PROXY": "http://proxy:1",
    }


def test_settings_of_uv_go_before_those_of_pip() -> None:
    own = {"UV_INDEX": "inner=https://inner.example/simple", "PIP_INDEX_URL": "https://mirror.example/simple"}
    found = sources(own)
    assert found.hosts == (sources({"UV_INDEX": "x"}).hosts[0], "inner.example")
    assert not found.variables()


def test_an_index_is_read_as_json_and_as_html(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = iter(
        [
            json.dumps({"files": [{"filename": "a-1%2Bcpu.whl", "url": "../../a.whl#sha256=12"}]}),
            '<html><a data-x="1" href="../../files/a-1%2Bcpu-py3.whl#sha256=12">a</a><a>no</a></html>',
        ]
    )
    monkeypatch.setattr(index, "fetch", lambda *asked: next(pages).encode())
    assert offered("https://i.example/simple", "a", {}) == {
        "a-1%2Bcpu.whl": "https://i.example/a.whl#sha256=12"
    }
    assert list(offered("https://i.example/simple", "a", {})) == ["a-1+cpu-py3.whl"]


def test_an_index_that_does_not_answer_offers_nothing() -> None:
    assert offered("http://127.0.0.1:9/simple", "a", {}) == {}
    assert offered("/no/such/folder", "a", {}) == {}


def test_megabytes_are_counted_by_what_an_installer_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugin.client.setup.megabytes._EVERY_S", -1.0)
    count = Megabytes({"torch 2.13.0": 190.0, "safe-tensors 1": 0.5, "numpy 2.1": 16.0}, tmp_path, 3.4)
    assert count.look() == 0.0
    for line in (
        "Downloading torch (182.9MiB)",
        " Downloaded torch",
        "  Downloading safe_tensors-1.0-py3.whl (1 kB)",
    ):
        count.hear(line)
    assert count.look() == 190.5
    assert count.total == 206.5


@pytest.mark.parametrize(
    ("system", "cuda", "reason"),
    [("plan9-mips", False, "not made for this system"), ("macos-aarch64", True, "CUDA")],
)
def test_what_cannot_be_set_up_is_told_before(
    system: str, cuda: bool, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "target", lambda: system)
    with pytest.raises(SetupError, match=reason):
        make_plan(Chosen(), cuda)


@pytest.mark.parametrize(
    ("offers", "build", "from_torch"),
    [
        ({"/near": ["torch-2.0+cpu-cp312-cp312-manylinux.whl"]}, "cpu", False),
        ({"/near": ["torch-2.0+cpu-cp311-cp311-manylinux.whl"]}, "cuda", False),
        ({index.TORCH_CPU: ["torch-2.0+cpu-cp312-cp312-manylinux.whl"]}, "cpu", True),
        ({}, "cuda", False),
    ],
)
def test_the_processors_build_is_taken_where_one_is_to_be_had(
    offers: dict[str, list[str]], build: str, from_torch: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "pinned", lambda *asked: ("2.0+cpu", frozenset()))
    monkeypatch.setattr(plan, "offered", lambda place, *_: dict.fromkeys(offers.get(place, []), ""))
    found = plan._build("linux-x86_64", "3.12", False, Sources(links=("/near",)), None, {})
    assert found[:2] == (build, index.TORCH_CPU if from_torch else "")
    assert bool(found[2]) == (build == "cuda")


def entries(file: str) -> list[str]:
    text = (locked.FOLDER / file).read_text(encoding="utf-8").replace("\\\n", " ")
    return text.splitlines()


@pytest.mark.parametrize("file", ["common.txt", "torch-cpu.txt", "torch-cuda.txt", "tools.txt"])
def test_every_entry_of_the_lock_has_one_version_and_hashes_and_no_address(file: str) -> None:
    for entry in entries(file):
        assert re.match(r"[\w.-]+==[\w.+]+ ;? ?.*--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
        assert "://" not in entry
        assert "index" not in entry


def test_the_lock_has_every_system_and_python() -> None:
    for system in ("linux-x86_64", "linux-aarch64", "windows-x86_64", "macos-aarch64"):
        assert locked.pythons(system) == ["3.12", "3.13", "3.11", "3.14", "3.10"]
    assert locked.pythons("macos-x86_64") == ["3.12", "3.11", "3.10"]
    for system, python in (("linux-x86_64", "3.13"), ("macos-x86_64", "3.12"), ("windows-x86_64", "3.12")):
        packages = locked.sizes(system, python, "cpu")
        assert set(locked.needed()) <= {name.partition(" ")[0] for name in packages}
        assert 200 < sum(packages.values()) < 600
        assert not any(name.startswith(("nvidia", "cuda")) for name in packages)
    assert sum(locked.sizes("linux-x86_64", "3.12", "cuda").values()) > 2000


def test_the_lock_is_of_the_declared_dependencies() -> None:
    tomllib = pytest.importorskip("tomllib")
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared: dict[str, list[str]] = {}
    for requirement in map(Requirement, project["dependencies"]):
        declared.setdefault(requirement.name, []).append(str(requirement.specifier))
    assert locked.needed() == declared, "run make lock"


def test_the_installers_environment_has_a_proxy_and_nothing_of_qgis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/qgis")
    own = plan.variables({"HTTPS_PROXY": "http://proxy:1"})
    assert own["HTTPS_PROXY"] == "http://proxy:1"
    assert "PYTHONHOME" not in own


def test_python_in_is_the_program_of_an_environment(tmp_path: Path) -> None:
    assert python_in(tmp_path).parent.parent == tmp_path
