"""What a report says in words: what was measured and assumed, how sure it is, and where it all came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from ...protocol.counted import counted
from ...protocol.waves import VelocityType, Wave
from .contents import Contents
from .product_rows import product_rows
from .proxy import vs30_of_40_m_wave

Row = tuple[str, str]
INDEX_CAPTION = (
    "chi is the misfit, reach the depth of investigation; Vs30 in m/s with its 5 to 95 % range; classes of "
    "ASCE 7-22 and Eurocode 8 (2004), from velocity alone."
)
_CLASSES = {"asce7_22": "class, ASCE 7-22", "asce7_16": "class, ASCE 7-16", "ec8": "ground type, EC8 (2004)"}


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
    """Return the chapters that come before maps, sections and sites."""
    return [_survey(contents), _method(contents), _certainty(contents), _provenance(contents)]


def _survey(contents: Contents) -> Chapter:
    counts, record = contents.record["counts"], contents.record
    shortest, longest = contents.observed.curves.wavelength_range()
    unit = contents.unit
    rows = [
        ("input", str(record["input"])),
        ("sites inverted", f"{len(contents.sites)}"),
        ("sites not read", f"{counts.get('sites_not_read', 0)}, with their reasons in rejects.csv"),
        ("points on the curves", f"{counts['points']}"),
        ("curves", "; ".join(_branches(contents))),
        ("coordinate system", str(record.get("crs") or "none: the sites have no places")),
        (
            "wavelengths",
            f"{unit.factor * shortest.min():.3g} to {unit.factor * longest.max():.4g} {unit.length}",
        ),
        ("errors (sigma)", _errors(contents)),
    ]
    notes = [str(note) for note in record.get("notes", ())]
    said = [f"While the survey was read: {note}." for note in notes]
    return Chapter("The survey", said, rows)


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
    text = (
        "Each dispersion curve was inverted for a profile of shear-wave velocity (Vs) by a neural network "
        "trained on curves of random layered earths, made dimensionless; the profile was refined until its "
        "forward-modelled curve explains the observed one, and profiles that explain it as well were drawn "
        "near it. No number of layers and no bounds of velocity were chosen."
    )
    misfit = (
        "The misfit is chi = sqrt(mean(((observed - predicted) / sigma)^2)) over all points of a site: 1 "
        "explains the curve to within its errors."
    )
    return Chapter("Method and assumptions", [text, misfit], rows)


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
        f"{contents.unit.length}), {neighbours['stands_out']} stand out and were kept apart"
    )


def _certainty(contents: Contents) -> Chapter:
    sites = contents.sites
    status = sites["status"].value_counts()
    chi = sites["chi"].to_numpy(float)
    fits = np.isfinite(chi)
    rows = [
        ("median misfit chi", f"{np.median(chi[fits]):.2f}" if fits.any() else "not computed"),
        ("sites with chi below 1.2", f"{int((chi[fits] < 1.2).sum())} of {int(fits.sum())}"),
        *((f"status {name}", counted(int(count), "site")) for name, count in status.items()),
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
    if contents.map_record:
        paragraphs.append(_of_maps(contents))
    return Chapter("How sure the numbers are", paragraphs, rows)


def _of_maps(contents: Contents) -> str:
    record, unit = contents.map_record, contents.unit
    said = (
        f"Maps are interpolated between the sites ({record.get('method', 'linear')}, cells of "
        f"{record['resolution']:g} in {record['crs']}), up to {unit.factor * record['max_distance_m']:.3g} "
        f"{unit.length} from a site; farther away they stay blank."
    )
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
    columns = [f"{c['column']} is {c['quantity']}" for c in record.get("columns", ())]
    rows = [
        ("Vs Mapper", str(record.get("vs_mapper", ""))),
        ("weights (SHA-256)", str(record.get("weights_sha256", ""))[:16]),
        ("packages", packages),
        ("columns as understood", "; ".join(columns) or "as the format says"),
        ("settings", ", ".join(f"{k} {v}" for k, v in record["settings"].items() if v is not None)),
        ("report made", date.today().isoformat()),
    ]
    text = (
        "The files of the run lie beside this report; manifest.json has their SHA-256. Site classes rest on "
        "velocity alone: soft clay, liquefiable soil and all other criteria of the codes were not assessed. "
        "Beside Vs30 stands a check that rests on no inversion, 1.045 times the velocity of the Rayleigh "
        "wave of 40 m (Martin and Diehl 2004)."
    )
    return Chapter("Provenance", [text], rows)


def site_rows(contents: Contents, row: int) -> list[Row]:
    """Return the numbers of a site as a table of two columns."""
    site, unit = contents.sites.iloc[row], contents.unit
    place = contents.sites.geometry.iloc[row] if hasattr(contents.sites, "geometry") else None
    curve = contents.observed.take(np.array([row])).curves
    rows: list[Row] = []
    if place is not None and not place.is_empty:
        digits = 1 if abs(place.x) > 360 or abs(place.y) > 360 else 5
        rows.append((f"place ({contents.record.get('crs')})", f"{place.x:.{digits}f}, {place.y:.{digits}f}"))
    rows += [
        ("status", str(site["status"]).replace("_", " ")),
        ("misfit chi", _number(site["chi"], 2)),
        ("profiles drawn that explain the curve", _number(site["n_accepted"], 0)),
        (f"depth of investigation ({unit.length})", _number(unit.factor * site["doi_m"], 1)),
        ("Vs30 (m/s), 5 to 95 %", _vs30(site)),
        ("Vs30 by the wave of 40 m (m/s)", _number(vs30_of_40_m_wave(curve), 0)),
        *((title, _class(site, name)) for name, title in _CLASSES.items()),
        (f"depth to 1.0 km/s ({unit.length})", _banded(site, "z1_0", "z1_0_m", unit.factor, 1)),
        (f"depth to 2.5 km/s ({unit.length})", _banded(site, "z2_5", "z2_5_m", unit.factor, 1)),
        ("Vp and density as for", _text(site.get("vp_from"))),
    ]
    if contents.products is not None:
        rows += product_rows(contents.products.iloc[row])
    return [(name, value) for name, value in rows if value]


def _banded(site: object, name: str, column: str, factor: float, digits: int) -> str:
    values = [factor * float(site[key]) for key in (column, f"{name}_p05", f"{name}_p95")]  # type: ignore[index]
    if not np.isfinite(values[0]):
        return ""
    ends = [_number(value, digits) or "not reached" for value in values[1:]]
    return f"{_number(values[0], digits)} ({ends[0]} to {ends[1]})"


def _vs30(site: object) -> str:
    """Return Vs30 with its band, and what carried it down where the curve does not reach 30 m."""
    band = _banded(site, "vs30", "vs30_m_s", 1.0, 0)
    law, share = _text(site.get("vs30_law")), site.get("vs30_measured_pct")  # type: ignore[attr-defined]
    if not band or law in ("", "measured"):
        return band
    return f"{band}; {share:.0f} % of the 30 m within reach, carried down by: {law}"


def _class(site: object, name: str) -> str:
    """Return a class with its probability."""
    found, odds = _text(site.get(f"class_{name}")), site.get(f"p_{name}")  # type: ignore[attr-defined]
    if not found or odds is None or not np.isfinite(odds):
        return found
    return f"{found} (probability {100 * odds:.0f} %)"


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if np.isfinite(value) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def map_caption(contents: Contents, title: str) -> str:
    """Return what is to be known of a map beside its legend."""
    record = contents.map_record
    return (
        f"Left: {title}, the likeliest value. Right: one standard deviation of it in percent, as the spatial "
        f"model has it. Points are the sites; system {record.get('crs', '')}, interpolated by "
        f"{record.get('method', '')}, blank farther from a site than the survey reaches."
    )


def index_names(contents: Contents) -> list[str]:
    """Return the heading of the table of sites."""
    unit = contents.unit.length
    numbers = ["chi", f"reach {unit}", "Vs30", "5 %", "95 %", "ASCE", "EC8"]
    return ["site", *(numbers if _near_surface(contents) else numbers[:2]), "status"]


def index_rows(contents: Contents) -> Iterator[list[str]]:
    """Yield a row a site, as `index_names` says."""
    unit, near = contents.unit, _near_surface(contents)
    for _, site in contents.sites.iterrows():
        row = [str(site["site"]), _number(site["chi"], 2), _number(unit.factor * site["doi_m"], 1)]
        if near:
            row += [_number(float(site[name]), 0) for name in ("vs30_m_s", "vs30_p05", "vs30_p95")]
            row += [_text(site.get(name)) for name in ("class_asce7_22", "class_ec8")]
        yield [*row, str(site["status"]).replace("_", " ")]


def _near_surface(contents: Contents) -> bool:
    """Whether any site has a Vs30."""
    return bool(np.isfinite(contents.sites["vs30_m_s"].to_numpy(float)).any())
