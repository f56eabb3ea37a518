"""Damaged survey files: how many every reader was given, and how many did more than say what is wrong.

As a pytest plugin (``-p tests.benchmarks.mutation``) this counts the damaged files that the readers' tests
try.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [ROOT / "tests" / "engine" / room for room in ("reading", "stack")]
EACH = 600
COUNT_FILE = "VS_MAPPER_MUTANT_COUNT"
MUTANTS = "VS_MAPPER_MUTANTS"


def measure(scale: float) -> dict[str, Any]:
    """Run the tests that read damaged files, with `EACH` of every kind; return the counts."""
    every = sorted(path for room in ROOMS for path in room.rglob("test_*.py"))
    modules = [str(path) for path in every if "assert_harmless" in path.read_text()]
    with tempfile.TemporaryDirectory() as folder:
        count = Path(folder) / "count.json"
        settings = {MUTANTS: str(max(2, round(scale * EACH))), COUNT_FILE: str(count)}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.benchmarks.mutation", *modules]
        begun = time.perf_counter()
        ran = subprocess.run(
            command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False
        )
        seconds = time.perf_counter() - begun
        found: dict[str, Any] = json.loads(count.read_text())
    return found | {"modules": len(modules), "seconds": seconds, "last_line": _last_line(ran.stdout)}


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""


def text(found: dict[str, Any]) -> str:
    """Return the counts in words."""
    return (
        f"{found['mutants']:,} damaged files (bytes cut, changed, doubled, moved) were read through "
        f"{found['modules']} readers' tests in {found['seconds']:.0f} s; {found['failed']} of "
        f"{found['tests']} tests failed. A test fails where a reader raises anything but a message that "
        "begins with the file's name."
    )


class _Counter:
    """Counts the damaged files that `hostile.assert_harmless` is given, and the tests."""

    def __init__(self) -> None:
        self.mutants = 0
        self.tests = 0
        self.failed = 0

    def wrap(self, module: Any) -> None:
        """Count what the module's `assert_harmless` reads."""
        check = module.assert_harmless

        def counted(path: Path, contents: Iterable[bytes]) -> None:
            check(path, self._passing(contents))

        module.assert_harmless = counted

    def _passing(self, contents: Iterable[bytes]) -> Iterator[bytes]:
        for content in contents:
            self.mutants += 1
            yield content

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Count a test and whether it failed."""
        self.tests += report.when == "call"
        self.failed += report.failed

    def pytest_sessionfinish(self) -> None:
        """Write the counts."""
        counts = {"mutants": self.mutants, "tests": self.tests, "failed": self.failed}
        Path(os.environ[COUNT_FILE]).write_text(json.dumps(counts))


def pytest_configure(config: Any) -> None:
    """Count in this run of pytest."""
    sys.path.insert(0, str(ROOT / "tests" / "helpers"))
    import hostile  # before the tests take its functions by name

    counter = _Counter()
    counter.wrap(hostile)
    config.pluginmanager.register(counter)
