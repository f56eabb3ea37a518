"""Take pictures of the plugin in a real QGIS window under Xvfb: before a run, and after it.

``python tools/screenshot.py SURVEY OUT_FOLDER [--line FILE] [--size 1400x900]``, run by the Python whose
packages QGIS shall see. Needs qgis, xvfb-run and ImageMagick's import.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DRIVER = Path(__file__).with_name("screenshot_driver.py")
SETTINGS = """[PythonPlugins]
vs_mapper=true
[qgis]
showTips=false
checkVersion=false
newsFeed/enabled=false
"""


def main() -> int:
    """Start QGIS in a profile of its own, with the driver as start-up code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("survey", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--line", type=Path, help="line layer for a section")
    parser.add_argument("--site", help="site whose curve and profile are shown")
    parser.add_argument("--size", default="1400x900")
    parser.add_argument("--timeout", type=int, default=300, help="seconds before QGIS is stopped")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vs_mapper_profile_") as profiles:
        profile = Path(profiles) / "profiles" / "default"
        (profile / "python" / "plugins").mkdir(parents=True)
        (profile / "python" / "plugins" / "vs_mapper").symlink_to(ROOT, target_is_directory=True)
        (profile / "QGIS").mkdir()
        (profile / "QGIS" / "QGIS3.ini").write_text(SETTINGS)
        environment = {
            **os.environ,
            "PYTHONPATH": sysconfig.get_path("purelib"),
            "VS_MAPPER_SHOT_SURVEY": str(args.survey.resolve()),
            "VS_MAPPER_SHOT_OUT": str(args.out.resolve()),
            "VS_MAPPER_SHOT_LINE": str(args.line.resolve()) if args.line else "",
            "VS_MAPPER_SHOT_SITE": args.site or "",
        }
        environment.pop("QT_QPA_PLATFORM", None)
        screen = ["xvfb-run", "-a", "-s", f"-screen 0 {args.size}x24 +extension GLX"]
        qgis = ["qgis", "--profiles-path", profiles, "--nologo", "--noversioncheck", "--code", str(DRIVER)]
        done = subprocess.run(screen + qgis, env=environment, timeout=args.timeout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
