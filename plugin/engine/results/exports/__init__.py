"""Exports: the profiles of a finished run in, files for other programs out.

The folder of a run enters `export_profiles`; its layered earths are read back (`models`), each is written in
the words of another program (`geopsy`, `cps`) or all go into one table, and the paths leave. Read first:
`models`, `cps`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

from ....protocol.errors import OutputError
from ....protocol.outcomes import Exported
from ....protocol.own_files import has_columns, is_marked
from ....protocol.progress import Monitor
from ....protocol.request import ExportFormat
from ....protocol.result_columns import LAYER_COLUMNS
from ....protocol.result_columns import names as names_of
from ....protocol.result_files import LAYER_TABLE
from ...result_set import ResultSet, named_in
from ..layered_table import write_layers
from .cps import model96
from .geopsy import ground_model
from .models import Models, load_models
from .names import safe_names

__all__ = ["default_target", "export_profiles"]

_SUFFIX = {"geopsy": ".model", "cps": ".mod"}
_SITES_PER_REPORT = 200
Written = tuple[tuple[Path, ...], tuple[str, ...]]


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
    name = f"export {named_in(folder, target)}"
    if form == "csv":
        if target.is_dir():
            raise OutputError(f"{target}: is a folder; a table of layers needs a file")
        files = ResultSet.made_of(folder, name, target.parent, [target.name], _is_table)
        paths, notes = _write_table(files, load_models(folder, sites))
    else:
        if target.exists() and not target.is_dir():
            raise OutputError(f"{target}: is a file; one model a site needs a folder")
        files = ResultSet.made_of(folder, name, target, (), is_marked)
        models = load_models(folder, sites)
        text = ground_model if form == "geopsy" else partial(model96, spherical=models.spherical)
        paths, notes = _write_each(files, models, text, _SUFFIX[form], monitor)
    monitor.step(1.0, "exported")
    return Exported(target, paths, notes)


def _write_table(files: ResultSet, models: Models) -> Written:
    """Write one table of all layers."""
    with files.written() as staging:
        write_layers(models.names, models.earths, staging / files.names[0])
    return (files.base / files.names[0],), models.notes


def _write_each(
    files: ResultSet, models: Models, text: Callable[..., str], suffix: str, monitor: Monitor
) -> Written:
    """Write one file a site; models of an earlier export go, for nobody could tell them from these."""
    names = [f"{stem}{suffix}" for stem in safe_names(models.names)]
    earlier = [path.name for path in files.base.glob(f"*{suffix}") if is_marked(path)]
    with replace(files, names=tuple({*names, *earlier})).written() as staging:
        for i, name in enumerate(names):
            if i % _SITES_PER_REPORT == 0:
                monitor.step(0.1 + 0.8 * i / len(names), "writing the models")
            (staging / name).write_text(
                text(models.title(i), models.earths.site(i)), encoding="utf-8", newline="\n"
            )
    return tuple(files.base / name for name in names), models.notes


def _is_table(path: Path) -> bool:
    """Return True for a table of layers, which a version without manifests may have written."""
    return has_columns(path, ("site", *names_of(LAYER_COLUMNS)))
