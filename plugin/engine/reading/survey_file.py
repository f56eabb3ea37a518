"""Reading a survey, whatever format it is in."""

from __future__ import annotations

from pathlib import Path

from ...protocol.errors import SurveyError
from ...protocol.progress import UNWATCHED, Monitor
from ...protocol.read_options import ReadOptions
from ..survey import Survey


def read_survey(path: Path, options: ReadOptions | None = None, monitor: Monitor = UNWATCHED) -> Survey:
    """Read a file, or a folder of files, with dispersion measurements and check it.

    Parameters
    ----------
    path : Path
        The file or folder, its format found out from its content; or ``PG:`` and a connection string, for a
        table of a PostGIS database.
    options : ReadOptions, optional
        What the user says about it.
    monitor : Monitor
        Progress, where there are many files, and cancellation.

    Returns
    -------
    Survey
        The usable sites; its report names every rejected site and point, and how the columns were
        understood. It may have no site left.

    Raises
    ------
    SurveyError
        If nothing in the file can be read as a survey; the message begins with the file's name.
    Cancelled
        If the user asked to stop.
    """
    # pandas and geopandas take a second to import: only once something is read.
    from .folders import folder
    from .heeded import tell_unheeded
    from .layers import vector
    from .layers.database import is_database, read_database
    from .plain_names import one_line
    from .quality import check
    from .readers import find_reader, read_source
    from .source import open_source
    from .tables.places import place_by_file_name

    options = options or ReadOptions()
    if is_database(path):
        return check(*read_database(str(path), options), options.highest_mode)
    path = Path(path)
    try:
        source = open_source(path, monitor)
        reader = find_reader(source)
        found = place_by_file_name(read_source(source, options, reader), source.name)
        found = tell_unheeded(found, options, layers=reader in (folder, vector))
    except SurveyError as error:
        raise SurveyError(f"{one_line(path.name or str(path), 255)}: {error}") from error
    return check(found, source.name, options.highest_mode)
