"""Take the pictures of the user guide, and of the README's gallery, from the running plugin.

``python -m tools.guide_pictures`` starts QGIS under Xvfb; it needs qgis and xvfb-run. What was taken stays in
``out/guide``, where ``--compose`` finds it again.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .screenshot import ROOT, start_qgis

TOUR = Path(__file__).with_name("guide_tour.py")
TAKEN = ROOT / "out" / "guide"
RUNS = Path("/tmp/surveys")
"""Results are shown by their paths, which are to be nobody's own."""
PICTURES = ROOT / "docs" / "guide" / "images"
GALLERY = ROOT / "docs" / "images" / "gallery.png"
STAGES = ("valley", "section", "report", "products", "fault")
SECONDS = 1500
COLOURS = 256
"""So many colours show what is to be seen, at a third of the bytes."""
AS_TAKEN = ("start", "summary", "how_to_read", "running", "map", "site", "map_again", "section_window")
AS_TAKEN = (*AS_TAKEN, "report_panel", "toolbox", "print_layout", "report_page")
MOST_WIDE = {"map": 1100, "section_window": 1100, "report_page": 620, "print_layout": 800}
GAP, CAPTION = 14, 30


def main() -> int:
    """Take the pictures and write them small."""
    parser = argparse.ArgumentParser(prog="python -m tools.guide_pictures", description=__doc__)
    parser.add_argument("--stages", nargs="+", default=STAGES, help="parts of the tour")
    parser.add_argument("--compose", action="store_true", help="use the pictures of the last tour")
    given = parser.parse_args()
    if not given.compose and not take(given.stages):
        return 1
    for name in AS_TAKEN:
        write(Image.open(TAKEN / f"{name}.png"), PICTURES / f"{name}.png", MOST_WIDE.get(name))
    write(beside(charted("vs"), charted("sigma")), PICTURES / "uncertainty.png", 1000)
    write(beside(charted("vs30"), charted("classes")), PICTURES / "classes.png", 1000)
    write(charted("fault"), PICTURES / "fault.png", 700)
    write(Image.open(section_figure()), PICTURES / "section_figure.png", 900)
    write(gallery(), GALLERY)
    return 0


def take(stages: list[str]) -> bool:
    """Let QGIS take the pictures; say what went wrong and return False where something did."""
    for folder in (TAKEN, RUNS):
        folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "VS_MAPPER_GUIDE_OUT": str(TAKEN),
        "VS_MAPPER_GUIDE_RUNS": str(RUNS),
        "TMPDIR": str(TAKEN),  # QGIS would mark what lies in it as temporary
        "VS_MAPPER_GUIDE_STAGES": " ".join(stages),
        "VS_MAPPER_GUIDE_EXAMPLES": str(ROOT / "resources" / "examples"),
        "PATH": f"/usr/bin:{os.environ['PATH']}",  # QGIS's own Python before others
    }
    error = TAKEN / "error.txt"
    error.unlink(missing_ok=True)
    start_qgis(TOUR, settings, "1400x900", SECONDS)
    if error.exists():
        print(error.read_text(), file=sys.stderr)
    return not error.exists()


def section_figure() -> Path:
    """Return the figure of the section that was cut last."""
    return max((RUNS / "near_surface_valley").glob("section_*.png"), key=lambda path: path.stat().st_mtime)


def charted(name: str) -> Image.Image:
    """Return a map with its legend on the right."""
    chart = Image.open(TAKEN / f"chart_{name}.png").convert("RGB")
    legend = Image.open(TAKEN / f"legend_{name}.png").convert("RGB")
    return beside(without_margin(chart), legend)


def without_margin(picture: Image.Image) -> Image.Image:
    """Return a picture without its white margin, but for a little."""
    picture = picture.crop((2, 2, picture.width - 2, picture.height - 2))  # the frame of the window
    left, top, right, bottom = Image.eval(picture.convert("L"), lambda v: 255 * (v < 250)).getbbox()
    wide, high = picture.size
    return picture.crop(
        (max(left - GAP, 0), max(top - GAP, 0), min(right + GAP, wide), min(bottom + GAP, high))
    )


def beside(*pictures: Image.Image) -> Image.Image:
    """Return pictures side by side."""
    sheet = paper(sum(p.width for p in pictures) + GAP * (len(pictures) - 1), max(p.height for p in pictures))
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + GAP
    return sheet


def gallery() -> Image.Image:
    """Return every product on one sheet, each with its name."""
    tall = Image.open(TAKEN / "report_page.png").convert("RGB")
    panels = (
        ("Vs at 15 m below the surface", charted("vs")),
        ("one standard deviation of it", charted("sigma")),
        ("Vs30", charted("vs30")),
        ("site classes", charted("classes")),
        ("section along a line", Image.open(section_figure()).convert("RGB")),
        ("map across a fault", charted("fault")),
        ("curve and profile of a site", Image.open(TAKEN / "site.png").convert("RGB")),
        ("report", tall.crop((0, 0, tall.width, round(0.9 * tall.width)))),
    )
    across, wide, high = 4, 340, 252
    rows = -(-len(panels) // across)
    sheet = paper(across * (wide + GAP) - GAP, rows * (high + CAPTION + GAP) - GAP)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(15)
    for place, (caption, picture) in enumerate(panels):
        left, top = (place % across) * (wide + GAP), (place // across) * (high + CAPTION + GAP)
        picture.thumbnail((wide, high), Image.Resampling.LANCZOS)
        pen.text((left + 2, top + 6), caption, fill="#1d2327", font=font)
        sheet.paste(picture, (left + (wide - picture.width) // 2, top + CAPTION))
    return sheet


def paper(width: int, height: int) -> Image.Image:
    """Return an empty picture."""
    return Image.new("RGB", (width, height), "white")


def write(picture: Image.Image, path: Path, most_wide: int | None = None) -> None:
    """Write a picture in few colours, no wider than told."""
    picture = picture.convert("RGB")
    if most_wide is not None and picture.width > most_wide:
        size = (most_wide, round(picture.height * most_wide / picture.width))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    small = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=8, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
