"""How a raster in a file lies under the map: some formats keep columns where the map has rows."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import NDArray


@dataclass(frozen=True)
class Turn:
    """What makes the map of the rows and columns of a file: first transposed, then mirrored.

    Parameters
    ----------
    transposed : bool
        True where the rows of the file are the columns of the map.
    rows, columns : bool
        True where they then run the other way than those of the map.
    """

    transposed: bool = False
    rows: bool = False
    columns: bool = False

    def in_file(self, window: tuple[slice, slice], shape: tuple[int, int]) -> tuple[slice, slice]:
        """Return where a window of the map, of `shape`, is in the file."""
        down = _mirrored(window[0], shape[0]) if self.rows else window[0]
        right = _mirrored(window[1], shape[1]) if self.columns else window[1]
        return (right, down) if self.transposed else (down, right)

    def on_map(self, values: NDArray) -> NDArray:
        """Return what was read there as rows and columns of the map."""
        values = values.T if self.transposed else values
        return values[:: -1 if self.rows else 1, :: -1 if self.columns else 1]


AS_IT_IS = Turn()


def _mirrored(part: slice, length: int) -> slice:
    return slice(length - part.stop, length - part.start)
