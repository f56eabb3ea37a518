"""Computer Programs in Seismology: model96 files."""

from __future__ import annotations

import numpy as np

from ..curves import FloatArray

_TO_KM_AND_G_CM3 = np.array([1e-3, 1e-3, 1e-3, 1e-3])
_TITLES = ("H(KM)", "VP(KM/S)", "VS(KM/S)", "RHO(GM/CC)", "QP", "QS", "ETAP", "ETAS", "FREFP", "FREFS")
# Q of zero stands for no attenuation; the frequency exponents and reference frequencies are CPS's own.
_ATTENUATION = "   0.00   0.00   0.00   0.00   1.00   1.00"


def model96(title: str, columns: FloatArray, spherical: bool = False) -> str:
    """Return the text of a model in km, km/s and g/cm3.

    Parameters
    ----------
    title : str
        One line.
    columns : (n_layers, 4) float array
        Thickness in m, Vp and Vs in m/s, density in kg/m3; the last thickness is 0.
    spherical : bool
        Whether CPS shall correct for the Earth's curvature.
    """
    header = [
        "MODEL.01",
        title,
        "ISOTROPIC",
        "KGS",
        "SPHERICAL EARTH" if spherical else "FLAT EARTH",
        "1-D",
        "CONSTANT VELOCITY",
        *(f"LINE{number:02d}" for number in range(8, 12)),
        "  ".join(_TITLES),
    ]
    # Significant digits, not decimals: a layer of a laboratory model is a millionth of a kilometre thick.
    rows = (
        "".join(f"{value:15.9g}" for value in row) + _ATTENUATION
        for row in (columns * _TO_KM_AND_G_CM3).tolist()
    )
    return "\n".join([*header, *rows, ""])
