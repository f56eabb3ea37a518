"""Random earths, synthetic curves, training and evaluation; not needed at run time."""
