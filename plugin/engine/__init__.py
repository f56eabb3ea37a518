"""The engine: dispersion curves in, shear-wave velocity profiles out.

Nothing in this package imports QGIS or Qt. Units are SI throughout: metres,
metres per second, hertz, kilograms per cubic metre.
"""
