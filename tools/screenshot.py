"""Take pictures of the plugin in a real QGIS window under Xvfb: before a run, and after it.

``python tools/screenshot.py SURVEY OUT_FOLDER [--line FILE] [--size 1400x900]``. Needs qgis and xvfb-run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DRIVER = Path(__file__).with_name("screenshot_driver.py")
# Nothing is asked of the network, and no window stands before QGIS's own.
SETTINGS = """[PythonPlugins]
{plugins}
[qgis]
showTips=false
checkVersion=false
newsFeed/enabled=false
[fonts]
downloadMissingFonts=false
[app]
plugin_installer/checkOnStart=false
plugin_repositories/QGIS%20Official%20Plugin%20Repository/enabled=false
"""
THEME = """[UI]
UITheme={theme}
"""
LOCALE = """[locale]
overrideFlag=true
userLocale={locale}
"""


def main() -> int:
    """Read the arguments and let the driver take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("survey", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--line", type=Path, help="line layer for a section")
    parser.add_argument("--site", default="", help="site whose curve and profile are shown")
    parser.add_argument("--size", default="1400x900")
    parser.add_argument("--timeout", type=int, default=300, help="seconds before QGIS is stopped")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    settings = {
        "VS_MAPPER_SHOT_SURVEY": str(args.survey.resolve()),
        "VS_MAPPER_SHOT_OUT": str(args.out.resolve()),
        "VS_MAPPER_SHOT_LINE": str(args.line.resolve()) if args.line else "",
        "VS_MAPPER_SHOT_SITE": args.site,
    }
    return start_qgis(DRIVER, settings, args.size, args.timeout).returncode


def start_qgis(
    code: Path,
    settings: dict[str, str],
    size: str,
    timeout: int,
    linked: bool = True,
    locale: str = "",
    theme: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run the QGIS program under Xvfb, in a new profile, with `code` as start-up code.

    Parameters
    ----------
    code : Path
        Python file that QGIS runs; it has to end QGIS itself.
    settings : dict of str to str
        Environment variables for it.
    size : str
        Size of the screen, such as ``1400x900``.
    timeout : int
        Seconds before QGIS is stopped.
    linked : bool
        Whether the repository is a plugin of the profile; else there is none.
    locale : str
        Language of QGIS, such as ``it``; empty for the system's.
    theme : str
        Theme of QGIS, such as ``Night Mapping``; empty for the usual one.
    """
    with tempfile.TemporaryDirectory(prefix="vs_mapper_profile_") as profiles:
        profile = Path(profiles) / "profiles" / "default"
        (profile / "python" / "plugins").mkdir(parents=True)
        if linked:
            (profile / "python" / "plugins" / "vs_mapper").symlink_to(ROOT, target_is_directory=True)
        (profile / "QGIS").mkdir()
        plugins = "vs_mapper=true" if linked else ""
        chosen = LOCALE.format(locale=locale) if locale else ""
        chosen += THEME.format(theme=theme) if theme else ""
        (profile / "QGIS" / "QGIS3.ini").write_text(SETTINGS.format(plugins=plugins) + chosen)
        environment = {**os.environ, **settings}
        for name in ("QT_QPA_PLATFORM", "QGIS_CUSTOM_CONFIG_PATH"):
            environment.pop(name, None)
        screen = ["xvfb-run", "-a", "-s", f"-screen 0 {size}x24 +extension GLX"]
        qgis = ["qgis", "--profiles-path", profiles, "--nologo", "--noversioncheck", "--code", str(code)]
        return subprocess.run(
            screen + qgis, env=environment, timeout=timeout, text=True, stdout=subprocess.PIPE
        )


if __name__ == "__main__":
    sys.exit(main())
