"""Files for other programs: each format's, written together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...protocol.errors import OutputError
from ...protocol.options.handing_on import EXPORT
from ...protocol.options.shared import require_possible
from ...protocol.orders import Export
from ...protocol.outcomes import Exported
from ...protocol.own_files import has_columns, is_marked
from ...protocol.progress import Monitor
from ...protocol.request import ExportFormat
from ...protocol.result_columns import LAYER_COLUMNS
from ...protocol.result_columns import names as names_of
from ...protocol.result_files import EXPORT_FILES
from ..files.result_set import ResultSet, named_in
from . import cog, model_files, mzs, shakemap, site_model, site_response, surfer, volume
from .product import Product

_FILES_PER_REPORT = 200


@dataclass(frozen=True)
class _Form:
    """One format.

    Parameters
    ----------
    product : callable
        Takes the order, and returns what is to be written.
    is_own : callable
        Whether a file that no manifest lists is an earlier export, so that it may be replaced.
    pattern : str
        Which files of a folder are such exports; empty where an earlier export cannot leave any behind.
    uses : tuple of str
        Settings of the order that concern it.
    """

    product: Callable[[Export], Product]
    is_own: Callable[[Path], bool]
    pattern: str = ""
    uses: tuple[str, ...] = ()


def _has(*heads: Sequence[str]) -> Callable[[Path], bool]:
    """Return what knows a table by its columns, which are one of some."""
    return lambda path: any(has_columns(path, tuple(columns)) for columns in heads)


def _unknown(path: Path) -> bool:
    """Return False: the format has no place to say whose a file is."""
    return False


_FORMS: dict[ExportFormat, _Form] = {
    "csv": _Form(model_files.layer_table, _has(("site", *names_of(LAYER_COLUMNS))), uses=("sites",)),
    "geopsy": _Form(model_files.geopsy_models, is_marked, "*.model", ("sites",)),
    "cps": _Form(model_files.cps_models, is_marked, "*.mod", ("sites",)),
    "openquake": _Form(
        site_model.site_model, _has(site_model.COLUMNS), uses=("sites", "grid", "measured_within")
    ),
    "shakemap": _Form(shakemap.vs30_grid, is_marked),
    "surfer": _Form(surfer.surfer_grids, _unknown),
    "cog": _Form(cog.cog_rasters, _unknown),
    "netcdf": _Form(volume.volume, is_marked),
    "pystrata": _Form(
        site_response.site_response,
        _has(site_response.REPORTED, site_response.DRAWN),
        "*.csv",
        ("sites", "drawn", "damping"),
    ),
    "mzs": _Form(
        mzs.mzs_tables,
        _has(*([";".join(columns)] for columns in mzs.TABLES.values())),
        uses=("sites", "municipality"),
    ),
}


def default_target(folder: Path, form: ExportFormat) -> Path:
    """Return where an export goes unless said otherwise: a file, or a folder, among the results."""
    return folder / EXPORT_FILES.get(form, form)


def export(order: Export, monitor: Monitor | None = None) -> Exported:
    """Write the results in a folder for another program.

    Parameters
    ----------
    order : Export
        Which results, and how.
    monitor : Monitor, optional
        Progress and cancellation.

    Returns
    -------
    Exported
        The files written, which appear together at the end.

    Raises
    ------
    OutputError
        If a site or a map is not there, or the files cannot be written; the message says why.
    VsMapperError
        If a setting is outside its limits.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """
    require_possible(order, EXPORT)
    monitor, form = monitor or Monitor(), _FORMS[order.form]
    target = order.target or default_target(order.folder, order.form)
    monitor.step(0.0, "reading the results")
    files = _result_set(order, target, form)
    product = form.product(order)
    paths = _written(files, product, order.form in EXPORT_FILES, monitor)
    monitor.step(1.0, "exported")
    return Exported(target, paths, (*product.notes, *_unused(order, form)))


def _result_set(order: Export, target: Path, form: _Form) -> ResultSet:
    """Return the set that the files go to; to be called before the results are read."""
    name = f"export {named_in(order.folder, target)}"
    if order.form in EXPORT_FILES:
        if target.is_dir():
            raise OutputError(f"{target}: is a folder; the format {order.form} needs a file")
        return ResultSet.made_of(order.folder, name, target.parent, [target.name], form.is_own)
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target}: is a file; the format {order.form} needs a folder")
    # Files of an earlier export go, for nobody could tell them from these.
    earlier = [path.name for path in target.glob(form.pattern) if form.is_own(path)] if form.pattern else []
    return ResultSet.made_of(order.folder, name, target, earlier, form.is_own)


def _written(files: ResultSet, product: Product, single: bool, monitor: Monitor) -> tuple[Path, ...]:
    """Write what a product holds; a `single` file is called as the set says."""
    names = files.names if single else tuple(product.files)
    with replace(files, names=tuple({*names, *files.names})).written() as staging:
        for i, (name, fill) in enumerate(zip(names, product.files.values())):
            if i % _FILES_PER_REPORT == 0:
                monitor.step(0.1 + 0.8 * i / len(names), "writing the files")
            fill(staging / name)
    return tuple(files.base / name for name in names)


def _unused(order: Export, form: _Form) -> tuple[str, ...]:
    """Return a note for each setting that was given and does not concern the format."""
    return tuple(
        f"“{option.title}” ({option.option_flag}) does not concern the format {order.form}, and is not used"
        for option in EXPORT
        if option.name not in ("form", *form.uses) and getattr(order, option.name) != option.default
    )
