"""The layered earths of a run, as one model a site or one table of all layers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...protocol.orders import Export
from ...protocol.result_files import LAYER_TABLE
from ..files.file_names import safe_names
from ..results.layered_table import write_layers
from .cps import model96
from .geopsy import ground_model
from .models import Models, load_models
from .product import Fill, Product


def geopsy_models(order: Export) -> Product:
    """Return a ground model a site, for Geopsy."""
    models = load_models(order.folder, order.sites)
    return _one_a_site(models, ground_model, ".model")


def cps_models(order: Export) -> Product:
    """Return a model96 file a site, for Computer Programs in Seismology."""
    models = load_models(order.folder, order.sites)
    return _one_a_site(models, partial(model96, spherical=models.spherical), ".mod")


def layer_table(order: Export) -> Product:
    """Return one table of all layers."""
    models = load_models(order.folder, order.sites)
    return Product({LAYER_TABLE: partial(write_layers, models.names, models.earths)}, models.notes)


def _one_a_site(models: Models, text: Callable[..., str], suffix: str) -> Product:
    def fill(site: int) -> Fill:
        return lambda path: path.write_text(
            text(models.title(site), models.earths.site(site)), encoding="utf-8", newline="\n"
        )

    names = (f"{stem}{suffix}" for stem in safe_names(models.names))
    return Product({name: fill(site) for site, name in enumerate(names)}, models.notes)
