"""The network's pass over a survey."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from threadpoolctl import threadpool_info, threadpool_limits

from plugin.engine.network.one_pass import (
    BATCH,
    PROVEN_POINTS,
    READ_POINTS,
    batches,
    one_thread_each,
)
from plugin.protocol.request import Request


def blas_threads() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


@pytest.mark.parametrize(("samples", "most"), [(0, READ_POINTS), (50, PROVEN_POINTS)])
def test_batches_hold_every_site_once_and_few_points(samples: int, most: int) -> None:
    counts = np.random.default_rng(0).integers(2, 400, 2000)
    counts[7] = 20_000
    parts = batches(counts, Request(samples=samples))
    assert sorted(np.concatenate(parts).tolist()) == list(range(2000))
    assert all(len(part) <= BATCH and (counts[part].sum() <= most or len(part) == 1) for part in parts)
    assert len(parts) < 2 * counts.sum() / most


def test_numpys_products_have_one_thread_while_sites_are_worked_at_side_by_side() -> None:
    if not blas_threads():
        pytest.skip("numpy's BLAS has no pool of threads (the reference BLAS)")
    with threadpool_limits(2, user_api="blas"):
        before = blas_threads()
        assert 2 in before
        with one_thread_each():
            assert set(blas_threads()) == {1}
        assert blas_threads() == before


def test_pytorch_gets_its_threads_back() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    with one_thread_each() as alone:
        alone()
        assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == 2
    torch.set_num_threads(before)
