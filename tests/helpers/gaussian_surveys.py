"""Surveys of Gaussian ground, whose profiles, curves and places follow the spatial model exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plugin.engine.curves import FloatArray
from plugin.engine.field.correlation import SpaceLaw, correlation
from plugin.engine.field.depth_nodes import DepthNodes
from plugin.engine.proof.linearised import Linearised

DEPTHS = 64
SPREAD = 0.3
"""Standard deviation of ln Vs."""


def places_in_a_square(n: int, side: float, seed: int = 1) -> FloatArray:
    """Random places in m."""
    return np.random.default_rng(seed).uniform(0.0, side, (n, 2))


def depths_of(n: int) -> FloatArray:
    """The same output depths from 1 to 60 m at every site."""
    return np.tile(np.geomspace(1.0, 60.0, DEPTHS), (n, 1))


def gaussian_survey(places: FloatArray, space: SpaceLaw, seed: int = 2, error: float = 0.03) -> Linearised:
    """Sites whose curves are eight smooth means of ln Vs over depth, with independent errors."""
    rng, n = np.random.default_rng(seed), len(places)
    depth = depths_of(n)
    nodes = DepthNodes.across(depth)
    over_depth = SPREAD**2 * correlation(nodes.apart / 1.2, 1.5)
    roots = [
        np.linalg.cholesky(each + 1e-9 * np.eye(len(each))) for each in (space.between(places), over_depth)
    ]
    profiles = 5.5 + 0.2 * (nodes.log_depth - nodes.log_depth[0])
    profiles = profiles + roots[0] @ rng.standard_normal((n, len(over_depth))) @ roots[1].T
    layers = (nodes.layers(depth) @ profiles[..., None])[..., 0]
    count = layers.shape[1]
    kernel = np.exp(-0.5 * ((np.arange(count) - np.linspace(1, 16, 8)[:, None]) / 3.0) ** 2)
    kernel /= kernel.sum(axis=1, keepdims=True)
    data = layers @ kernel.T + error * rng.standard_normal((n, 8))
    return _refined(depth, kernel / error, data / error, over_depth_prior(count))


def over_depth_prior(count: int) -> FloatArray:
    """What is known of the layers before the curve is looked at."""
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    return SPREAD**2 * correlation(apart * 0.17 / 1.2, 1.5) + 1e-6 * np.eye(count)


def _refined(depth: FloatArray, design: FloatArray, data: FloatArray, before: FloatArray) -> Linearised:
    """Refine every site from a prior of its own: about the truth's trend, as the network would."""
    n, count = len(data), design.shape[1]
    trend = np.linspace(5.5, 6.3, count)
    normal, prior = np.zeros((n, count + 1, count + 1)), np.zeros((n, count + 1, count + 1))
    normal[:, :-1, :-1], prior[:, :-1, :-1] = design.T @ design, np.linalg.inv(before)
    normal[:, -1, -1], prior[:, -1, -1] = 0.0, 1.0
    known = data @ design + np.linalg.inv(before) @ trend
    layers = np.linalg.solve(normal[0, :-1, :-1] + prior[0, :-1, :-1], known.T).T
    gradient = np.concatenate([(data - layers @ design.T) @ design, np.zeros((n, 1))], axis=1)
    unknowns = np.concatenate([layers, np.zeros((n, 1))], axis=1)
    return Linearised(depth, unknowns, normal, gradient, prior, np.full(n, 0.9), np.zeros(n))


def sped_up(sites: Linearised, row: int, factor: float) -> Linearised:
    """The same survey with the velocities of one site wrong by a factor: its curve, and so its profile."""
    unknowns = sites.unknowns.copy()
    unknowns[row, :-1] += np.log(factor)
    return replace(sites, unknowns=unknowns)
