"""The table of all drawn profiles of a run, ``ensembles.parquet``, block by block of sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.manifest import require_whole
from ...protocol.result_columns import ENSEMBLE_COLUMNS
from ...protocol.result_columns import names as names_of
from ...protocol.result_files import ENSEMBLES
from ..curves import FloatArray
from ..profiles import edges_of
from ..workers import one_ahead
from .drawn import NAMES, Drawn

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

SITES_A_BLOCK = 100
_KEPT_BITS = 12
"""Binary digits kept of velocities, 0.01 %: what chance made of the others would double the file."""
_LABELS = ("site", "drawn_from")
_MAY_BE_BLANK = ("chi", "bottom_m", "vs_felt_m_s")


@dataclass(frozen=True)
class Ensembles:
    """Drawn profiles of some sites, padded to a common number with profiles without weight.

    Parameters
    ----------
    names : (n_sites,) object array
        The sites.
    depth : (n_sites, depths) float array
        Depths in m; Vs holds from midway to the depth above to midway to the one below, in log depth.
    vs : (n_sites, n_profiles, depths) float array
        Vs in m/s.
    weight : (n_sites, n_profiles) float array
        Weights, which add up to 1 at each site; 0 for padding.
    chi : (n_sites, n_profiles) float array
        Misfits; NaN where not forward-modelled.
    felt : (n_sites, depths) float array
        Vs in m/s of the reported profile as waves feel it; NaN where the network alone was asked.
    drawn_from : (n_sites,) object array
        ``accepted``, ``fit`` or ``network``; see the column of the table.
    """

    names: NDArray[np.object_]
    depth: FloatArray
    vs: NDArray[np.float32]
    weight: FloatArray
    chi: FloatArray
    felt: FloatArray
    drawn_from: NDArray[np.object_]

    def take(self, sites: NDArray[np.integer]) -> Ensembles:
        """Return those of the given sites, in the given order."""
        return Ensembles(*(getattr(self, field.name)[sites] for field in fields(self)))


def write_ensembles(names: NDArray, drawn: Drawn, path: Path) -> None:
    """Write one row a site, profile and depth, with a row group each `SITES_A_BLOCK` sites.

    Parameters
    ----------
    names : (n_sites,) array
        Site names.
    drawn : Drawn
        Their profiles.
    path : Path
        The file.
    """
    import pyarrow.parquet as pq

    schema = _schema(drawn.depth.shape[1])
    blocks = (
        np.arange(start, min(start + SITES_A_BLOCK, len(names)))
        for start in range(0, len(names), SITES_A_BLOCK)
    )
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        # Bytes of like numbers side by side pack smaller than a dictionary of them, in less time.
        use_dictionary=list(_LABELS),
        use_byte_stream_split=[name for name in schema.names if name not in _LABELS],
        write_statistics=list(_LABELS),
    ) as writer:
        tables = (_table(names[block].astype(object), drawn.take(block), schema) for block in blocks)
        for table in one_ahead(tables):  # packing takes as long as making the next
            writer.write_table(table)


def load_ensembles(folder: Path, sites: Sequence[str] | None = None) -> Ensembles:
    """Read the drawn profiles of sites, in the given order; by default of all, in that of the site table.

    Raises
    ------
    OutputError
        If the table is missing or damaged, or has no such site.
    """
    wanted = None if sites is None else np.array(list(sites), dtype=object)
    parts = list(ensemble_blocks(folder, wanted))
    found = _joined(parts)
    if wanted is None:
        return found
    place = {name: i for i, name in enumerate(found.names)}
    lacking = [str(name) for name in wanted if name not in place]
    if lacking:
        raise OutputError(f"{folder / ENSEMBLES}: has no site {lacking[0]}")
    return found.take(np.array([place[name] for name in wanted], dtype=np.int64))


def ensemble_blocks(folder: Path, sites: NDArray[np.object_] | None = None) -> Iterator[Ensembles]:
    """Yield the drawn profiles block by block of sites, so that memory does not grow with the survey.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    sites : (n,) object array, optional
        Names of sites; by default all. They come in the order of the site table.

    Raises
    ------
    OutputError
        If the table is missing or damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / ENSEMBLES
    if not path.is_file():
        raise OutputError(f"{path}: is missing; run invert again, and keep the drawn profiles")
    require_whole(folder, [ENSEMBLES])
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            depths = int(file.schema_arrow.metadata[b"depths"])
            for group in range(file.num_row_groups):
                found = read_block(file, group, depths, sites)
                if len(found.names):
                    yield found
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error


