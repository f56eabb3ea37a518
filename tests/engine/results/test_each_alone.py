from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from surveys import soil_curves, survey_of

from plugin.engine.results.each_alone import Failures, each_alone
from plugin.engine.results.inversion import run
from plugin.engine.survey import Survey
from plugin.protocol.errors import Cancelled, NothingToInvert
from plugin.protocol.request import Request

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def with_site(bad: int, **values: float) -> Survey:
    """Three good curves, the first point of one changed behind the back of the checks."""
    curves = soil_curves(sites=3)
    at = int(curves.offsets[bad])
    columns = {name: getattr(curves, name).copy() for name in values}
    for name, value in values.items():
        columns[name][at] = value
    return survey_of(replace(curves, **columns))


@pytest.mark.parametrize("samples", [0, 5])
@pytest.mark.parametrize(
    "values", [{"velocity": np.nan}, {"frequency": np.inf}, {"velocity": 9999.0, "frequency": 1 / 9999}]
)
def test_a_site_at_which_the_inversion_fails_is_lost_alone(values: dict[str, float], samples: int) -> None:
    request = Request(samples=samples, depths="native", spherical="on")
    result = run(with_site(1, **values), request)
    assert result.survey.names.tolist() == ["S000", "S002"]
    assert result.status.tolist() == ["ok", "ok"]
    assert np.isfinite(result.profiles.vs).all()
    (reject,) = result.survey.report.rejects
    assert (reject.site, reject.whole_site, reject.place) == ("S001", True, (500_100.0, 5_000_000.0))
    assert reject.reason.startswith("the inversion failed (")


def test_the_other_sites_are_what_they_are_without_it() -> None:
    request = Request(samples=5, depths="native")
    spoilt, whole = run(with_site(0, velocity=np.nan), request), run(with_site(0), request)
    np.testing.assert_allclose(spoilt.profiles.vs, whole.profiles.vs[1:], rtol=1e-4)
    np.testing.assert_allclose(spoilt.predicted, whole.predicted[whole.survey.curves.counts[0] :], rtol=1e-4)


def test_where_all_sites_fail_the_first_reason_is_told() -> None:
    only = with_site(0, velocity=np.nan)
    alone = Survey(only.names[:1], only.x[:1], only.y[:1], only.crs, only.curves.take(slice(1)), only.report)
    with pytest.raises(NothingToInvert, match=r"^test\.csv: site S000: the inversion failed \("):
        run(alone, Request(samples=0, depths="native"))


def test_a_cancelled_run_is_no_failure_of_its_sites() -> None:
    def cancelled(sites: np.ndarray) -> None:
        raise Cancelled("cancelled")

    failed = Failures()
    with pytest.raises(Cancelled):
        each_alone(cancelled, np.arange(4), failed)
    assert not failed.reasons


def test_a_site_that_came_through_later_has_not_failed_and_one_left_blank_has() -> None:
    failed = Failures()
    for site in (0, 1):
        failed.add(site, ValueError("no"))
    failed.settle(np.array([True, False, False, True]))
    assert failed.reasons == {
        1: "the inversion failed (ValueError: no)",
        2: "the inversion failed (its profile is not a number)",
    }
