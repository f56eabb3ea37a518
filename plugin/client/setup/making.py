"""The engine's environment, made: filled from the lock, tried, and marked as finished last of all."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ...protocol.errors import Cancelled, SetupError
from ...protocol.progress import Monitor
from ..children import run
from ..death import last_words
from ..machine import target
from ..probe import facts_of, forget
from ..trial import trial
from .home import python_in
from .installers import Pip, Uv, installer
from .locked import files_of, hash_of, needed
from .megabytes import Megabytes
from .plan import UNPACKED, Plan, variables
from .removal import remove_tree, unneeded
from .single import only_one
from .stamp import PREFIX, Stamp, read_stamp, write_stamp

LOG, CACHE = "setup.log", "cache"
_FAILED_LINES = 6
_MARGIN = 1.3
# Parts of the whole, for the bar.
_TOOLS, _CREATED, _INSTALLED, _FINISHED = 0.06, 0.08, 0.85, 0.92


def set_up(plan: Plan, monitor: Monitor, proxy: Mapping[str, str] | None = None, anew: bool = False) -> Path:
    """Make the engine's environment and return its Python.

    What was fetched is kept when it is cancelled or fails, so that the next time goes on from there. An
    environment that is finished is left alone, unless `anew` is wanted.

    Parameters
    ----------
    plan : Plan
        What to fetch, from where and where to.
    monitor : Monitor
        Progress and cancellation.
    proxy : mapping of str to str or None
        Variables of the proxy.
    anew : bool
        Whether to make a finished environment again.

    Raises
    ------
    SetupError
        If it cannot be made; the message says why, and the log beside the environment says more.
    Cancelled
        If the user asked to stop.
    """
    try:
        plan.folder.mkdir(parents=True, exist_ok=True)
        with only_one(plan.folder), _log(plan.folder) as log:
            work = _Work(plan, monitor, variables(proxy), log)
            environment = plan.folder / f"{PREFIX}{hash_of(plan.build)[:12]}"
            if read_stamp(environment) is None or anew:
                work.make(environment)
            return python_in(environment)
    except OSError as error:
        raise SetupError(f"{plan.folder}: {error.strerror or error}") from error


@dataclass(frozen=True)
class _Work:
    """The steps, with what they share."""

    plan: Plan
    monitor: Monitor
    own: Mapping[str, str]
    log: Callable[[str], None]

    def make(self, environment: Path) -> None:
        """Make one environment."""
        self._check()
        program = self._installer()
        remove_tree(environment)
        self.monitor.step(_TOOLS, "making the environment")
        self._run(program.create(self.plan.python or self.plan.version, environment))
        self._install(program, environment)
        self.monitor.step(_INSTALLED, "trying the packages")
        forget()
        write_stamp(environment, self._tried(environment))
        self.log("done")
        for old in unneeded(self.plan.folder, environment):
            remove_tree(old)
        remove_tree(self.plan.folder / CACHE)
        self._compile(environment)
        self.monitor.report(1.0, "the engine is set up")

    def _compile(self, environment: Path) -> None:
        """Let the engine compile its code now and not at the user's first run, which would do it as well."""
        self.monitor.step(_FINISHED, "compiling, once: about half a minute")
        with suppress(OSError, Cancelled):  # all that is needed is there by now
            for line in trial(python_in(environment), self.monitor.cancelled).lines:
                self.log(line)

    def _check(self) -> None:
        self.monitor.step(0.0, "checking the disk")
        for line in (f"Vs Mapper's engine for {target()}", *self.plan.lines()):
            self.log(line)
        free, wanted = shutil.disk_usage(self.plan.folder).free / 1e9, _MARGIN * self.plan.gigabytes_on_disk
        if free < wanted:
            raise SetupError(
                f"{self.plan.folder} has {free:.1f} GB free, and {wanted:.1f} GB are needed. "
                "Choose another folder."
            )

    def _installer(self) -> Uv | Pip:
        facts = facts_of(self.plan.python) if self.plan.python else None
        found = installer(
            self.plan.folder,
            target(),
            self.plan.places,
            self.plan.wheels,
            self.own,
            self.monitor.part(0.0, _TOOLS),
            has_ensurepip=facts is not None and facts.ensurepip,
        )
        if self.plan.python is None and isinstance(found, Pip):
            raise SetupError(
                "There is no Python from 3.10 to 3.14 on this machine, and uv, which fetches one, "
                "does not run here. Install a Python from 3.10 to 3.14 and try again."
            )
        self.log(f"installer: {found}")
        return found

    def _install(self, program: Uv | Pip, environment: Path) -> None:
        """Install both files of the lock."""
        count = Megabytes(self.plan.packages, self.plan.folder / CACHE, UNPACKED[self.plan.build])

        def show() -> None:
            done = count.look()
            fraction = _CREATED + (_INSTALLED - _CREATED) * done / max(count.total, 1.0)
            self.monitor.report(fraction, f"fetching: {done:.0f} of about {count.total:.0f} MB")

        show()
        common, torch = files_of(self.plan.build)
        for file, index in ((torch, self.plan.torch_index), (common, "")):
            self._run(program.install(environment, file, index, self.plan.wheels), count.hear, show)

    def _tried(self, environment: Path) -> Stamp:
        """Return the mark of an environment in which everything imports."""
        facts = facts_of(python_in(environment), sorted(needed()))
        if facts is None or facts.error or not facts.packages:
            reason = facts.error if facts else "its Python does not run"
            raise SetupError(f"The packages are there but cannot be used: {reason}. {last_words([reason])}")
        self.log(", ".join(f"{name} {version}" for name, version in facts.packages.items()))
        version = ".".join(map(str, facts.version))
        return Stamp(hash_of(self.plan.build), self.plan.build, version, facts.packages)

    def _run(
        self,
        command: list[str],
        hear: Callable[[str], None] = lambda line: None,
        show: Callable[[], None] = lambda: None,
    ) -> None:
        """Run an installer; its failure is told with what it said last."""

        def said(line: str) -> None:
            self.log(line)
            hear(line)

        self.log(f"> {' '.join(command)}")
        own = {**self.own, **self.plan.places.variables(), **_kept_in(self.plan.folder / CACHE)}
        status, last = run(command, own, self.monitor.cancelled, said, show, self.plan.folder)
        if status:
            reason = _reason(last) or f"it ended with status {status}"
            raise SetupError(f"Setting up failed: {reason} (more in {self.plan.folder / LOG})")


