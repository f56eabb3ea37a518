"""Vs Mapper: shear-wave velocity maps and sections from surface-wave dispersion."""

__version__ = "0.1.0"
