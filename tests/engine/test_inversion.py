"""The network's pass over a survey."""

from __future__ import annotations

import torch
from threadpoolctl import threadpool_info

from plugin.engine.inversion import one_thread_each


def blas_threads() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_numpys_products_have_one_thread_while_sites_are_worked_at_side_by_side() -> None:
    before = blas_threads()
    assert before
    with one_thread_each():
        assert set(blas_threads()) == {1}
    assert blas_threads() == before


def test_pytorch_gets_its_threads_back() -> None:
    before = torch.get_num_threads()
    with one_thread_each() as alone:
        alone()
        assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == before
