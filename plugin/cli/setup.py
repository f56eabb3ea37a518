"""``setup`` and ``check``: the engine's Python made, repaired, removed or tried, with no package needed."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from ..protocol.progress import Monitor
from .declared import path_of


@dataclass(frozen=True)
class SetUp:
    """Make the engine's Python, or take it away.

    Parameters
    ----------
    folder : str
        Folder for it, empty for the usual place.
    cuda : bool
        Whether PyTorch's build for NVIDIA's cards is wanted.
    wheels : Path or None
        A folder of wheels to take everything from instead of the network.
    repair : bool
        Whether to make it again although it is there.
    remove : bool
        Whether to take it away.
    """

    folder: str = ""
    cuda: bool = False
    wheels: Path | None = None
    repair: bool = False
    remove: bool = False

    def carry_out(self, monitor: Monitor) -> tuple[list[str], bool]:
        """Do it; return what came of it, and whether that is as wished."""
        from ..client.chosen import FOLDER_VARIABLE, Chosen, chosen
        from ..client.setup.home import home
        from ..client.setup.making import set_up
        from ..client.setup.plan import make_plan
        from ..client.setup.removal import remove

        settings = Chosen(folder=self.folder or chosen().folder)
        if self.remove:
            left = remove(home(settings.folder))
            return [f"not removed, perhaps in use: {path}" for path in left] or ["removed"], not left
        monitor.step(0.0, "asking the package index")
        plan = make_plan(settings, self.cuda, self.wheels)
        monitor.tell(plan.lines())
        python = set_up(plan, monitor, anew=self.repair)
        lines = [str(python)]
        if self.folder:
            print(
                f"set {FOLDER_VARIABLE}={plan.folder} for QGIS and the command line to find it",
                file=sys.stderr,
            )
        return lines, True


@dataclass(frozen=True)
class Check:
    """Say what is found, and try it.

    Parameters
    ----------
    folder : str
        Folder of the engine's Python, empty for the usual place.
    """

    folder: str = ""

    def carry_out(self, monitor: Monitor) -> tuple[list[str], bool]:
        """Do it; return what was found, and whether the engine works."""
        from ..client.check import check
        from ..client.chosen import Chosen, chosen

        report = check(monitor, Chosen(chosen().python, self.folder or chosen().folder))
        return list(report.lines), report.works


def fill_setup(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``setup``."""
    _add_folder(parser)
    parser.add_argument("--cuda", action="store_true", help="PyTorch's build for NVIDIA's cards (Linux)")
    parser.add_argument(
        "--from-folder",
        metavar="WHEELS",
        type=path_of,
        dest="wheels",
        help="take every package from a folder that pip download filled, without a network",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--repair", action="store_true", help="make it again although it is there")
    what.add_argument("--remove", action="store_true", help="remove all that setup made")


def setup_of(given: argparse.Namespace) -> SetUp:
    """Return what the arguments of ``setup`` ask for."""
    return SetUp(given.folder, given.cuda, given.wheels, given.repair, given.remove)


def fill_check(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``check``."""
    _add_folder(parser)


def check_of(given: argparse.Namespace) -> Check:
    """Return what the arguments of ``check`` ask for."""
    return Check(given.folder)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", metavar="DIR", default="", help="folder of the engine's Python (default: the user's data)"
    )
