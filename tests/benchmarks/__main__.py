"""Run the evaluation: ``python -m tests.benchmarks``."""

from .evaluate import main

main()
