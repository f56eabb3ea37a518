"""What is told while an inversion goes on names the stage and the sites that are done."""

from __future__ import annotations

from plugin.engine.results.stages import counting, named
from plugin.engine.waves.compiled import compiled, is_at_hand
from plugin.protocol.progress import Monitor


def test_stages_and_sites_are_told() -> None:
    told: list[tuple[float, str]] = []
    monitor = Monitor(lambda fraction, message: told.append((fraction, message)))
    counting(monitor.part(0.5, 1.0), "inverting", 80).step(0.3, "refining")
    named(monitor.part(0.0, 0.5), "looking for the water table").step(0.5, "refining")
    assert told == [
        (0.65, "inverting, 24 of 80 sites: refining"),
        (0.25, "looking for the water table: refining"),
    ]


def test_a_function_that_was_never_compiled_is_not_at_hand() -> None:
    assert not is_at_hand(compiled()(lambda value: value + 1))
