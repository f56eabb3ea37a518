"""QGIS asks the engine by orders, and is answered in the words of its windows."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from plugin.client.engine import ask, translated
from plugin.client.words import in_words
from plugin.protocol.errors import Cancelled, SurveyError
from plugin.protocol.options.reading import READING, STACK_READING
from plugin.protocol.orders import Describe
from plugin.protocol.outcomes import Maps, Understanding
from plugin.protocol.overrides import Overrides
from plugin.protocol.progress import Monitor
from plugin.protocol.source import Source

PICKS = "frequency_hz,phase_velocity_m_s,mode\n5,400,0\n8,330,0\n12,500,1\n20,450,2\n"


def survey(folder: Path, **said: object) -> Describe:
    path = folder / "picks.csv"
    path.write_text(PICKS)
    return Describe(Source(path, "picks", overrides=Overrides(**said)))


def test_an_order_is_answered_by_its_outcome(tmp_path: Path) -> None:
    found = ask(survey(tmp_path), Monitor())
    assert isinstance(found, Understanding)
    assert (found.n_sites, found.n_points, found.is_stack) == (1, 4, False)


def test_progress_is_told_in_the_thread_that_asks(tmp_path: Path) -> None:
    steps, threads = [], set()

    def report(fraction: float, message: str) -> None:
        steps.append(fraction)
        threads.add(threading.get_ident())

    ask(survey(tmp_path), Monitor(report))
    assert steps == sorted(steps)
    assert threads == {threading.get_ident()}


def test_lines_and_errors_have_the_words_of_the_windows(tmp_path: Path) -> None:
    found = ask(survey(tmp_path, highest_mode=0), Monitor())
    assert any("“Highest mode used” 0: 2 points are of higher modes" in line for line in found.lines)
    with pytest.raises(SurveyError, match="“Sigma rasters” and “Periods of rasters” are for those only"):
        ask(survey(tmp_path, periods="5, 10"), Monitor())


def test_cancel_ends_an_order(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        ask(survey(tmp_path), Monitor(cancelled=lambda: True))


@pytest.mark.parametrize("option", (*READING, *STACK_READING), ids=lambda option: option.name)
def test_every_flag_of_reading_has_a_title(option: object) -> None:
    assert in_words(f"{option.option_flag} 3 is not used") == f"“{option.title}” 3 is not used"


def test_a_longer_flag_is_not_mistaken_for_a_shorter_one() -> None:
    assert in_words("--mode-of-sorts") == "--mode-of-sorts"
    assert in_words("--highest-mode") == "“Highest mode used”"


def test_paths_are_left_as_they_are() -> None:
    maps = Maps((Path("--mode"),), "set --mode")
    assert translated(maps) == Maps((Path("--mode"),), "set “Mode”")
