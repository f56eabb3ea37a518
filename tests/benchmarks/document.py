"""The document that the benchmark writes; the words around the numbers are the files in `words`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .bars import bar_table
from .cache import machine
from .methods import SAMPLES
from .sections import SECTIONS
from .slow_rivals import diagnostics

WORDS = Path(__file__).parent / "words"


def document(results: dict[str, dict[str, Any]], weights: str) -> str:
    """Return the Markdown of all sections that were measured."""
    head = (WORDS / "head.md").read_text()
    facts = {"machine": machine(), "weights": weights, "bars": bar_table(results), "samples": SAMPLES}
    parts = [f"## {SECTIONS[name].title}\n\n{_body(name, found)}" for name, found in results.items() if found]
    missing = [section.title.lower() for name, section in SECTIONS.items() if not results.get(name)]
    if missing:
        parts.append(f"Not measured in this run: {', '.join(missing)}.\n")
    return "\n".join([head.format(**facts), *parts])


def _body(name: str, found: dict[str, Any]) -> str:
    words = {"text": SECTIONS[name].text(found).strip()}
    if name == "rivals":
        machines = {m for suite in found["suites"].values() for m in suite["machines"]}
        words |= {
            "machines": " and ".join(sorted(machines)),
            "probe": f"{found['probe_seconds']:.0f}",
            "models": f"{found['models']:,}",
            "diagnostics": diagnostics(found),
        }
    path = WORDS / f"{name}.md"
    return (path.read_text() if path.is_file() else "{text}\n").format(**words)
