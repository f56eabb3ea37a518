"""The standards whose site classes are given: their classes, what these rest on and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass

NOT_ASSESSED = (
    "Only velocity is assessed: not soft or organic clay, liquefiable or collapsible soil, plasticity, "
    "nor what needs a study of its own (ASCE F, EC8 S1 and S2)."
)


@dataclass(frozen=True)
class Standard:
    """One standard.

    Parameters
    ----------
    key : str
        What columns and files call it.
    title : str
        Its name for people.
    classes : tuple of str
        Its classes, from stiff to soft; those that are in no such order come last.
    rests_on : str
        What of a profile decides, in words.
    by_vs30 : bool
        Whether Vs30 alone decides.
    """

    key: str
    title: str
    classes: tuple[str, ...]
    rests_on: str
    by_vs30: bool = True

    @property
    def class_column(self) -> str:
        """Column of the class."""
        return f"class_{self.key}"

    @property
    def odds_column(self) -> str:
        """Column of the probability of that class."""
        return f"p_{self.key}"

    @property
    def range_column(self) -> str:
        """Column of the classes within the 90 % range."""
        return f"range_{self.key}"

    def odds_columns(self) -> tuple[str, ...]:
        """Columns of the probabilities of all classes."""
        return tuple(f"p_{self.key}_{name.lower()}" for name in self.classes)


_VS30 = "Vs30 alone"
ASCE7_22 = Standard("asce7_22", "ASCE 7-22", ("A", "B", "BC", "C", "CD", "D", "DE", "E"), _VS30)
ASCE7_16 = Standard("asce7_16", "ASCE 7-16", ("A", "B", "C", "D", "E"), _VS30)
EC8 = Standard(
    "ec8", "EC8 2004", ("A", "B", "C", "D", "E"), "Vs30 and the cover above Vs of 800 m/s", by_vs30=False
)
EC8_SECOND = Standard(
    "ec8_second",
    "EC8 second generation",
    ("A", "B", "C", "D", "E", "F", "study"),
    "the mean Vs above H800, at most 30 m, and H800",
    by_vs30=False,
)
NTC_2018 = Standard(
    "ntc_2018",
    "NTC 2018",
    ("A", "B", "C", "D", "E", "study"),
    "Vs,eq above the depth to Vs of 800 m/s, at most 30 m, and this depth",
    by_vs30=False,
)
NZ_1170 = Standard("nz_1170", "NZ TS 1170.5", ("I", "II", "III", "IV", "V", "VI", "VII"), _VS30)
NBC_2020 = Standard("nbc_2020", "NBC 2020", ("A", "B", "C", "D", "E", "F"), _VS30)
STANDARDS = {each.key: each for each in (ASCE7_22, ASCE7_16, EC8, EC8_SECOND, NTC_2018, NZ_1170, NBC_2020)}
"""All of them, by their keys."""
OF_SITES = (ASCE7_22, ASCE7_16, EC8)
"""Those that stand in the table of sites."""
