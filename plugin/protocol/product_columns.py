"""The columns of the tables of products, whose names say what they rest on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Optional

from .product_options import ProductOptions
from .result_columns import SITE, SITE_COLUMNS, Column
from .site_standards import ASCE7_22, NOT_ASSESSED, STANDARDS, Standard

PERCENTS = (5, 16, 50, 84, 95)
"""The quantiles that every number comes with."""
NOT_ASSESSED_COLUMN = Column("not_assessed", "not assessed", "", None, NOT_ASSESSED)
_OF_SITES = {column.name: column for column in SITE_COLUMNS}


def mean_to_stem(bottom: float) -> str:
    """Return what the mean velocity to a depth in m is called, without its quantile."""
    return f"vs{bottom:g}"


def between_stem(top: float, bottom: float) -> str:
    """Return what the mean velocity between two depths in m is called."""
    return f"vs_{top:g}to{bottom:g}m"


def depth_stem(velocity: float) -> str:
    """Return what the depth to a velocity in m/s is called."""
    return f"z_vs{velocity:g}"


def quantile_names(stem: str) -> tuple[str, ...]:
    """Return the columns of a number's quantiles."""
    return tuple(f"{stem}_p{percent:02d}" for percent in PERCENTS)


def stems(options: ProductOptions) -> tuple[str, ...]:
    """Return the numbers that come with quantiles, in the order of their columns."""
    found = ["vs30"]
    found += [mean_to_stem(bottom) for bottom in options.mean_to if bottom != 30.0]
    found += [between_stem(*span) for span in options.mean_between]
    found += [depth_stem(velocity) for velocity in options.depths_to]
    found += ["h800", "vs_h"]
    found += ["z_steepest"] if options.steepest is not None else []
    return (*found, *(("t_site", "t_travel", "amp_peak") if options.response else ()))


def standards_of(options: ProductOptions) -> tuple[Standard, ...]:
    """Return the standards that are asked for."""
    return tuple(STANDARDS[key] for key in options.standards or STANDARDS)


def columns_of(options: ProductOptions) -> tuple[Column, ...]:
    """Return the columns of the table of products."""
    names = [*quantile_names("vs30"), "vs30_measured_pct", "vs30_law"]
    for standard in standards_of(options):
        names += [standard.class_column, standard.odds_column, standard.range_column]
        if standard is ASCE7_22:
            names += [f"{standard.class_column}_low", f"{standard.class_column}_high"]
    for stem in stems(options)[1:]:
        names += quantile_names(stem)
    for standard in standards_of(options):
        names += standard.odds_columns()
    return (SITE, *(column(name) for name in names), NOT_ASSESSED_COLUMN)


def column(name: str) -> Column:
    """Return the column of a name.

    Raises
    ------
    KeyError
        If no product is called so.
    """
    if name in ("vs30_measured_pct", "vs30_law", "site"):
        return _OF_SITES[name]
    if name == NOT_ASSESSED_COLUMN.name:
        return NOT_ASSESSED_COLUMN
    found = _of_quantile(name) or _of_standard(name)
    if found is None:
        raise KeyError(name)
    return found


def known_columns(names: list[str]) -> tuple[Column, ...]:
    """Return the columns among names of fields that are products."""
    found = []
    for name in names:
        try:
            found.append(column(name))
        except KeyError:
            continue
    return tuple(found)


