"""The Python environment that the engine needs."""
