"""The layered earths of a finished run, for its files in other programs' formats."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.manifest import require_whole
from ...protocol.result_files import RUN
from ..files.plain_file import require_plain
from ..results.layered import LayeredEarths
from ..results.layered_table import load_layers
from ..results.outputs import load_sites


@dataclass(frozen=True)
class Models:
    """Layered earths of some sites of a run.

    Parameters
    ----------
    names : (n_sites,) object array
        Site names.
    earths : LayeredEarths
        Their layers.
    spherical : bool
        Whether they are those of a spherical Earth.
    checked : bool
        Whether the curves of these layers were computed and compared with the data.
    source : str
        Name of the survey.
    """

    names: NDArray[np.object_]
    earths: LayeredEarths
    spherical: bool
    checked: bool
    source: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know before using the models."""
        notes = []
        if not self.checked:
            notes.append(
                "the layers are those of the one pass of the network: their curves were not compared with "
                "the data; invert with samples to have them refined and checked"
            )
        if self.spherical:
            notes.append(
                "the layers are those of a spherical Earth: a program for a flat Earth has to correct for "
                "its curvature to give the curves"
            )
        return tuple(notes)

    def title(self, site: int) -> str:
        """Return one line that says whose model it is."""
        earth = ", spherical Earth" if self.spherical else ""
        return " ".join(f"site {self.names[site]} of {self.source}, by Vs Mapper{earth}".split())


def load_models(folder: Path, sites: Sequence[str] | None = None) -> Models:
    """Read the layers whose curves a run predicted, whatever depths its profiles were asked for.

    Parameters
    ----------
    folder : Path
        Where `outputs.write_result` wrote.
    sites : sequence of str, optional
        Names of the sites to take; by default all.

    Raises
    ------
    OutputError
        If the folder holds no finished run, or not these sites.
    """
    table = load_sites(folder)
    run = _load_run(folder)
    names = table["site"].to_numpy()
    chosen = _chosen(names, table["status"].to_numpy(), sites, folder)
    return Models(
        names=names[chosen],
        earths=load_layers(folder, names).take(chosen),
        spherical=bool(run.get("spherical_correction", False)),
        checked=bool(run.get("settings", {}).get("samples", 0)),
        source=str(run.get("input", "survey")),
    )


def _chosen(
    names: NDArray[np.object_], status: NDArray[np.object_], wanted: Sequence[str] | None, folder: Path
) -> NDArray[np.int64]:
    """Return the rows of the sites to take."""
    inverted = status != "rejected"
    if wanted is None:
        if not inverted.any():
            raise OutputError(f"{folder}: no site was inverted, so there is nothing to export")
        return np.flatnonzero(inverted)
    rows = {name: row for row, name in enumerate(names)}
    unknown = [name for name in wanted if name not in rows]
    if unknown:
        raise OutputError(f"{folder}: has no site {unknown[0]!r}; its first is {names[0]!r}")
    lost = [name for name in wanted if not inverted[rows[name]]]
    if lost:
        raise OutputError(f"{folder}: site {lost[0]}: was not inverted, so it has no profile to export")
    return np.array(sorted({rows[name] for name in wanted}), dtype=np.int64)


def _load_run(folder: Path) -> dict:
    path = folder / RUN
    require_whole(folder, [RUN])
    try:
        return json.loads(require_plain(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
