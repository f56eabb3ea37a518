"""Exports: the profiles of a finished run in, files for other programs out.

The folder of a run enters `export_profiles`; its layered earths are read back (`models`), each is written in
the words of another program (`geopsy`, `cps`) or all go into one table, and the paths leave. Read first:
`models`, `cps`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import get_args

from ....protocol.errors import OutputError
from ....protocol.outcomes import Exported
from ....protocol.progress import Monitor
from ....protocol.request import ExportFormat
from ....protocol.result_files import LAYER_TABLE
from ...atomic import written_whole
from ..layered_table import write_layers
from .cps import model96
from .geopsy import ground_model
from .models import Models, load_models
from .names import safe_names

__all__ = ["default_target", "export_profiles"]

_SUFFIX = {"geopsy": ".model", "cps": ".mod"}
_SITES_PER_REPORT = 200


def default_target(folder: Path, form: ExportFormat) -> Path:
    """Return where an export goes unless said otherwise: a folder beside the results, or a table."""
    return folder / (LAYER_TABLE if form == "csv" else form)


def export_profiles(
    folder: Path,
    form: ExportFormat,
    target: Path | None = None,
    sites: Sequence[str] | None = None,
    monitor: Monitor | None = None,
) -> Exported:
    """Write the profiles of a finished run as layered models for another program.

    Parameters
    ----------
    folder : Path
        Where `outputs.write_result` wrote.
    form : {"geopsy", "cps", "csv"}
        Geopsy ground models or CPS model96 files, one a site, or one table of all layers.
    target : Path, optional
        Folder to write to, a file for ``"csv"``; by default `default_target`.
    sites : sequence of str, optional
        Names of the sites to export; by default all.
    monitor : Monitor, optional
        Progress and cancellation.

    Returns
    -------
    Exported
        The files written, which appear together at the end.

    Raises
    ------
    OutputError
        If a site is not there, or the files cannot be written; the message says why.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """
    if form not in get_args(ExportFormat):
        raise OutputError(f"export format {form!r} is not one of {', '.join(get_args(ExportFormat))}")
    monitor, target = monitor or Monitor(), target or default_target(folder, form)
    monitor.step(0.0, "reading the profiles")
    models = load_models(folder, sites)
    if form != "csv":
        text = ground_model if form == "geopsy" else partial(model96, spherical=models.spherical)
        return Exported(target, _write_each(models, text, target, _SUFFIX[form], monitor), models.notes)
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; a table of layers needs a file")
    with written_whole(target.parent) as staging:
        write_layers(models.names, models.earths, staging / target.name)
    monitor.step(1.0, "exported")
    return Exported(target, (target,), models.notes)


def _write_each(
    models: Models, text: Callable[..., str], target: Path, suffix: str, monitor: Monitor
) -> tuple[Path, ...]:
    """Write one file a site."""
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target}: is a file; one model a site needs a folder")
    stems = safe_names(models.names)
    with written_whole(target) as staging:
        for i, stem in enumerate(stems):
            if i % _SITES_PER_REPORT == 0:
                monitor.step(0.1 + 0.8 * i / len(stems), "writing the models")
            (staging / f"{stem}{suffix}").write_text(
                text(models.title(i), models.earths.site(i)), encoding="utf-8", newline="\n"
            )
    monitor.step(1.0, "exported")
    return tuple(target / f"{stem}{suffix}" for stem in stems)
