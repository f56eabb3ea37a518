"""Reading a survey, whatever format it is in."""

from __future__ import annotations

from pathlib import Path

from .description import describe
from .errors import SurveyError
from .options import ReadOptions
from .survey import Survey

__all__ = ["ReadOptions", "describe", "read_survey"]


def read_survey(path: Path, options: ReadOptions | None = None) -> Survey:
    """Read a file, or a folder of files, with dispersion measurements and check it.

    Parameters
    ----------
    path : Path
        The file or folder; its format is found out from its content.
    options : ReadOptions, optional
        What the user says about it.

    Returns
    -------
    Survey
        The usable sites; its report names every rejected site and point, and how the columns were
        understood. It may have no site left.

    Raises
    ------
    SurveyError
        If nothing in the file can be read as a survey; the message begins with the file's name.
    """
    # pandas and geopandas take a second to import: only once something is read.
    from .quality import check
    from .readers import find_reader
    from .readers.places import place_by_file_name
    from .readers.source import open_source

    path = Path(path)
    try:
        source = open_source(path)
        found = find_reader(source).read(source, options or ReadOptions())
        found = place_by_file_name(found, source.name)
    except SurveyError as error:
        raise SurveyError(f"{path.name or path}: {error}") from error
    return check(found, source.name)
