"""What a report says in words: what was measured and assumed, how sure it is, and where it all came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from ...protocol.counted import counted
from ...protocol.options.shared import VS30_LAW
from ...protocol.product_options import ProductOptions
from ...protocol.waves import VelocityType, Wave
from ..positions import parse_crs, unit_of
from .contents import Contents

Row = tuple[str, str]

CARRIED_DOWN = "Hatched: the curves around end above 30 m, and Vs30 is carried down."

_PRODUCTS = ProductOptions()
TRAINED_LAYERS, TRAINED_SPANS = 30, (2.0, 250.0)
"""Most layers of the earths that the network was trained on, and how many times its shortest wavelength the
longest one of a curve was."""


@dataclass(frozen=True)
class Chapter:
    """A part of the report in words.

    Parameters
    ----------
    title : str
        Its heading.
    paragraphs : list of str
        Sentences.
    rows : list of (str, str)
        What is told as a table of two columns.
    """

    title: str
    paragraphs: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def chapters(contents: Contents) -> list[Chapter]:
    """Return the chapters that come between what is told in brief and maps, sections and sites."""
    return [_survey(contents), _method(contents), _certainty(contents), _provenance(contents)]


def _survey(contents: Contents) -> Chapter:
    counts, record = contents.record["counts"], contents.record
    shortest, longest = contents.observed.curves.wavelength_range()
    unit = contents.unit
    rows = [
        ("input", str(record["input"])),
        ("sites inverted", f"{len(contents.sites)}"),
        ("sites not read", _not_read(int(counts.get("sites_not_read", 0)))),
        ("points on the curves", f"{counts['points']}"),
        ("curves", "; ".join(_branches(contents))),
        ("coordinate system", str(record.get("crs") or "none: the sites have no places")),
        (
            "wavelengths",
            f"{unit.factor * shortest.min():.3g} to {unit.factor * longest.max():.4g} {unit.length}",
        ),
        ("errors (sigma)", _errors(contents)),
        ("elevations", _elevations(contents)),
        ("dates and arrays of measurement", "not read by this program; see the records of the survey"),
    ]
    notes = [str(note) for note in record.get("notes", ())]
    said = [f"While the survey was read: {note}." for note in notes]
    return Chapter("The survey", said, rows)


def _not_read(count: int) -> str:
    return f"{count}, with their reasons in rejects.csv" if count else "none"


def _branches(contents: Contents) -> Iterator[str]:
    curves = contents.observed.curves
    kinds = np.stack([curves.wave, curves.kind, curves.mode], axis=1)
    for (wave, kind, mode), count in zip(*np.unique(kinds, axis=0, return_counts=True)):
        overtone = "fundamental mode" if mode == 0 else f"mode {mode}"
        name = f"{Wave(wave).name.capitalize()}, {VelocityType(kind).name.lower()} velocity, {overtone}"
        yield f"{name} ({count} points)"


def _errors(contents: Contents) -> str:
    stated = float(contents.observed.stated.mean())
    assumed = 100.0 * float(contents.record["settings"].get("relative_error", 0.03))
    if stated == 1.0:
        return "stated by the survey, one standard deviation"
    if stated == 0.0:
        return f"not stated by the survey; {assumed:g} % of the velocity was assumed"
    return f"stated by the survey for {100 * stated:.0f} % of the points; else {assumed:g} % was assumed"


def _elevations(contents: Contents) -> str:
    sites = contents.sites
    if "elevation_m" not in sites or sites["elevation_m"].isna().all():
        return "not stated: neither the survey nor a terrain gives them"
    known = sites["elevation_m"].dropna()
    origins = ", ".join(sorted(set(sites["elevation_from"].dropna().astype(str)) - {""}))
    among = "" if len(known) == len(sites) else f", at {counted(len(known), 'site')}"
    return f"{known.min():.0f} to {known.max():.0f} m{among}, from: {origins}"


def _method(contents: Contents) -> Chapter:
    settings, record = contents.record["settings"], contents.record
    relations = record.get("vp_and_density", {})
    rows = [
        (f"Vp and density, {name} ({counted(one['sites'], 'site')})", str(one["relation"]))
        for name, one in relations.items()
    ]
    rows += [
        ("water table", _water_table(contents)),
        (
            "velocity may decrease with depth",
            "yes" if settings.get("lvz", True) else "no: profiles do not decrease",
        ),
        ("Earth's curvature", "corrected for" if contents.curved else "not corrected for"),
        ("drawn profiles a site", str(settings.get("samples", 0))),
        ("neighbours", _neighbours(contents)),
    ]  # fmt: skip
    if np.isfinite(contents.sites["vs30_m_s"].to_numpy(float)).any():
        rows.append(("Vs30 below a curve's reach", _law(str(settings.get("vs30_law", "network")))))
    if contents.products is not None and "t_site_p50" in contents.products:
        rows.append(("site period and amplification", _RESPONSE))
    text = (
        "Each dispersion curve was inverted for a profile of shear-wave velocity (Vs) by a neural network "
        "trained on curves of random layered earths, made dimensionless; the profile was refined until its "
        "forward-modelled curve explains the observed one, and profiles that explain it as well were drawn "
        "near it. No number of layers and no bounds of velocity were chosen."
    )
    training = (
        f"The network was trained on flat earths of 2 to {TRAINED_LAYERS} layers, seen by curves whose "
        f"longest wavelength is {TRAINED_SPANS[0]:g} to {TRAINED_SPANS[1]:g} times the shortest; a curve "
        "unlike those has the status outside training. Its model card, MODEL_CARD.md, says more."
    )
    misfit = (
        "The misfit is chi = sqrt(mean(((observed - predicted) / sigma)^2)) over all points of a site: 1 "
        "explains the curve to within its errors."
    )
    return Chapter("Method and assumptions", [text, training, misfit], rows)


_RESPONSE = (
    "of SH waves that rise through the drawn profiles, linear, at the surface over outcropping rock; rock "
    f"from Vs of {_PRODUCTS.reference:g} m/s and a damping of {100 * _PRODUCTS.damping:g} % unless products "
    "was told otherwise. A lower limit where rock is much faster than its cover"
)


def _law(law: str) -> str:
    """Return what carries Vs30 down, and what that does to its band."""
    said = VS30_LAW.labels.get(law, law)
    if law == "network":
        return f"carried down by {said}, whose scatter below the depth of investigation is in the band"
    return f"carried down by the relation of {said}, whose scatter is in the band"


def _water_table(contents: Contents) -> str:
    given = contents.record["settings"].get("water_table")
    found = contents.record.get("neighbours", {}).get("water_table_m")
    if given is not None:
        return f"at {given:g} m, as was given"
    if found is not None:
        return f"at about {found:g} m, as the survey's curves together say"
    return "not known"


def _neighbours(contents: Contents) -> str:
    neighbours = contents.record.get("neighbours", {})
    if not neighbours.get("used"):
        return str(neighbours.get("why_not", "each site by itself"))
    reach = contents.unit.factor * float(neighbours["range_m"])
    return (
        f"{neighbours['informed']} sites informed by their neighbours' curves (range {reach:.3g} "
        f"{contents.unit.length}), {neighbours['stands_out'] or 'none'} kept apart because they stand out"
    )


_OF_CLASSES = (
    "Vs30 is 30 m over the vertical travel time of the top 30 m. Beside it stands a check that rests on no "
    "inversion, 1.045 times the velocity of the Rayleigh wave of 40 m (Martin and Diehl 2004). Site classes "
    "rest on velocity alone: soft clay, liquefiable soil and all other criteria of the codes were not "
    "assessed. In range are the classes that the 5 to 95 % range of Vs30 touches or, where the profile "
    "decides, those with a probability of at least 5 %."
)


def _certainty(contents: Contents) -> Chapter:
    sites = contents.sites
    status = sites["status"].value_counts()
    chi = sites["chi"].to_numpy(float)
    fits = np.isfinite(chi)
    rows = [
        ("median misfit chi", f"{np.median(chi[fits]):.2f}" if fits.any() else "not computed"),
        ("sites with chi below 1.2", f"{int((chi[fits] < 1.2).sum())} of {int(fits.sum())}"),
        *(
            (f"status: {name.replace('_', ' ')}", counted(int(count), "site"))
            for name, count in status.items()
        ),
    ]
    bands = (
        "Bands are of 90 % (from 5 to 95 %) and of 68 % (from 16 to 84 %): of what the ground may be, given "
        "the curve, its errors, and what is not known of Vp and density. They do not hold errors of picking "
        "such as one mode taken for another, nor ground that changes within the length of the array."
    )
    depth = (
        "Below the depth of investigation (half the longest wavelength) and above a quarter of the shortest "
        "wavelength the curve says next to nothing; values there are marked, and left blank on maps."
    )
    paragraphs = [bands, depth]
    if np.isfinite(sites["vs30_m_s"].to_numpy(float)).any():
        paragraphs.append(_OF_CLASSES)
    if contents.map_record:
        paragraphs.append(_of_maps(contents))
    return Chapter("How sure the numbers are", paragraphs, rows)


def _of_maps(contents: Contents) -> str:
    record, unit = contents.map_record, contents.unit
    said = (
        f"Maps are interpolated between the sites ({record.get('method', 'linear')}, cells of "
        f"{record['resolution']:g} {unit_of(parse_crs(record['crs']))} in {record['crs']}), up to "
        f"{unit.factor * record['max_distance_m']:.3g} {unit.length} from a site; farther away they stay "
        "blank."
    )
    without = record.get("without")
    if without:
        names = ", ".join(without)
        said += f" They are drawn without {counted(len(without), 'site')}, left out by hand: {names}."
    left_out = record.get("left_out_blocks")
    if left_out:
        said += (
            f" With blocks of sites left out, what is foretold there errs by {left_out['error']:.2f} of ln "
            f"Vs in the mean, and its 90 % bands hold "
            f"{100 * left_out['inside_90']:.0f} % of the left-out values."
        )
    return said


def _provenance(contents: Contents) -> Chapter:
    record = contents.record
    packages = ", ".join(f"{name} {version}" for name, version in record.get("packages", {}).items())
    columns = [
        f"{c['column']} is {c['quantity']}" for c in record.get("columns", ()) if c["column"] != c["quantity"]
    ]
    rows = [
        ("Vs Mapper", str(record.get("vs_mapper", ""))),
        ("weights, SHA-256 begins", str(record.get("weights_sha256", ""))[:16]),
        ("packages", packages),
        ("columns as understood", "; ".join(columns) or "as the format says"),
        ("settings", ", ".join(f"{k} {v}" for k, v in record["settings"].items() if v is not None)),
        ("report made", date.today().isoformat()),
    ]
    text = "The files of the run lie beside this report; manifest.json has their SHA-256."
    return Chapter("Provenance", [text], rows)


def map_caption(contents: Contents, title: str, blank: str, hatched: bool) -> str:
    """Return what is to be known of a map beside its legend."""
    record = contents.map_record
    carried = f" {CARRIED_DOWN}" if hatched else ""
    return (
        f"{title}: on the left the likeliest value, on the right one standard deviation of it in percent, as "
        f"the spatial model has it.{carried} Points are the sites; coordinates in {record.get('crs', '')}, "
        f"interpolated by {record.get('method', '')}, {blank}."
    )
