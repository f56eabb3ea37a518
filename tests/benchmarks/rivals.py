"""The slow rivals on their cases: ``python -m tests.benchmarks.rivals`` fills their cache."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numba
import numpy as np

from .cases import case_suites
from .chain import Sampling, posterior
from .evolution import Search, search_for, search_now
from .methods import scored_depths
from .suites import Suite
from .targets import target_suite

TARGETS_SEARCHED = 4
PROBE = Search(runs=1, iterations=10)
FREE, INCREASING = Search(), Search(increasing=True)
Task = tuple[Callable[..., dict[str, Any]], Any, int, Any, Any]


def searches(suite: Suite, search: Search) -> list[dict[str, Any]]:
    """Return what evodcinv finds at each site."""
    return _run(_tasks(search_for, suite, search))


def posteriors(suite: Suite) -> list[dict[str, Any]]:
    """Return the Markov chains' posterior of each site."""
    return _run(_tasks(posterior, suite, Sampling()))


def searched_targets() -> Suite:
    """Return the noise-free targets that evodcinv is tried on, evenly chosen."""
    suite = target_suite()
    return suite.take(np.linspace(0, suite.curves.n_sites - 1, TARGETS_SEARCHED).round().astype(int))


def probe_seconds() -> float:
    """Return the CPU seconds of a whole search, from a short one made now."""
    suite = case_suites()[0].take(np.arange(1))
    found = search_now(suite.curves, int(suite.poisson[0]), scored_depths(suite)[0], PROBE)
    return float(found["cpu_seconds"]) * Search().models / PROBE.models


def _tasks(work: Callable[..., dict[str, Any]], suite: Suite, settings: Search | Sampling) -> list[Task]:
    depth = scored_depths(suite)
    sites = range(suite.curves.n_sites)
    poisson = suite.poisson.tolist()
    return [(work, suite.curves.take(np.array([i])), poisson[i], depth[i], settings) for i in sites]


def _run(tasks: list[Task]) -> list[dict[str, Any]]:
    """Work through the tasks in one process a core, each of one thread and of lowest priority."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context, _stand_back) as pool:
        return list(pool.map(_do, tasks))


def _stand_back() -> None:
    os.nice(19)
    numba.set_num_threads(1)


def _do(task: Task) -> dict[str, Any]:
    work, *case = task
    found = work(*case)
    print(f"{work.__name__}: {found['cpu_seconds']:.0f} s of one core", file=sys.stderr, flush=True)
    return found


def main() -> None:
    """Fill the cache."""
    suites = case_suites()
    for suite in suites:
        for search in (FREE, INCREASING):
            searches(suite, search)
    searches(searched_targets(), INCREASING)
    for suite in suites:
        posteriors(suite)


if __name__ == "__main__":
    main()
