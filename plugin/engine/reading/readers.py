"""Readers of survey formats, one module each.

A reader is a module with ``NAME``, ``recognises(source)``, which looks at the content and not at the file's
extension, and ``read(source, options)``, which returns unchecked `Measurements` or raises `SurveyError`.
The first reader that recognises a source reads it, so that a new format goes before the more general ones.
"""

from __future__ import annotations

from typing import Protocol

from ...protocol.errors import SurveyError
from ...protocol.read_options import ReadOptions
from .folders import curve_list, folder
from .formats import (
    aftan,
    cdisp,
    dispformer,
    dsurftomo,
    geopsy_curve,
    geopsy_target,
    gpdc,
    ground_model,
    maswavespy,
    matlab,
    mctomo,
    rj_mcmc,
    seis_filo,
    surf96,
    swip,
    swprepost,
    swprocess,
    tomographic_map,
)
from .layers import vector
from .measurements import Measurements
from .source import Source
from .tables import delimited as table
from .tables import plain
from .tables.file_names import say_types_in_name, with_types_in_name
from .unknown import say_what_it_is


class Reader(Protocol):
    """What every reader module offers."""

    NAME: str

    def recognises(self, source: Source) -> bool:
        """Return True where the content is of this reader's format."""

    def read(self, source: Source, options: ReadOptions) -> Measurements:
        """Return every point in the source, unchecked."""


READERS: tuple[Reader, ...] = (
    folder,
    ground_model,
    surf96,
    geopsy_target,
    gpdc,
    geopsy_curve,
    swprepost,
    swprocess,
    maswavespy,
    matlab,
    dispformer,
    dsurftomo,
    rj_mcmc,
    mctomo,
    seis_filo,
    aftan,
    swip,
    cdisp,
    tomographic_map,
    vector,
    plain,
    curve_list,
    table,
)


def find_reader(source: Source) -> Reader:
    """Return the reader of a source.

    Raises
    ------
    SurveyError
        If no reader recognises it.
    """
    for reader in READERS:
        if reader.recognises(source):
            return reader
    raise SurveyError(say_what_it_is(source))


def read_source(source: Source, options: ReadOptions, reader: Reader | None = None) -> Measurements:
    """Read a source by a reader, or by the one that recognises it.

    What the words of a file's name say of wave, velocity type and mode holds where nothing else does.

    Raises
    ------
    SurveyError
        If it cannot be read.
    """
    reader = reader or find_reader(source)
    if reader in (folder, curve_list):
        return reader.read(source, options)
    found = reader.read(source, with_types_in_name(options, source.name))
    return say_types_in_name(found, options, source.name)
