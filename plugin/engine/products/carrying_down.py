"""Vs30 from the mean velocity of a profile that ends above 30 m, by laws of measured profiles.

California: log10 Vs30 = a + b log10 Vs,z (Boore 2004, Estimating Vs30 or NEHRP site classes from shallow
velocity models, Bull. Seism. Soc. Am. 94, table 1), z from 10 to 29 m. Japan: log10 Vs30 = c0 + c1 x + c2
x^2, x = log10 Vs,z (Boore, Thompson and Cadet 2011, Regional correlations of Vs30 and velocities averaged
over depths less than and greater than 30 m, Bull. Seism. Soc. Am. 101), z from 5 to 29 m. Between whole
metres, coefficients and sigmas are interpolated; at 30 m both laws are the identity.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray

VS30_DEPTH = 30.0

_CALIFORNIA = (
    (10, 0.042062, 1.0292, 0.07126),
    (11, 0.02214, 1.0341, 0.064722),
    (12, 0.012571, 1.0352, 0.059353),
    (13, 0.014186, 1.0318, 0.054754),
    (14, 0.0123, 1.0297, 0.050086),
    (15, 0.013795, 1.0263, 0.045925),
    (16, 0.013893, 1.0237, 0.042219),
    (17, 0.019565, 1.019, 0.039422),
    (18, 0.024879, 1.0144, 0.036365),
    (19, 0.025614, 1.0117, 0.033233),
    (20, 0.025439, 1.0095, 0.030181),
    (21, 0.025311, 1.0072, 0.027001),
    (22, 0.0269, 1.0044, 0.024087),
    (23, 0.022207, 1.0042, 0.020826),
    (24, 0.016891, 1.0043, 0.017676),
    (25, 0.011483, 1.0045, 0.014691),
    (26, 0.0065646, 1.0045, 0.011452),
    (27, 0.002519, 1.0043, 0.0083871),
    (28, 0.00077322, 1.0031, 0.0055264),
    (29, 0.00043143, 1.0015, 0.0027355),
    (30, 0.0, 1.0, 0.0),
)
"""z in m, a, b, sigma of log10 Vs30."""
_JAPAN = (
    (5, 0.2046, 1.318, -0.1174, 0.119),
    (6, -0.06072, 1.482, -0.1423, 0.111),
    (7, -0.2744, 1.607, -0.16, 0.103),
    (8, -0.3723, 1.649, -0.1634, 0.097),
    (9, -0.4941, 1.707, -0.1692, 0.09),
    (10, -0.5438, 1.715, -0.1667, 0.084),
    (11, -0.6006, 1.727, -0.1649, 0.078),
    (12, -0.6082, 1.707, -0.1576, 0.072),
    (13, -0.6322, 1.698, -0.1524, 0.067),
    (14, -0.6118, 1.659, -0.1421, 0.062),
    (15, -0.578, 1.611, -0.1303, 0.056),
    (16, -0.543, 1.565, -0.1193, 0.052),
    (17, -0.5282, 1.535, -0.1115, 0.047),
    (18, -0.496, 1.494, -0.102, 0.043),
    (19, -0.4552, 1.447, -0.09156, 0.038),
    (20, -0.4059, 1.396, -0.08064, 0.035),
    (21, -0.3827, 1.365, -0.07338, 0.03),
    (22, -0.3531, 1.331, -0.06585, 0.027),
    (23, -0.3158, 1.291, -0.05751, 0.023),
    (24, -0.2736, 1.25, -0.04896, 0.019),
    (25, -0.2227, 1.202, -0.03943, 0.016),
    (26, -0.1768, 1.159, -0.03087, 0.013),
    (27, -0.1349, 1.12, -0.0231, 0.009),
    (28, -0.09038, 1.08, -0.01527, 0.006),
    (29, -0.04612, 1.04, -0.007618, 0.003),
    (30, 0.0, 1.0, 0.0, 0.0),
)
"""z in m, c0, c1, c2, sigma of log10 Vs30."""
_TABLES = {
    "california": np.insert(np.array(_CALIFORNIA), 3, 0.0, axis=1),
    "japan": np.array(_JAPAN),
}
SHALLOWEST = {law: float(table[0, 0]) for law, table in _TABLES.items()}
"""Depth in m from which each law is tabulated."""


def law_at(law: str, z: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the coefficients c0, c1, c2 of a law, (n, 3), and sigma of log10 Vs30, (n,).

    Parameters
    ----------
    law : {"california", "japan"}
        Which.
    z : (n,) float array
        Depth in m that the profiles reach, of those that the law is tabulated for.
    """
    table = _TABLES[law]
    found = np.stack([np.interp(z, table[:, 0], column) for column in table[:, 1:].T], axis=-1)
    return found[..., :3], found[..., 3]


def carried_down(vs_z: FloatArray, z: FloatArray, law: str, scores: NDArray[np.floating]) -> FloatArray:
    """Return Vs30 in m/s from mean velocities to z, once for each standard score of the law's scatter.

    Parameters
    ----------
    vs_z : (n_sites, n_samples) float array
        Mean velocity from the surface to z in m/s.
    z : (n_sites,) float array
        Depth in m that the profiles reach.
    law : {"california", "japan"}
        Which law.
    scores : (k,) float array
        Standard normal numbers.

    Returns
    -------
    (n_sites, n_samples, k) float array
        Vs30 in m/s.
    """
    coefficients, sigma = law_at(law, z)
    c0, c1, c2 = (coefficients[:, i, None] for i in range(3))
    x = np.log10(vs_z)
    middle = c0 + c1 * x + c2 * x**2
    return np.asarray(10.0 ** (middle[..., None] + sigma[:, None, None] * scores))
