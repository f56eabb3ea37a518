"""The arrays of a Zarr store that datasets of a stack are, and those beside them that say where they lie."""

from __future__ import annotations

from ...protocol.errors import SurveyError
from ..stores.addresses import array_name, root_of, store_at
from ..stores.zarr import ZarrStore
from ..stores.zarr_array import ZarrArray


def zarr_array(dataset: str) -> tuple[ZarrStore, ZarrArray] | None:
    """Return the store and the array that a dataset is, None where it is none."""
    store, path, _ = store_at(dataset) or (None, "", "")
    return (store, store.arrays[path]) if isinstance(store, ZarrStore) else None


def zarr_facts(store: ZarrStore, array: ZarrArray) -> dict[str, str]:
    """Return what the arrays of an array's dimensions say, as GDAL tells of a NetCDF file: ``lat#units``."""
    said: dict[str, str] = {}
    for name in array.dimensions:
        axis = store.beside(array, name) if name else None
        said |= {f"{name}#{key}": str(value) for key, value in (axis.attributes if axis else {}).items()}
    return said


def zarr_sibling(dataset: str, store: ZarrStore, array: ZarrArray, name: str) -> str:
    """Return the dataset of a dimension of an array.

    Raises
    ------
    SurveyError
        If there is none.
    """
    axis = store.beside(array, name) if name in array.dimensions else None
    if axis is None:
        raise SurveyError(f"{store.name}: has no {name}")
    return array_name(root_of(dataset), axis.path)
