from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from gaussian_surveys import gaussian_survey, places_in_a_square

from plugin.engine.field.correlation import SpaceLaw
from plugin.engine.field.curve_data import CurveData
from plugin.engine.field.depth_law import DepthLaw
from plugin.engine.field.depth_nodes import DepthNodes
from plugin.engine.field.neighbours import NEIGHBOURS, Foretold, Informants
from plugin.protocol.progress import Monitor

SPACE = SpaceLaw(variance=0.9, local=0.05, range_m=60.0, smoothness=1.5)


def informants(n: int) -> Informants:
    places = places_in_a_square(n, 200.0)
    sites = gaussian_survey(places, SPACE)
    nodes = DepthNodes.across(sites.depth)
    return Informants(places, CurveData.of(sites, nodes), DepthLaw.of(sites, nodes), SPACE)


def foretold(those: Informants) -> Foretold:
    return those.foretell(those.places, np.arange(len(those.places)), Monitor())


def test_few_sites_are_foretold_exactly_as_by_the_whole_field() -> None:
    those = informants(NEIGHBOURS + 1)
    found, depths = foretold(those), those.depths
    site, others = 4, np.delete(np.arange(len(those.places)), 4)
    design, data = those.curves.design[others], those.curves.about(depths.mean)[others]
    among = SPACE.between(those.places[others])
    towards = SPACE.shared(those.places[others], those.places[[site]])[:, 0]
    blocks = np.einsum("ij,iak,kl,jbl->iajb", among, design, depths.covariance, design)
    whole = blocks.reshape(data.size, data.size) + np.eye(data.size)
    cross = np.einsum("i,kl,ial->kia", towards, depths.covariance, design).reshape(-1, data.size)
    gain = np.linalg.solve(whole, cross.T).T
    assert found.mean[site] == pytest.approx(depths.mean + gain @ data.ravel(), abs=1e-9)
    exact = SPACE.variance * depths.covariance - gain @ cross.T
    assert found.covariance[site] == pytest.approx(exact, abs=1e-9)


def test_the_curve_of_a_site_has_no_part_in_what_is_foretold_of_it() -> None:
    those = informants(40)
    data = those.curves.data.copy()
    data[7] += 100.0
    other = foretold(replace(those, curves=replace(those.curves, data=data)))
    assert (other.mean[7] == foretold(those).mean[7]).all()
    assert not (other.mean == foretold(those).mean).all()


def test_far_from_all_sites_nothing_is_known_but_mean_and_scatter() -> None:
    those = informants(30)
    found = those.foretell(np.array([[1e6, 1e6]]), np.array([-1]), Monitor())
    assert found.mean[0] == pytest.approx(those.depths.mean)
    assert found.covariance[0] == pytest.approx(found.before)
