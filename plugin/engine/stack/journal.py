"""Finished windows of a stack, kept on disk so that a run that was stopped goes on where it was."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.moves import WINDOWS

_MANIFEST = "manifest.json"

Layers = NDArray[np.float32]


@dataclass(frozen=True)
class Journal:
    """The windows of one request that are done.

    Parameters
    ----------
    folder : Path
        Where they are kept.
    """

    folder: Path

    @classmethod
    def open(cls, results: Path, manifest: Mapping[str, object]) -> Journal:
        """Go on with the windows in a folder of results where they are of the same request, else start anew.

        Parameters
        ----------
        results : Path
            Where the results will go; made where missing.
        manifest : mapping
            Everything that the numbers depend on, as JSON can hold it.

        Raises
        ------
        OutputError
            If the folder cannot be written.
        """
        folder = results / WINDOWS
        text = json.dumps(manifest, indent=1, sort_keys=True)
        try:
            if not _is_same(folder / _MANIFEST, text):
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                _write_whole(folder / _MANIFEST, text.encode())
        except OSError as error:
            raise OutputError(f"{results}: cannot be written: {error.strerror or error}") from error
        return cls(folder)

    def load(self, index: int, shape: tuple[int, int, int]) -> Layers | None:
        """Return a finished window, None where it is missing, damaged or of another shape."""
        try:
            layers = np.load(self._path(index), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        return layers if layers.shape == shape and layers.dtype == np.float32 else None

    def save(self, index: int, layers: Layers) -> None:
        """Keep a finished window, whole or not at all.

        Raises
        ------
        OutputError
            If it cannot be written; the earlier windows stay.
        """
        part, content = self._path(index).with_suffix(".part"), io.BytesIO()
        np.save(content, layers, allow_pickle=False)
        try:
            # Not np.save itself, whose error on a full disk does not say so.
            part.write_bytes(content.getvalue())
            part.replace(self._path(index))
        except OSError as error:
            raise OutputError(
                f"{self.folder.parent}: cannot be written: {error.strerror or error}; "
                "the same command goes on from here"
            ) from error

    def close(self) -> None:
        """Remove the windows, once the results are in place."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, index: int) -> Path:
        return self.folder / f"window_{index:07d}.npy"


def _is_same(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, ValueError):
        return False


def _write_whole(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as handle:
        handle.write(content)
        os.fsync(handle.fileno())
    part.replace(path)
