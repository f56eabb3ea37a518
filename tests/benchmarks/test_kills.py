"""A kill at any moment leaves one whole run; `make benchmark` tries 200."""

from __future__ import annotations

import os

import pytest

from tests.benchmarks.kills import measure


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_kills_at_random_moments_leave_one_whole_run_each() -> None:
    found = measure(0.02)
    assert (found["kills"], found["whole"], found["mixed"]) == (4, 4, [])
