"""Time and memory of the report that is handed in, in processes of their own."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import psutil

from .cache import machine
from .costs import ROOT, spent
from .real_surveys import data_folder
from .report import table

VALLEY = ROOT / "resources" / "examples" / "near_surface_valley.csv"
LOS_ANGELES = "socal_la_basin/dispersion.csv"


def measure(scale: float) -> dict[str, Any]:
    """Invert and map surveys, and write a report of each with a page a site; the scale changes nothing."""
    surveys = {"bundled valley": VALLEY}
    folder = data_folder()
    if folder is not None:
        surveys["Los Angeles basin"] = folder / LOS_ANGELES
    reports = [{"survey": title, **_report(path)} for title, path in surveys.items()]
    return {"machine": machine(), "load": psutil.getloadavg()[0], "reports": reports}


def _report(survey: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out"
        spent(["invert", str(survey), "--out", str(out)])
        seconds, processor, peak = spent(["report", str(out)])
        page, document = out / "report.html", (out / "report.pdf").read_bytes()
        pages = re.search(rb"/Count (\d+)", document)
        return {
            "sites": json.loads((out / "run.json").read_text())["counts"]["sites"],
            "pages": int(pages[1]) if pages else 0,
            "page_mb": page.stat().st_size / 1e6,
            "document_mb": len(document) / 1e6,
            "seconds": seconds,
            "cpu_s": processor,
            "peak_gib": peak,
        }


def text(found: dict[str, Any]) -> str:
    """Return the table."""
    header = ["Report", "sites", "pages", "HTML, MB", "PDF, MB", "seconds", "of a processor", "peak GiB"]
    rows = [
        [
            one["survey"],
            str(one["sites"]),
            str(one["pages"]),
            f"{one['page_mb']:.1f}",
            f"{one['document_mb']:.1f}",
            f"{one['seconds']:.0f}",
            f"{one['cpu_s']:.0f}",
            f"{one['peak_gib']:.2f}",
        ]
        for one in found["reports"]
    ]
    told = f"Measured on {found['machine']}; load average at the end {found['load']:.1f}."
    return f"{table(header, rows)}\n\n{told}\n"
