"""What is told of a layer of results: its notes, and its metadata with what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from html import escape
from pathlib import Path

from qgis.core import QgsApplication, QgsLayerMetadata, QgsLayerNotesUtils, QgsMapLayer, QgsVectorLayer

from ..protocol.result_columns import Column
from ..protocol.result_files import RUN
from .run_record import record_of
from .translated import tr, with_unit

_NO_RIGHTS = tr("Whose the data are, and under which licence, is not known to the program.")


def note_fields(layer: QgsVectorLayer, columns: Sequence[Column], what: str) -> None:
    """Write what a layer holds, and a dictionary of its fields, into its notes."""
    known = [column for column in columns if layer.fields().indexOf(column.name) >= 0]
    rows = "".join(
        f"<tr><td><b>{escape(with_unit(column.alias, column.unit))}</b></td>"
        f"<td>{escape(column.meaning)}</td></tr>"
        for column in known
    )
    QgsLayerNotesUtils.setLayerNotes(layer, f"<p>{escape(what)}</p><table>{rows}</table>")


def note(layer: QgsMapLayer, text: str) -> None:
    """Write a plain text into the notes of a layer."""
    QgsLayerNotesUtils.setLayerNotes(layer, f"<p>{escape(text)}</p>")


def tell_origin(layer: QgsMapLayer, folder: Path, title: str, what: str) -> None:
    """Say in the metadata of a layer what it is, and what it was made of.

    No licence is claimed. Names of files and sites are shown as they stand.

    Parameters
    ----------
    layer : QgsMapLayer
        The layer.
    folder : Path
        The results that it is of.
    title : str
        What it is called.
    what : str
        What it holds, in sentences.
    """
    record = record_of(folder)
    survey = str(record.get("input", folder.name))
    told = QgsLayerMetadata()
    told.setType("dataset")
    told.setLanguage(QgsApplication.locale()[:2] or "en")
    told.setTitle(escape(f"{title}: {survey}"))
    told.setAbstract(escape(what))
    told.setKeywords({"gmd:topicCategory": ["geoscientificInformation"], "Vs Mapper": _KEYWORDS})
    told.setHistory([escape(line) for line in _history(record, folder, survey)])
    told.setRights([_NO_RIGHTS])
    told.setCrs(layer.crs())
    layer.setMetadata(told)


_KEYWORDS = ["shear-wave velocity", "Vs", "surface waves", "dispersion curves", "uncertainty"]
_SETTINGS = (
    "samples",
    "lvz",
    "poisson",
    "water_table",
    "relative_error",
    "robust",
    "independent",
    "vs30_law",
)


def _history(record: dict, folder: Path, survey: str) -> list[str]:
    """Return how the results came about, as far as their record tells."""
    lines = [
        tr("Dispersion curves of {survey}, read by Vs Mapper {version}")
        .format(survey=survey, version=record.get("vs_mapper", ""))
        .rstrip()
    ]
    counts = record.get("counts")
    if isinstance(counts, dict):
        ok, sites = counts.get("ok"), counts.get("sites", counts.get("cells"))
        lines.append(
            tr("Inverted: {sites} sites or cells, of which {ok} explain their curves").format(
                sites=sites, ok=ok
            )
        )
    settings = record.get("settings")
    if isinstance(settings, dict):
        said = ", ".join(f"{name} {settings[name]}" for name in _SETTINGS if name in settings)
        lines.append(tr("Settings: {said}").format(said=said))
    if record.get("weights_sha256"):
        lines.append(tr("Weights of the network: SHA-256 {hash}").format(hash=record["weights_sha256"]))
    if (folder / RUN).is_file():
        made = datetime.fromtimestamp((folder / RUN).stat().st_mtime, tz=timezone.utc)
        lines.append(tr("Made on {made:%Y-%m-%d} (UTC)").format(made=made))
    return lines
