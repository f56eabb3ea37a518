"""Fluxes that relax in time, step by step: slow, plain, and what the steady state is held against."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

Array = np.ndarray


def sides(open_x: Array, open_y: Array, u: Array) -> tuple[Array, Array]:
    """Differences through faces across (rows, columns - 1) and up (rows - 1, columns); 0 where closed."""
    return np.diff(u, axis=1) * open_x, np.diff(u, axis=0) * open_y


def outflow(x: Array, y: Array) -> Array:
    """What leaves each cell through its faces."""
    out = np.zeros((x.shape[0], y.shape[1]))
    out[:, :-1] += x
    out[:, 1:] -= x
    out[:-1] += y
    out[1:] -= y
    return out


def laplacian(open_x: Array, open_y: Array, u: Array) -> Array:
    return outflow(*sides(open_x, open_y, u))


def relaxed(
    open_x: Array,
    open_y: Array,
    weight: Array,
    value: Array,
    length: float = 0.0,
    gradient: float = np.inf,
    steps: int = 20_000,
    step: float = 0.1,
) -> tuple[Array, tuple[Array, Array]]:
    """Follow the equation from rest until nothing changes, on cells of unit size; return u and its flux.

    Each cell has a flux of its own in its four faces, q = (west, east, south, north), which relaxes by
    dq/dt = -q - |q|^2 q / g^2 - grad (u - l^2 lap u) with |q|^2 half the sum of the squares; a face
    carries the mean of its two cells' flux, and cells keep what they get, but for the pull of the sites.
    """
    u = np.zeros(weight.shape)
    q = np.zeros((4, *u.shape))
    for _ in range(steps):
        potential = u - length**2 * laplacian(open_x, open_y, u)
        x, y = sides(open_x, open_y, potential)
        force = np.zeros_like(q)
        force[1, :, :-1], force[0, :, 1:] = -x, -x
        force[3, :-1], force[2, 1:] = -y, -y
        square = 0.5 * (q**2).sum(axis=0)
        q = (q + step * force) / (1 + step * (1 + square / gradient**2))
        flux = 0.5 * (q[1, :, :-1] + q[0, :, 1:]), 0.5 * (q[3, :-1] + q[2, 1:])
        u = (u + step * (weight * value - outflow(*flux))) / (1 + step * weight)
    return u, flux


def domains(
    shape: tuple[int, int], a: float, b: float, length: float, seed: int
) -> Iterator[tuple[float, Array]]:
    """Follow a conserved current from noise, tau dq/dt = -a q - b |q|^2 q + l^2 lap q - grad p on a torus.

    The pressure p keeps it without sources. Yields energy and |q|.
    """
    rng = np.random.default_rng(seed)
    wave = [2 * np.pi * np.fft.fftfreq(n) for n in shape]
    k = np.stack(np.meshgrid(*wave, indexing="ij"))
    square = (k**2).sum(axis=0)
    safe = np.where(square > 0, square, 1.0)
    q = 0.01 * rng.normal(size=(2, *shape))
    step = 0.05

    def free(field: Array) -> Array:
        spectrum = np.fft.fft2(field)
        along = (k * spectrum).sum(axis=0) / safe
        return np.real(np.fft.ifft2(spectrum - k * along))

    q = free(q)
    while True:
        norm = (q**2).sum(axis=0)
        bending = np.real(np.fft.ifft2(-square * np.fft.fft2(q)))
        energy = (a / 2 * norm + b / 4 * norm**2 - length**2 / 2 * (q * bending).sum(axis=0)).sum()
        yield float(energy), np.sqrt(norm)
        q = q + step * free(-a * q - b * norm * q + length**2 * bending)
