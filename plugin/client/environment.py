"""The variables that the engine's process gets: this program's, without what would lead it astray.

QGIS's start scripts set variables for its own Python, GDAL, PROJ and Qt; another Python that finds them
loads the wrong libraries. Proxies, certificates and everything else of the user's are kept.
"""

from __future__ import annotations

from collections.abc import Mapping

_TAKEN_OUT = ("PYTHON", "GDAL_", "PROJ_", "QT_", "DYLD_", "VIRTUAL_ENV", "__PYVENV", "CONDA_PREFIX")
_TAKEN_OUT_WHOLE = frozenset(("LD_LIBRARY_PATH", "LD_PRELOAD", "OSGEO4W_ROOT", "GDALDRIVERPATH", "QTDIR"))
_OF_THE_USER = "GDAL_HTTP_"  # how what he names on the web is asked for
_SET = {"PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}


def clean_environment(own: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a process that must not see QGIS's libraries.

    Parameters
    ----------
    own : mapping of str to str
        The variables of this program.

    Returns
    -------
    dict of str to str
        Without those of Python, GDAL, PROJ, Qt and the dynamic linker; pipes are UTF-8, and packages in
        the user's site folder are not seen.
    """
    kept = {name: value for name, value in own.items() if not _leads_astray(name.upper())}
    return {**kept, **_SET}


def _leads_astray(name: str) -> bool:
    return name in _TAKEN_OUT_WHOLE or (name.startswith(_TAKEN_OUT) and not name.startswith(_OF_THE_USER))
