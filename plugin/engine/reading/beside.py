"""The files that a table names: plain ones in its own folder, or in folders within it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from ...protocol.address import seems_address
from ...protocol.errors import SurveyError


def leads_out(path: Path) -> bool:
    """Return True for a link whose target, at its end, does not lie beside it."""
    if not path.is_symlink():
        return False
    try:
        target = path.resolve()
        return target.is_symlink() or target.parent != path.parent.resolve()  # a loop stays a link
    except (OSError, RuntimeError):
        return True


def file_beside(word: str, folder: Path, what: str = "the table") -> Path:
    """Return the plain file in a folder that a word names.

    Parameters
    ----------
    word : str
        A path with slashes or backslashes, relative to the folder.
    folder : Path
        The folder of the table, resolved.
    what : str
        What names the file, for messages.

    Raises
    ------
    SurveyError
        If it is not there, leads out of the folder or is hidden.
    """
    if seems_address(word):
        raise SurveyError(f"an address, which {what} cannot name: what it names is beside it; download that")
    outside = f"not the path of a file within the folder of {what}"
    parts = PurePosixPath(word.replace("\\", "/")).parts
    if PureWindowsPath(word).anchor or any(part == ".." or part.startswith(("/", ".")) for part in parts):
        raise SurveyError(outside)
    try:
        path = folder.joinpath(*parts).resolve()
        inside, is_file = path.is_relative_to(folder), path.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        raise SurveyError(outside) from error
    if not inside:
        raise SurveyError(f"a link that leads out of the folder of {what}")
    if not is_file:
        raise SurveyError(f"no such file beside {what}")
    return path
