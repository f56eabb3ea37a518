"""Take a picture of every screen of the plugin in a real QGIS, and measure how long QGIS stands still.

``python -m tools.screens --size 1400x900 --out out/screens`` starts QGIS under Xvfb; it needs qgis and
xvfb-run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .screenshot import ROOT, start_qgis

OWN = "QGIS's own"
"""Stages that begin so are not the plugin's."""
TOUR = Path(__file__).with_name("screens_tour.py")
SECONDS = 1500


def main() -> int:
    """Go on the tour at each size, and print the longest stall of each stage."""
    parser = argparse.ArgumentParser(prog="python -m tools.screens", description=__doc__.splitlines()[0])
    parser.add_argument("--size", nargs="+", default=["1400x900", "1024x700"])
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "screens")
    parser.add_argument("--locale", default="", help="language, such as it")
    parser.add_argument("--theme", default="", help="theme of QGIS, such as “Night Mapping”")
    parser.add_argument("--only", nargs="+", default=[], help="stages; later ones may need earlier ones")
    parser.add_argument("--trace", action="store_true", help="write where Python was in stalls")
    given = parser.parse_args()
    for size in given.size:
        try:
            looks = {"locale": given.locale, "theme": given.theme}
            stalls = tour(size, given.out.resolve() / size, given.only, given.trace, **looks)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
        for stage, (wall, busy) in stalls.items():
            print(f"{size} {stage}: {1000 * wall:.0f} ms at most, {1000 * busy:.0f} ms of them computed")
    return 0


def tour(
    size: str, out: Path, only: Sequence[str] = (), trace: bool = False, **looks: str
) -> dict[str, tuple[float, float]]:
    """Go on the tour at one size.

    Parameters
    ----------
    size : str
        Of the screen, such as 1400x900.
    out : Path
        Folder that takes the pictures.
    only : sequence of str
        Stages; all where none is given.
    trace : bool
        Whether to write where Python was in stalls.
    looks : str
        Language and theme of QGIS, as `start_qgis` takes them.

    Returns
    -------
    dict of str to (float, float)
        The longest stall of each stage in s, and how much of it was computed.

    Raises
    ------
    RuntimeError
        If it ended on the way.
    """
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("*.png"), *out.glob("*.txt"), *out.glob("*.json")]:
        old.unlink()
    with (
        tempfile.TemporaryDirectory(dir=out.parent) as spare,
        tempfile.TemporaryDirectory(prefix="surveys_", dir=out.parent) as runs,
    ):
        settings = {
            "VS_MAPPER_SCREENS_OUT": str(out),
            "VS_MAPPER_SCREENS_RUNS": runs,
            "VS_MAPPER_SCREENS_EXAMPLES": str(ROOT / "resources" / "examples"),
            "VS_MAPPER_SCREENS_ONLY": " ".join(only),
            "VS_MAPPER_SCREENS_TRACE": str(out / "stalls.txt") if trace else "",
            "TMPDIR": spare,  # what lies in it QGIS marks as temporary
            "PATH": f"/usr/bin:{os.environ['PATH']}",  # QGIS's own Python before others
        }
        ran = start_qgis(TOUR, settings, size, SECONDS, **looks)
    told = out / "stalls.json"
    if (out / "log.txt").exists():
        print(f"{size}: QGIS's log has\n{(out / 'log.txt').read_text()}", file=sys.stderr)
    if (out / "error.txt").exists():
        raise RuntimeError(f"{size}: {(out / 'error.txt').read_text()}")
    if not told.exists():
        raise RuntimeError(f"{size}: QGIS ended on the way\n{ran.stdout[-20000:]}")
    return {stage: (wall, busy) for stage, (wall, busy) in json.loads(told.read_text()).items()}


if __name__ == "__main__":
    sys.exit(main())
