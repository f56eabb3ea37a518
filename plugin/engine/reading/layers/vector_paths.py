"""Where GDAL finds layers: in a file, a workbook, a geodatabase, or a member of a ZIP archive."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ....protocol.errors import SurveyError
from ...files.gdal import gdal_name, has_paired_braces, vector_library
from ..source import Source
from .redirection import look_through, require_plain_companions, require_plain_files
from .workbook_extent import refuse_vast_sheets

NAME = "vector file"

# GeoPackage and SpatiaLite, Shapefile, FlatGeobuf, GeoParquet.
_SIGNATURES = (b"SQLite format 3\0", b"\0\0\x27\x0a", b"fgb", b"PAR1")
_ZIP = b"PK\x03\x04"
_IN_ZIP = (".shp", ".gpkg", ".geojson", ".json", ".fgb", ".kml", ".gml")
_GEODATABASE = ".gdb"
# A member that only workbooks have: of XLSX and of ODS, each sheet of which is a layer.
_OF_WORKBOOKS = ("xl/workbook.xml", "content.xml")
_MOST_MEMBERS, _MOST_UNPACKED = 1000, 1 << 28


@dataclass(frozen=True)
class VectorPath:
    """What to hand to GDAL.

    Parameters
    ----------
    path : str
        As GDAL knows it.
    name : str
        As the user does.
    others : tuple of str
        Others that there are in the same archive.
    views : tuple of str
        Layers in it that are queries, which are not read.
    is_workbook : bool
        True where the layers are sheets.
    """

    path: str
    name: str
    others: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    is_workbook: bool = False

    def layers(self) -> list[str]:
        """Return the names of the layers that may be read.

        Raises
        ------
        RuntimeError, ValueError, OSError
            If GDAL cannot read it.
        """
        found = [str(name) for name in vector_library().list_layers(self.path)[:, 0]]
        return [name for name in found if name not in self.views]


def is_vector(source: Source) -> bool:
    """Return True for a vector format that the first bytes tell; GDAL has the last word on reading it."""
    if source.body is not None:
        return False
    if source.path.is_dir():
        return is_file_geodatabase(source.path)
    return _is_vector_head(source.head) or (source.is_text and _is_markup(source.head)) or _is_archive(source)


def is_file_geodatabase(path: Path) -> bool:
    """Return True for a folder that holds an ESRI file geodatabase."""
    return path.is_dir() and (path / "a00000001.gdbtable").is_file()


def _is_vector_head(head: bytes) -> bool:
    return head.startswith(_SIGNATURES)


def _is_markup(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"<")


def _is_archive(source: Source) -> bool:
    if not source.head.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(source.path) as archive:
            return _is_workbook(archive) or bool(_candidates(archive))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return False


def locate(source: Source, wanted: str | None, crs: str | None = None) -> VectorPath:
    """Return where the layers are; of an archive with several data sets the wanted one, else the first.

    Parameters
    ----------
    source : Source
        A file or folder that GDAL reads.
    wanted : str or None
        Name of a layer; in an archive it may be that of a data set too.
    crs : str or None
        The system of the coordinates, where the user gives it: that of the file does not count then.

    Raises
    ------
    SurveyError
        If it sends GDAL elsewhere, or is an archive that is damaged, encrypted or too large when unpacked.
    """
    if source.path.is_dir():
        require_plain_files(source.path)
        return VectorPath(gdal_name(source.path), source.path.stem)
    if not source.head.startswith(_ZIP):
        require_plain_companions(source.path)
        views = look_through(source.path, crs)
        return VectorPath(gdal_name(source.path), source.path.stem, views=views)
    try:
        with zipfile.ZipFile(source.path) as archive:
            return _in_archive(source, archive, wanted, crs)
    except SurveyError:
        raise
    except Exception as error:  # whatever zipfile stumbles over in a damaged archive
        raise SurveyError(f"the ZIP archive is damaged ({str(error).strip()[:100]})") from error


def _in_archive(source: Source, archive: zipfile.ZipFile, wanted: str | None, crs: str | None) -> VectorPath:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        what, remedy = (
            ("workbook", "save the table of curves by itself, as CSV")
            if _is_workbook(archive)
            else ("archive", "unpack it")
        )
        raise SurveyError(
            f"the {what} holds more than {_MOST_MEMBERS} files or {_MOST_UNPACKED >> 20} MiB; {remedy}"
        )
    if any(member.flag_bits & 1 for member in members):
        raise SurveyError("the archive is encrypted; unpack it")
    if _is_workbook(archive):
        refuse_vast_sheets(archive)
        if not has_paired_braces(source.path):
            raise SurveyError("its path holds a brace, by which GDAL would not find it; rename it")
        return VectorPath(gdal_name(source.path), source.path.stem, is_workbook=True)
    found = _candidates(archive)
    if not found:
        raise SurveyError("the archive holds no layer")
    stems = {name: PurePosixPath(name).stem for name in found}
    chosen = next((name for name in found if stems[name] == wanted), found[0])
    views = _look_through(archive, chosen, crs) if chosen in archive.namelist() else ()
    others = tuple(stems[name] for name in found if name != chosen)
    return VectorPath(gdal_name(source.path, chosen), stems[chosen], others, views)


def _look_through(archive: zipfile.ZipFile, member: str, crs: str | None) -> tuple[str, ...]:
    """Refuse a member that sends GDAL elsewhere; return which of its layers are views."""
    with tempfile.TemporaryDirectory() as folder, archive.open(member) as packed:
        unpacked = Path(folder, "member")
        with unpacked.open("wb") as file:
            shutil.copyfileobj(packed, file)
        return look_through(unpacked, crs)


def _is_workbook(archive: zipfile.ZipFile) -> bool:
    return any(name in archive.namelist() for name in _OF_WORKBOOKS)


def _candidates(archive: zipfile.ZipFile) -> list[str]:
    """Return the data sets in an archive: files, and folders of geodatabases."""
    names = [name for name in archive.namelist()[:_MOST_MEMBERS] if "__MACOSX" not in name]
    folders = {
        str(folder) for name in names for folder in PurePosixPath(name).parents
        if folder.suffix.lower() == _GEODATABASE and str(folder) not in names
    }  # fmt: skip
    files = [
        name for name in names if name.lower().endswith(_IN_ZIP) and ".." not in PurePosixPath(name).parts
    ]
    return sorted(folders) + sorted(files)