_Number = tuple[str, str, int, str]
"""Title, unit, decimals and meaning."""
_NUMBERS: tuple[tuple[str, Callable[[re.Match[str]], _Number]], ...] = (
    (
        r"vs(\d+(?:\.\d+)?)",
        lambda m: (
            f"Vs,{m[1]}" if m[1] != "30" else "Vs30",
            "m/s",
            0,
            f"{m[1]} m over the vertical travel time of the top {m[1]} m.",
        ),
    ),
    (
        r"vs_(\d+(?:\.\d+)?)to(\d+(?:\.\d+)?)m",
        lambda m: (
            f"mean Vs {m[1]} to {m[2]} m",
            "m/s",
            0,
            f"Thickness over the vertical travel time from {m[1]} to {m[2]} m.",
        ),
    ),
    (
        r"z_vs(\d+(?:\.\d+)?)",
        lambda m: (
            f"depth to Vs {m[1]} m/s",
            "m",
            1,
            f"Depth at which Vs first reaches {m[1]} m/s in the window that the curve resolves.",
        ),
    ),
    (
        r"h800",
        lambda m: ("H800", "m", 1, "Depth at which Vs first reaches 800 m/s, below what is resolved too."),
    ),
    (
        r"vs_h",
        lambda m: (
            "vs,H (EC8) and Vs,eq (NTC)",
            "m/s",
            0,
            "Mean velocity above H800, or above 30 m where H800 is deeper.",
        ),
    ),
    (
        r"z_steepest",
        lambda m: ("depth of the steepest rise", "m", 1, "Where Vs rises most in the window asked for."),
    ),
    (
        r"t_site",
        lambda m: ("site period", "s", 3, "Period of the first peak of the amplification above rock."),
    ),
    (
        r"t_travel",
        lambda m: ("4 H / V above rock", "s", 3, "Four times the travel time from rock to the surface."),
    ),
    (
        r"amp_peak",
        lambda m: ("amplification at the site period", "", 2, "Of SH waves, over rock at the surface."),
    ),
)


def _of_quantile(name: str) -> Optional[Column]:
    stem, _, percent = name.rpartition("_p")
    if not stem or percent not in {f"{each:02d}" for each in PERCENTS}:
        return None
    for pattern, describe in _NUMBERS:
        found = re.fullmatch(pattern, stem)
        if found is not None:
            title, unit, decimals, meaning = describe(found)
            said = meaning if percent == "50" else f"{meaning[:-1]}: its {int(percent)} % quantile."
            return Column(name, f"{title}, {int(percent)} %", unit, decimals, said)
    return None


def _of_standard(name: str) -> Optional[Column]:
    for standard in STANDARDS.values():
        title, how = f"site class, {standard.title}", standard.rests_on
        if name == standard.class_column:
            likeliest = "That of the median Vs30" if standard.by_vs30 else f"The likeliest, by {how}"
            return Column(name, title, "", None, f"{likeliest}.")
        if name == standard.odds_column:
            return Column(name, f"{title}: probability", "", 2, "Share of the drawn profiles in that class.")
        if name == standard.range_column:
            touched = "5 to 95 % range of Vs30 touches" if standard.by_vs30 else "profiles make likely by 5 %"
            return Column(name, f"{title}: range", "", None, f"Classes that the {touched}.")
        if standard is ASCE7_22 and name in (f"{standard.class_column}_low", f"{standard.class_column}_high"):
            factor = "Vs30 / 1.3" if name.endswith("low") else "1.3 Vs30"
            return Column(
                name, f"{title}, of {factor}", "", None, f"Class of {factor}, where Vs is not measured."
            )
        for each, odds in zip(standard.classes, standard.odds_columns()):
            if name == odds:
                said = "Share of the drawn profiles in it."
                return Column(name, f"{standard.title}: probability of {each}", "", 2, said)
    return None


def _bands(stem: str, title: str, unit: str, decimals: int, meaning: str) -> tuple[Column, ...]:
    return tuple(
        Column(f"{stem}_p{p:02d}", f"{title}, {p} %", unit, decimals, f"{meaning}: its {p} % quantile.")
        for p in PERCENTS
    )


AMPLIFICATION_COLUMNS = (
    SITE,
    Column("frequency_hz", "frequency", "Hz", 3, "Frequency."),
    *_bands("amp", "amplification", "", 2, "Of SH waves at the surface over rock at the surface"),
    *_bands("vs_qwl", "quarter-wavelength Vs", "m/s", 0, "Mean velocity down to a quarter of a wavelength"),
    Column("z_qwl_p50", "quarter wavelength", "m", 1, "Depth of a quarter of a wavelength, the median."),
)