def read_block(file: pq.ParquetFile, group: int, depths: int, sites: NDArray[np.object_] | None) -> Ensembles:
    """Return the profiles of a block of sites of an open table; of some sites, where they are asked for."""
    if sites is not None:
        labels = file.read_row_group(group, ["site"]).column("site").unique().to_pylist()
        if not np.isin(np.array(labels, dtype=object), sites).any():
            return _joined([])
    table = file.read_row_group(group)
    of_row = {name: table.column(name).combine_chunks() for name in table.column_names}
    labels = np.array(of_row["site"].dictionary.to_pylist(), dtype=object)
    owner = of_row["site"].indices.to_numpy()[::depths]
    count = np.bincount(owner, minlength=len(labels))
    first, most = np.cumsum(count) - count, int(count.max())
    place = np.arange(len(owner)) - first[owner]
    values = {name: _floats(of_row[name], depths) for name in ("depth_m", "vs_m_s", "vs_felt_m_s")}
    # Padding repeats the first profile, without weight, so that there is always a number.
    vs = np.repeat(values["vs_m_s"][first][:, None], most, axis=1)
    vs[owner, place] = values["vs_m_s"]
    weight, chi = np.zeros((len(labels), most)), np.full((len(labels), most), np.nan)
    weight[owner, place] = _floats(of_row["weight"], depths)[:, 0]
    chi[owner, place] = _floats(of_row["chi"], depths)[:, 0]
    weight /= weight.sum(axis=1, keepdims=True)
    kinds = of_row["drawn_from"].take(first * depths).to_pylist()
    depth, felt = (values[name][first].astype(float) for name in ("depth_m", "vs_felt_m_s"))
    found = Ensembles(labels, depth, vs, weight, chi, felt, np.array(kinds, dtype=object))
    return found if sites is None else found.take(np.flatnonzero(np.isin(labels, sites)))


def _floats(column: pa.Array, depths: int) -> NDArray[np.float32]:
    """Return a column as one row a profile; blank is NaN."""
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float32).reshape(-1, depths)


def _joined(parts: list[Ensembles]) -> Ensembles:
    """Return the ensembles of all parts, padded to the largest number of profiles."""
    most = max((part.vs.shape[1] for part in parts), default=0)
    padded = [_padded(part, most) for part in parts]
    if not padded:
        none, flat = np.zeros(0, dtype=object), np.zeros((0, 0))
        return Ensembles(none, flat, np.zeros((0, 0, 0), np.float32), flat, flat, flat, none)
    columns = ([getattr(part, field.name) for part in padded] for field in fields(Ensembles))
    return Ensembles(*(np.concatenate(column) for column in columns))


def _padded(part: Ensembles, most: int) -> Ensembles:
    more = most - part.vs.shape[1]
    vs = np.concatenate([part.vs, np.repeat(part.vs[:, :1], more, axis=1)], axis=1)
    weight = np.pad(part.weight, ((0, 0), (0, more)))
    chi = np.pad(part.chi, ((0, 0), (0, more)), constant_values=np.nan)
    return Ensembles(part.names, part.depth, vs, weight, chi, part.felt, part.drawn_from)


def _schema(depths: int) -> pa.Schema:
    """Return the columns, and in the metadata how many depths each profile has and what columns mean."""
    import pyarrow as pa

    label, whole, number = pa.dictionary(pa.int32(), pa.string()), pa.int32(), pa.float32()
    kinds = {"site": label, "drawn_from": label, "profile": whole}
    columns = [
        pa.field(
            column.name,
            kinds.get(column.name, number),
            metadata={"unit": column.unit, "meaning": column.meaning},
        )
        for column in ENSEMBLE_COLUMNS
    ]
    return pa.schema(columns, metadata={"depths": str(depths), "program": "Vs Mapper"})


def _table(names: NDArray[np.object_], drawn: Drawn, schema: pa.Schema) -> pa.Table:
    """Return the rows of some sites."""
    import pyarrow as pa

    weight, chi, vs = drawn.read(range(len(names)))
    count, depths = drawn.count, drawn.depth.shape[1]
    owner = np.repeat(np.arange(len(names), dtype=np.int32), count)
    first = np.cumsum(count) - count
    tops = edges_of(drawn.depth)
    blank = np.full((len(names), 1), np.nan)
    of_profile = {
        "profile": (np.arange(len(owner)) - first[owner] + 1).astype(np.int32),
        "weight": weight,
        "chi": chi,
    }
    of_site = {
        "depth_m": drawn.depth,
        "top_m": tops,
        "bottom_m": np.hstack([tops[:, 1:], blank]),
        "vs_felt_m_s": _coarse(drawn.felt),
    }
    columns: dict[str, NDArray] = {
        "vs_m_s": _coarse(vs).ravel(),
        **{name: np.repeat(values, depths) for name, values in of_profile.items()},
        **{name: values.astype(np.float32)[owner].ravel() for name, values in of_site.items()},
    }
    labels = {
        "site": _labels(np.repeat(owner, depths), names.tolist()),
        "drawn_from": _labels(np.repeat(drawn.basis[owner].astype(np.int32), depths), NAMES),
    }
    arrays = [
        labels[name] if name in labels else pa.array(columns[name], from_pandas=name in _MAY_BE_BLANK)
        for name in names_of(ENSEMBLE_COLUMNS)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _labels(rows: NDArray[np.int32], names: Sequence[str]) -> pa.DictionaryArray:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(rows, pa.array(names, pa.string()))


def _coarse(values: NDArray[np.floating]) -> NDArray[np.float32]:
    """Round positive numbers to `_KEPT_BITS` binary digits; NaN stays."""
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32)
    drop = np.uint32(23 - _KEPT_BITS)
    half = np.uint32(1) << (drop - np.uint32(1))
    return (((bits + half) >> drop) << drop).view(np.float32)
