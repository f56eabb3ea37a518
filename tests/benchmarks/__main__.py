"""Measure everything and write ``docs/BENCHMARKS.md``: ``python -m tests.benchmarks``."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

from plugin.engine.network.weights import weights_hash

from .document import document
from .sections import SECTIONS, store, stored

ROOT = Path(__file__).resolve().parents[2]
OUT = Path("out/benchmarks")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=SECTIONS, metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--scale", type=float, default=1.0, help="share of the sites, for a quick look")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the results as JSON")
    parser.add_argument("--target", type=Path, default=ROOT / "docs" / "BENCHMARKS.md")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    weights = weights_hash()
    failed = [n for n in options.only or SECTIONS if not _measured(n, options.scale, options.out, weights)]
    results = stored(options.out, weights)
    options.target.parent.mkdir(parents=True, exist_ok=True)
    options.target.write_text(document(results, weights))
    _publish(options.target.parent / "images" / "benchmarks")
    print(options.target.read_text())
    sys.exit(f"not measured: {', '.join(failed)}" if failed else 0)


def _measured(name: str, scale: float, folder: Path, weights: str) -> bool:
    """Measure and keep one section; a failure is told and does not stop the others."""
    begun = time.perf_counter()
    print(f"{name} …", file=sys.stderr, flush=True)
    try:
        store(folder, weights, name, SECTIONS[name].measure(scale))
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        return False
    print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    return True


def _publish(images: Path) -> None:
    """Copy the plots that the document shows."""
    images.mkdir(parents=True, exist_ok=True)
    for plot in sorted(OUT.glob("posteriors_*.png")):
        shutil.copy(plot, images / plot.name)


if __name__ == "__main__":
    main()
