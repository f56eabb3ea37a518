from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from surveys import soil_curves, survey_of

from plugin.engine import workers
from plugin.engine.network import one_pass
from plugin.engine.results.inversion import run
from plugin.engine.workers import in_order, one_ahead
from plugin.protocol.errors import Cancelled
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request


def share_out(jobs: list[workers.Job], monitor: Monitor | None = None) -> None:
    for _ in workers.Threads().finished(jobs.__getitem__, [1] * len(jobs), monitor or Monitor()):
        pass


def use(monkeypatch: pytest.MonkeyPatch, n: int) -> None:
    monkeypatch.setattr(workers.os, "cpu_count", lambda: n)


@pytest.mark.parametrize("samples", [0, 4])
def test_results_do_not_depend_on_the_number_of_workers(
    monkeypatch: pytest.MonkeyPatch, samples: int
) -> None:
    for most in ("READ_POINTS", "PROVEN_POINTS"):
        monkeypatch.setattr(one_pass, most, 300)  # of a batch: there are four
    survey = survey_of(soil_curves(sites=100, points=12))
    request = Request(samples=samples, depths="native")
    found = []
    for n in (1, 3):
        use(monkeypatch, n)
        found.append(run(survey, request))
    for name in ("vs30", "z1_0", "predicted", "chi", "n_accepted", "novelty", "status"):
        np.testing.assert_array_equal(getattr(found[0], name), getattr(found[1], name))
    np.testing.assert_array_equal(found[0].profiles.quantiles, found[1].profiles.quantiles)


def test_progress_grows_to_the_end_and_only_the_caller_hears_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, 3)
    seen: list[tuple[float, int]] = []

    def job(monitor: Monitor) -> None:
        for fraction in (0.0, 0.5, 1.0):
            monitor.step(fraction, "working")

    share_out([job] * 7, Monitor(lambda fraction, _: seen.append((fraction, threading.get_ident()))))
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    assert {thread for _, thread in seen} == {threading.get_ident()}


def test_cancel_stops_every_job_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, 3)
    started, begun = [], time.monotonic()

    def job(monitor: Monitor) -> None:
        started.append(1)
        for _ in range(1000):
            time.sleep(0.02)
            monitor.step(0.0, "working")

    with pytest.raises(Cancelled):
        share_out([job] * 9, Monitor(cancelled=lambda: time.monotonic() - begun > 0.2))
    assert time.monotonic() - begun < 1.2
    assert len(started) == 3
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("vs_mapper")]


def test_a_job_that_fails_stops_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, 2)

    def fails(monitor: Monitor) -> None:
        raise ValueError("broken")

    def endless(monitor: Monitor) -> None:
        while True:
            time.sleep(0.01)
            monitor.step(0.0, "working")

    with pytest.raises(ValueError, match="broken"):
        share_out([endless, fails, endless])


def test_outcomes_are_put_in_order() -> None:
    assert list(in_order([(2, "c"), (0, "a"), (1, "b"), (3, "d")])) == [
        (0, "a"),
        (1, "b"),
        (2, "c"),
        (3, "d"),
    ]


def test_one_item_is_made_ahead_by_another_thread() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for number in range(4):
            made.append(threading.get_ident())
            yield number

    assert list(one_ahead(items())) == [0, 1, 2, 3]
    assert threading.get_ident() not in made


def test_an_item_that_cannot_be_made_ends_those_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    taken = []
    with pytest.raises(ValueError, match="broken"):
        for item in one_ahead(items()):
            taken.append(item)
    assert taken == [1]
