"""Muon: momentum whose update of each matrix is made orthogonal (Jordan et al., 2024).

PyTorch's own (from 2.9) computes in bfloat16, one matrix after the other: on processors without
bfloat16 that takes twenty times as long as all matrices of a shape at once in float32.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch
from torch import Tensor, nn

QUINTIC = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5
ADAM_SIZE = 0.2
"""Root mean square of AdamW's usual updates, so that both share one learning rate (Liu et al., 2025)."""


class Muon(torch.optim.Optimizer):
    """Optimiser of weight matrices.

    Parameters
    ----------
    matrices : iterable of parameters
        Each of two dimensions.
    lr : float
        Learning rate, on the scale of AdamW's.
    momentum : float
        Memory of the mean gradient.
    weight_decay : float
        Share of a weight taken off at each step, times the learning rate.
    """

    def __init__(
        self,
        matrices: Iterable[nn.Parameter],
        lr: float = 1e-3,
        momentum: float = 0.95,
        weight_decay: float = 0.01,
    ) -> None:
        super().__init__(matrices, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]
        """Take one step."""
        for group in self.param_groups:
            alike: dict[torch.Size, list[Tensor]] = {}
            for matrix in group["params"]:
                if matrix.grad is not None:
                    alike.setdefault(matrix.shape, []).append(matrix)
            for shape, matrices in alike.items():
                update = orthogonalised(torch.stack([self._momentum(m, group["momentum"]) for m in matrices]))
                size = group["lr"] * ADAM_SIZE * math.sqrt(max(shape))
                torch._foreach_mul_(matrices, 1.0 - group["lr"] * group["weight_decay"])
                torch._foreach_add_(matrices, list(update.unbind()), alpha=-size)

    def _momentum(self, matrix: Tensor, memory: float) -> Tensor:
        """Renew the mean gradient of a matrix; return it with one step's look ahead (Nesterov)."""
        state, gradient = self.state[matrix], matrix.grad
        if "mean" not in state:
            state["mean"] = torch.zeros_like(matrix)
        return gradient.lerp(state["mean"].lerp_(gradient, 1.0 - memory), memory)


def orthogonalised(matrices: Tensor) -> Tensor:
    """Return matrices (n, rows, columns) with all singular values brought near 1.

    Newton-Schulz iterations with a quintic whose slope at 0 is steep (Jordan et al., 2024); the singular
    values end between about 0.7 and 1.2, unless they were below a hundredth of the matrix's norm.
    """
    a, b, c = QUINTIC
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.transpose(1, 2) if tall else matrices
    x = x / x.flatten(1).norm(dim=1).clamp(min=1e-12)[:, None, None]
    for _ in range(ITERATIONS):
        gram = x @ x.transpose(1, 2)
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.transpose(1, 2) if tall else x
