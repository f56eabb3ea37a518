"""Test earths in SI units, built in other ways than the earths of training."""
