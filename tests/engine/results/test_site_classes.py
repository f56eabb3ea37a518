"""Site classes follow the boundaries of the codes."""

from __future__ import annotations

import numpy as np

from plugin.engine.results import site_classes


def test_asce_7_16_boundaries() -> None:
    vs30 = np.array([100, 179.9, 180, 360, 360.1, 760, 760.1, 1500, 1500.1])
    assert list(site_classes.asce7_16(vs30)) == ["E", "E", "D", "D", "C", "C", "B", "B", "A"]


def test_eurocode_8_boundaries() -> None:
    vs30 = np.array([179.9, 180, 360, 360.1, 800, 800.1])
    assert list(site_classes.ec8(vs30)) == ["D", "C", "C", "B", "B", "A"]


def test_an_unknown_vs30_has_no_class() -> None:
    assert list(site_classes.asce7_16(np.array([np.nan]))) == [None]
    assert list(site_classes.ec8(np.array([np.nan]))) == [None]
