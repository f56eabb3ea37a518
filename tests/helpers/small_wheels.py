"""A lock of two small packages and a folder of their wheels, to set up without a network."""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from pathlib import Path

from plugin.client.machine import target


def wheel(folder: Path, name: str, version: str, content: str) -> str:
    """Write a wheel with one module and return its SHA-256."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": content,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    return packed(folder / f"{name}-{version}-py3-none-any.whl", files, info)


def packed(path: Path, files: dict[str, str], info: str) -> str:
    """Write a wheel with its list of files and return its SHA-256."""
    record = "".join(f"{name},sha256={_digest(text)},{len(text.encode())}\n" for name, text in files.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(name, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lock(folder: Path, entries: dict[str, str], torch: dict[str, str], needed: list[str]) -> None:
    """Write the files of a lock: hashes by ``name==version``, for this system and every Python."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, listed in (("common.txt", entries), ("torch-cpu.txt", torch), ("torch-cuda.txt", torch)):
        lines = [f"{name} \\\n    --hash=sha256:{digest}" for name, digest in listed.items()]
        (folder / file).write_text("\n".join(lines) + "\n")
    (folder / "tools.txt").write_text(
        "uv==0.0.1 \\\n    --hash=sha256:00\npip==0.0.1 \\\n    --hash=sha256:00\n"
    )
    sizes = {"common": dict.fromkeys(entries, 1.0), "cpu": dict.fromkeys(torch, 1.0), "cuda": {}}
    every = {f"3.{minor}": sizes for minor in range(10, 15)}
    packages = {"needed": {name: [">=1"] for name in needed}, "sizes": {target(): every}}
    (folder / "packages.json").write_text(json.dumps(packages))


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
