"""What a front end asks of the engine, one dataclass an order; `outcomes` holds what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Optional, Union

from .distribution import Distribution
from .forward_options import ForwardOptions
from .lines import SectionLine, WrittenLine
from .map_options import MapOptions, SectionOptions
from .product_options import ProductOptions
from .request import HOLES_WITHIN, MEASURED_WITHIN, SMALL_STRAIN_DAMPING, ExportFormat, Request
from .source import Source

Expected = Literal["either", "survey", "stack"]


@dataclass(frozen=True)
class Describe:
    """Say what a survey or a raster stack holds; nothing is computed. Answered by `Understanding`.

    Parameters
    ----------
    source : Source
        What to read.
    rejects : Path or None
        Table to write of everything in a survey that is not used or looks wrong; None writes none.
    """

    source: Source
    rejects: Optional[Path] = None


@dataclass(frozen=True)
class Invert:
    """Invert a survey or a raster stack, and map the survey where that is asked for. Answered by `Inverted`.

    Parameters
    ----------
    source : Source
        What to read.
    folder : Path
        Where the results go.
    request : Request
        Settings of the inversion.
    expects : {"either", "survey", "stack"}
        What the source has to be; the other is refused.
    keep_untrusted : bool
        Of a raster stack, whether depths are kept that a cell's curve does not resolve.
    maps : MapOptions or None
        How to map a survey afterwards; None leaves that out.
    project_crs : str or None
        System of the project that the maps go to, as for `DrawMaps`.
    distribution : Distribution
        Which processes work.
    """

    source: Source
    folder: Path
    request: Request = field(default_factory=Request)
    expects: Expected = "either"
    keep_untrusted: bool = False
    maps: Optional[MapOptions] = None
    project_crs: Optional[str] = None
    distribution: Distribution = field(default_factory=Distribution)


@dataclass(frozen=True)
class DrawMaps:
    """Map the results in a folder. Answered by `Maps`.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    options : MapOptions
        How to draw them.
    project_crs : str or None
        System of the project that they go to, code or WKT: taken where the options name none, the sites'
        coordinates are in degrees, and it suits them.
    """

    folder: Path
    options: MapOptions = field(default_factory=MapOptions)
    project_crs: Optional[str] = None


@dataclass(frozen=True)
class CutSection:
    """Cut a section through the results in a folder. Answered by `Cut`.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    line : SectionLine or WrittenLine
        Where to cut; a file with several lines makes a section of each.
    options : SectionOptions
        How to draw it.
    target : Path or None
        Raster to write, further ones with ``_2`` and so on; None takes the first ``section_1.tif``,
        ``section_2.tif`` … that is free in `folder`.
    """

    folder: Path
    line: Union[SectionLine, WrittenLine]
    options: SectionOptions = field(default_factory=SectionOptions)
    target: Optional[Path] = None


@dataclass(frozen=True)
class Export:
    """Write the results in a folder for another program. Answered by `Exported`.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    form : ExportFormat
        The format; see `docs/exports.md`.
    target : Path or None
        Folder to write to, a file for the formats of `result_files.EXPORT_FILES`; None takes a place in
        `folder`.
    sites : tuple of str or None
        Names of the sites to export; None exports all.
    grid : bool
        Whether the cells of the map are exported in place of the sites, where the format has both.
    measured_within : float
        Distance in m from a site within which Vs30 of a cell counts as measured.
    drawn : bool
        Whether the drawn profiles are written beside the reported one, where the format has both.
    damping : float
        Share of critical damping of all layers, where the format has it.
    municipality : str or None
        ISTAT code of the municipality, for the tables of Italian microzonation.
    """

    folder: Path
    form: ExportFormat
    target: Optional[Path] = None
    sites: Optional[tuple[str, ...]] = None
    grid: bool = False
    measured_within: float = MEASURED_WITHIN
    drawn: bool = False
    damping: float = SMALL_STRAIN_DAMPING
    municipality: Optional[str] = None


@dataclass(frozen=True)
class MakeReport:
    """Write a report of the results in a folder. Answered by `Reported`.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    title : str
        What stands over it; empty for one made of the survey's name.
    sites : tuple of str or None
        Names of the sites that get a page of their own; None gives one to all of a survey that is not large.
    """

    folder: Path
    title: str = ""
    sites: Optional[tuple[str, ...]] = None


@dataclass(frozen=True)
class MakeProducts:
    """Compute what follows from the drawn profiles in a folder. Answered by `Products`.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    options : ProductOptions
        Which products, and how.
    """

    folder: Path
    options: ProductOptions = field(default_factory=ProductOptions)


@dataclass(frozen=True)
class Compare:
    """Compare the profiles in a folder with boreholes near them. Answered by `Compared`.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    source : Source
        Table or layer of boreholes, and how to read it.
    depth_unit : {"m", "ft"} or None
        Unit of the depths, where the columns' names do not say or say it wrongly.
    within : float
        Farthest distance in m between a borehole and a site.
    target : Path or None
        Folder to write to; None takes ``comparison`` in `folder`.
    """

    folder: Path
    source: Source
    depth_unit: Optional[Literal["m", "ft"]] = None
    within: float = HOLES_WITHIN
    target: Optional[Path] = None


@dataclass(frozen=True)
class ModelCurves:
    """Compute the dispersion curves of profiles. Answered by `Modelled`.

    Parameters
    ----------
    source : Source
        Table or layer of profiles, and how to read it.
    target : Path
        Table to write, which can be read as a survey.
    options : ForwardOptions
        Which curves, and what Vp and density follow from where the table does not give them.
    depth_unit : {"m", "ft"} or None
        Unit of the depths, where the columns' names do not say or say it wrongly.
    """

    source: Source
    target: Path
    options: ForwardOptions = field(default_factory=ForwardOptions)
    depth_unit: Optional[Literal["m", "ft"]] = None


@dataclass(frozen=True)
class ShowDrawn:
    """Hand over profiles that were drawn for a site. Answered by `DrawnProfiles`.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    site : str
        The site's name.
    most : int
        How many profiles at most.
    """

    folder: Path
    site: str
    most: int = 60


@dataclass(frozen=True)
class ShowSites:
    """Hand over curves and profiles of sites. Answered by `SitesShown`.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    sites : tuple of str
        Their names.
    """

    folder: Path
    sites: tuple[str, ...]


@dataclass(frozen=True)
class PreviewSurvey:
    """Hand over a survey's sites and some of its curves, to be looked at before a run. Answered by `Preview`.

    Parameters
    ----------
    source : Source
        The survey.
    most : int
        How many curves at most: suspects first, and then some from all over the survey.
    """

    source: Source
    most: int = 60


@dataclass(frozen=True)
class ShowColumns:
    """Hand over the columns of a table, which may not be understood yet. Answered by `ColumnsSeen`.

    Parameters
    ----------
    source : Source
        The survey.
    """

    source: Source


Order = Union[
    Describe,
    Invert,
    DrawMaps,
    CutSection,
    Export,
    MakeReport,
    MakeProducts,
    Compare,
    ModelCurves,
    ShowDrawn,
    ShowSites,
    PreviewSurvey,
    ShowColumns,
]
