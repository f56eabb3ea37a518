"""One folder of results -> one named group of styled layers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from . import colours
from .groups import add_group, add_layer
from .rasters import most_telling_band, open_raster, show_band, style
from .sites import open_sites

# Single maps beside the depth stack: file, layer name, colours, unit.
SINGLES = (
    ("vs30.tif", "Vs30 (m/s)", colours.VELOCITY, "m/s"),
    ("z1_0.tif", "Depth to Vs 1.0 km/s (m)", colours.DEPTH, "m"),
    ("z2_5.tif", "Depth to Vs 2.5 km/s (m)", colours.DEPTH, "m"),
    ("chi.tif", "Misfit chi (1 fits to within the errors)", colours.UNCERTAINTY, ""),
    ("distance.tif", "Distance to nearest site (m)", colours.DISTANCE, "m"),
)


@dataclass(frozen=True)
class ResultLayers:
    """The layers of one result; None where its file was not made.

    Parameters
    ----------
    group : QgsLayerTreeGroup
        The group that holds them.
    group_name : str
        Its name, which finds it again after the user has removed it or opened another project.
    sites : QgsVectorLayer or None
        One point a site.
    vs, sigma : QgsRasterLayer or None
        Vs and its standard deviation in m/s, one band a depth.
    singles : tuple of QgsRasterLayer
        The maps that are not a stack of depths.
    scale : ColourScale or None
        Colours of `vs`, the same for all its bands.
    """

    group: QgsLayerTreeGroup
    group_name: str
    sites: QgsVectorLayer | None
    vs: QgsRasterLayer | None
    sigma: QgsRasterLayer | None
    singles: tuple[QgsRasterLayer, ...]
    scale: colours.ColourScale | None

    @property
    def all(self) -> list[QgsMapLayer]:
        """Every layer that was made, in drawing order."""
        return [layer for layer in (self.sites, self.vs, self.sigma, *self.singles) if layer is not None]

    def show_band(self, band: int) -> None:
        """Show the same depth in the Vs and the uncertainty layer, where the user has not removed them."""
        for layer in (self.vs, self.sigma):
            if layer is not None and not sip.isdeleted(layer):
                show_band(layer, band)


def add_results(folder: Path, name: str, project: QgsProject) -> ResultLayers:
    """Add the files of a result folder to the project; files that are absent are left out.

    Raises
    ------
    LayerError
        If QGIS cannot read one of the files; nothing is added then.
    """
    sites = open_sites(folder / "sites.gpkg") if (folder / "sites.gpkg").exists() else None
    vs = _open(folder / "vs.tif", "Vs (m/s)")
    sigma = _open(folder / "vs_sigma.tif", "Vs uncertainty, 1 sigma (m/s)")
    band = most_telling_band(vs) if vs is not None else 1
    scale = style(vs, colours.VELOCITY, "m/s", band) if vs is not None else None
    if sigma is not None:
        style(sigma, colours.UNCERTAINTY, "m/s", band)
    singles = []
    for file, title, palette, unit in SINGLES:
        layer = _open(folder / file, title)
        if layer is not None:
            style(layer, palette, unit)
            singles.append(layer)
    group = add_group(name, project)
    layers = ResultLayers(group, group.name(), sites, vs, sigma, tuple(singles), scale)
    for layer in layers.all:
        add_layer(layer, layers.group, project, visible=layer is sites or layer is vs)
    for node in layers.group.findLayers():
        # Only now: QGIS expands the layer that was added last.
        node.setExpanded(node.itemVisibilityChecked())
    return layers


def remove_results(folder: Path, project: QgsProject) -> None:
    """Take the layers that show files of the folder out of the project, and groups that this leaves empty.

    Their files are about to be, or have been, replaced; QGIS would go on showing the old ones.
    """
    registry = QgsProviderRegistry.instance()
    for layer in list(project.mapLayers().values()):
        path = registry.decodeUri(layer.providerType(), layer.source()).get("path")
        if not path or Path(path).parent != folder:
            continue
        node = project.layerTreeRoot().findLayer(layer.id())
        parent = node.parent() if node is not None else None
        project.removeMapLayer(layer.id())
        if parent is not None and parent.parent() is not None and not parent.children():
            parent.parent().removeChildNode(parent)


def _open(path: Path, name: str) -> QgsRasterLayer | None:
    return open_raster(path, name) if path.exists() else None
