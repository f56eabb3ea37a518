"""What the dock and the toolbox ask of the engine about raster stacks; to be called as `jobs` is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..protocol.progress import Monitor
from ..protocol.request import Request
from ..protocol.stack_input import StackPart
from ..qgis_layers.layer_table import LayerTable
from ..qgis_layers.survey_source import SourceError, SurveySource
from .isolation import import_geospatial, import_network

if TYPE_CHECKING:
    from ..engine.stack.inversion import StackResult
    from ..engine.stack.stack import RasterStack


def is_stack(source: SurveySource) -> bool:
    """Return True where a source is a raster stack, False where it holds curves.

    Raises
    ------
    SourceError
        If it is several files that are no rasters, or curves with what only a stack can have.
    """
    from ..engine.stack import reading as stack_reading

    place, overrides = source.place, source.overrides
    if isinstance(place, tuple):
        strays = [part.path for part in place if not part.dataset and not stack_reading.is_stack(part.path)]
        if strays:
            raise SourceError(
                f"{strays[0].name}: is no raster. Several files at once make a raster stack; to read several "
                "files of curves, put them into one folder and choose the folder"
            )
        return True
    found = not isinstance(place, LayerTable) and stack_reading.is_stack(place)
    if not found and (overrides.sigma or overrides.periods):
        raise SourceError(f"{source.name}: is no raster stack; sigma rasters and periods are for those only")
    return found


def open_source(source: SurveySource) -> RasterStack:
    """Find out what a stack holds."""
    from ..engine.stack.reading import open_stack

    parts = (StackPart(source.place),) if isinstance(source.place, Path) else source.place
    return open_stack(parts, source.options(), source.overrides.sigma, source.periods())


def invert(
    source: SurveySource, request: Request, folder: Path, monitor: Monitor, keep_untrusted: bool = False
) -> StackResult:
    """Invert a stack, going on with what an earlier run of the same settings has left in the folder."""
    monitor.step(0.0, f"reading {source.name}")
    import_geospatial()
    stack = open_source(source)
    import_network()
    from ..engine.stack.inversion import invert_stack

    return invert_stack(stack, request, folder, monitor, keep_untrusted)
