"""The processes of a cluster do what threads do, and one that dies, or a Cancel, costs its job alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from cluster_jobs import nothing_special, number_after, wrong_there
from rasters_of_curves import PERIODS, soil_grids, write_raster
from surveys import soil_curves, survey_of

from plugin.cli.commandline import main
from plugin.engine.cluster import Cluster, opened
from plugin.engine.results.inversion import run
from plugin.engine.results.outputs import write_result
from plugin.engine.results.provenance import software
from plugin.engine.stack.inversion import invert_stack
from plugin.engine.stack.reading import open_stack
from plugin.engine.workers import Crew
from plugin.protocol.distribution import Distribution
from plugin.protocol.errors import Cancelled, ClusterError
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request

ROOT = Path(__file__).parents[2]
TABLES = ("profiles.csv", "models.csv", "curves.csv", "ensembles.parquet")
RASTERS = ("vs.tif", "vs_sigma.tif", "vs30.tif", "status.tif")
ONE_PASS = Request(samples=0, depths=(5.0, 20.0))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with opened(Distribution(workers=1), nothing_special) as cluster:
        yield cluster


def results(folder: Path, crew: Crew | None) -> dict[str, bytes]:
    """The files of a survey of several batches, and of a stack of several windows."""
    write_result(run(survey_of(soil_curves(sites=560, points=4)), ONE_PASS, crew=crew), folder)
    grids = write_raster(folder / "stack.tif", soil_grids(shape=(4, 130)), [f"{p:g} s" for p in PERIODS])
    invert_stack(open_stack(grids), ONE_PASS, folder / "cells", crew=crew)
    paths = [*(folder / name for name in TABLES), *(folder / "cells" / name for name in RASTERS)]
    return {path.name: path.read_bytes() for path in paths}


def test_tables_and_rasters_are_the_same_to_the_last_byte(tmp_path: Path, cluster: Cluster) -> None:
    by_threads = results(tmp_path / "threads", None)
    crew = Cluster(cluster.client, "test", software)
    assert results(tmp_path / "one", crew) == by_threads
    cluster.client.cluster.scale(2)
    cluster.client.wait_for_workers(2)
    assert results(tmp_path / "two", crew) == by_threads


def test_a_worker_that_is_killed_costs_its_job_which_another_does(tmp_path: Path, cluster: Cluster) -> None:
    seen: list[tuple[float, str]] = []
    monitor = Monitor(lambda fraction, message: seen.append((fraction, message)))
    places, killed = [], 0
    for place, (number, worker) in cluster.finished(
        lambda i: partial(number_after, 0.05, i, tmp_path), [1] * 12, monitor
    ):
        assert place == number
        places.append(place)
        if not killed:
            killed = worker
            os.kill(worker, signal.SIGKILL)
    assert sorted(places) == list(range(12))
    started = [int(path.name.split("-")[0]) for path in tmp_path.iterdir()]
    assert len(started) > 12  # what it was at was begun again
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert {message for _, message in seen} <= {"1 worker at work", "2 workers at work"}


def test_cancel_stops_all_workers(tmp_path: Path, cluster: Cluster) -> None:
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        for _ in cluster.finished(
            lambda i: partial(number_after, 60.0, i, tmp_path),
            [1] * 1000,
            Monitor(cancelled=lambda: len(list(tmp_path.iterdir())) > 0),
        ):
            pass
    assert len(list(tmp_path.iterdir())) <= 4  # no more were handed out than there are hands for, and as many
    done = cluster.finished(lambda i: partial(number_after, 0.0, i, tmp_path), [1, 1], Monitor())
    assert len(list(done)) == 2  # the hands are free
    assert time.monotonic() - begun < 30.0


def test_no_more_jobs_are_made_than_there_are_hands_for(tmp_path: Path, cluster: Cluster) -> None:
    made: list[int] = []

    def job_of(number: int) -> partial[tuple[int, int]]:
        made.append(number)
        return partial(number_after, 0.0, number, tmp_path)

    for done, _ in enumerate(cluster.finished(job_of, [1] * 30, Monitor())):
        assert len(made) <= done + 1 + 4


def test_workers_with_other_software_are_refused(tmp_path: Path, cluster: Cluster) -> None:
    other = Cluster(cluster.client, "test", wrong_there)
    with pytest.raises(ClusterError, match=r"other software than here \(packages\)"):
        list(other.finished(lambda i: partial(number_after, 0.0, i, tmp_path), [1], Monitor()))


def test_nothing_listens_but_on_this_machine(cluster: Cluster) -> None:
    import psutil

    own = psutil.Process()
    listening = {
        each.laddr.ip
        for process in (own, *own.children(recursive=True))
        for each in process.net_connections()
        if each.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("localhost", "does not answer"),
        ("nonsense://host:1", "does not answer"),
        ("/none/file.json", "there is no such file"),
        ("file.json", "there is no such file"),
    ],
)
def test_a_scheduler_that_is_none_is_told_of_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str, says: str
) -> None:
    survey = str(ROOT / "resources" / "examples" / "near_surface_valley.csv")
    assert main(["invert", survey, "--out", str(tmp_path / "out"), "--scheduler", address]) == 2
    told = capsys.readouterr().err
    assert f"scheduler {address}: {says}" in told
    assert not (tmp_path / "out").exists()


def test_without_a_cluster_nothing_of_dask_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from plugin.cli.commandline import main; "
        "import plugin.engine.results.inversion, plugin.engine.stack.inversion; "
        "print(main(sys.argv[1:]), *{'dask', 'distributed'} & set(sys.modules))"
    )
    table = tmp_path / "empty.csv"
    table.write_text("site,period_s,velocity_km_s\n")
    command = [sys.executable, "-c", code, "invert", str(table), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "2\n"