def _reason(said: Sequence[str]) -> str:
    """Return why an installer failed, from its last lines: from where it speaks of an error on."""
    first = next((i for i, line in enumerate(said) if line.lower().startswith("error")), -_FAILED_LINES)
    return " ".join(line.strip() for line in said[first:][:_FAILED_LINES])


def _kept_in(cache: Path) -> dict[str, str]:
    """Return the variables that keep what is fetched beside the environment, and the output plain."""
    return {
        "UV_CACHE_DIR": str(cache / "uv"),
        "UV_PYTHON_INSTALL_DIR": str(cache.parent / "python"),
        "UV_NO_PROGRESS": "1",
        "UV_HTTP_TIMEOUT": "60",
        "PIP_CACHE_DIR": str(cache / "pip"),
        "PIP_PROGRESS_BAR": "off",
        "PIP_CONSTRAINT": os.devnull,
        "NO_COLOR": "1",
    }


@contextmanager
def _log(folder: Path) -> Iterator[Callable[[str], None]]:
    """Give what writes a line to the log, whose last run alone is kept."""
    with (folder / LOG).open("w", encoding="utf-8") as file:

        def write(line: str) -> None:
            with suppress(ValueError):  # a reader may be late, after the end
                file.write(f"{time.strftime('%H:%M:%S')} {line}\n")
                file.flush()

        try:
            yield write
        except BaseException as error:
            write(f"{type(error).__name__}: {error}")
            raise
