from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.field.depth_nodes import FEWEST, MOST, DepthNodes
from plugin.engine.proof.layering import Layering

DEPTH = np.stack([np.geomspace(1.0, 40.0, 64), np.geomspace(3.0, 90.0, 64)])


def test_nodes_reach_across_the_depths_of_all_sites() -> None:
    nodes = DepthNodes.across(DEPTH)
    assert np.exp(nodes.log_depth[[0, -1]]) == pytest.approx([1.0, 90.0])
    assert np.ptp(np.diff(nodes.log_depth)) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(("deepest", "count"), [(1.1, FEWEST), (1e9, MOST)])
def test_their_number_is_kept_within_bounds(deepest: float, count: int) -> None:
    assert len(DepthNodes.across(np.geomspace(1.0, deepest, 64)[None]).log_depth) == count


def test_a_profile_that_is_linear_in_log_depth_is_kept_at_depths_and_in_layers() -> None:
    nodes = DepthNodes.across(DEPTH)
    profile = 5.0 + 0.3 * nodes.log_depth
    exact = 5.0 + 0.3 * np.log(DEPTH)
    assert nodes.at(DEPTH) @ profile == pytest.approx(exact)
    assert nodes.layers(DEPTH) @ profile == pytest.approx(Layering.of(DEPTH).average(exact))
