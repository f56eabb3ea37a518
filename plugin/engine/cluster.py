"""Jobs done by the processes of a Dask cluster, one of this machine's or one that is there already.

Imported where a cluster is asked for, and nowhere else: it needs `dask` and `distributed`, which are no
packages of the engine's own.
"""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import resource_tracker
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import dask
import psutil
from distributed import Client, KilledWorker, LocalCluster, get_worker
from distributed.comm import get_address_host_port
from distributed.protocol import deserialize_bytes, serialize_bytes
from threadpoolctl import threadpool_limits

from ..protocol.counted import counted
from ..protocol.distribution import Distribution
from ..protocol.errors import ClusterError
from ..protocol.progress import Monitor
from .workers import Job, JobOf, Shift, T, ready

_HERE = "127.0.0.1"
_AHEAD = 2
"""Jobs that are out for each thread of the cluster's: one that it does, one that waits beside it."""
_MOST_DEATHS = 8
"""Workers that may die at one job before it counts as what they die of."""
_UNREAD = "deserialization of the task graph"  # what Dask says where its scheduler lacks our modules
_CONNECTING_S, _CLOSING_S, _LOOKING_S = 5, 3, 0.5
_ONE_THREAD = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
_SETTINGS = {
    "distributed.scheduler.allowed-failures": _MOST_DEATHS,
    "distributed.worker.multiprocessing-method": "spawn",
    # Without the threshold for handing memory back that Dask sets, which doubles the time of the network.
    "distributed.nanny.pre-spawn-environ": dict.fromkeys(_ONE_THREAD, 1),
    "distributed.comm.timeouts.connect": f"{_CONNECTING_S}s",
}

Identify = Callable[[], Mapping[str, object]]
"""Tells the versions that numbers depend on, where it is called."""


@dataclass(frozen=True)
class Cluster:
    """Processes that Dask hands jobs to.

    A job goes to a worker with all that it needs. One whose worker dies is done by another.

    Parameters
    ----------
    client : Client
        The connection to the scheduler.
    name : str
        What messages call the cluster.
    identify : callable
        A function of a module. What it returns has to be the same at each worker as here.
    """

    client: Client
    name: str
    identify: Identify

    def finished(
        self, job_of: JobOf[T], sizes: Sequence[int], monitor: Monitor, prepare: Callable[[], None] = ready
    ) -> Iterator[tuple[int, T]]:
        """Yield number and outcome of each job; see `workers.Crew.finished`.

        Raises
        ------
        ClusterError
            If the cluster is lost, has other software, or its workers die of a job.
        """
        expected, executor = dict(self.identify()), self.client.get_executor(pure=False)
        hands = _Hands(self.client)
        shift: Shift[T] = Shift(sizes, monitor, lambda: _AHEAD * hands.threads(), partial(self._doing, hands))
        out: set[Future[T]] = set()

        def submit(number: int) -> Future[T]:
            # As bytes, so that the scheduler needs none of the packages of a job.
            future: Future[T] = executor.submit(
                _at_worker, serialize_bytes(job_of(number)), prepare, self.identify, expected
            )
            out.add(future)
            future.add_done_callback(out.discard)
            return future

        try:
            with self._told():
                yield from shift.run(submit)
        finally:
            for future in tuple(out):
                future.cancel()

    def _doing(self, hands: _Hands) -> str:
        n = hands.workers()
        return f"{counted(n, 'worker')} at work" if n else f"{self.name}: waiting for a worker"

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what Dask raises into words for the user."""
        try:
            yield
        except KilledWorker as error:
            raise ClusterError(
                f"{self.name}: {error.allowed_failures + 1} workers died at the same part of the work; they "
                "may have too little memory"
            ) from error
        except CancelledError as error:
            raise ClusterError(
                f"{self.name}: the scheduler is lost; start it and give the command again"
            ) from error
        except ImportError as error:
            raise self._without_us("its workers", error) from error
        except RuntimeError as error:
            if _UNREAD not in str(error):
                raise
            raise self._without_us("it", error.__cause__ or "see what it logs") from error

    def _without_us(self, who: str, why: object) -> ClusterError:
        return ClusterError(
            f"{self.name}: {who} cannot import what the work needs ({why}); scheduler and workers need the "
            "same Python as here, and Vs Mapper's folder on PYTHONPATH"
        )


class _Hands:
    """How many workers a cluster has, asked for once in a while: they come and go."""

    def __init__(self, client: Client) -> None:
        self._client, self._until, self._threads_of = client, 0.0, dict[str, int]()

    def workers(self) -> int:
        """Return how many workers there are."""
        self._look()
        return len(self._threads_of)

    def threads(self) -> int:
        """Return how many jobs they do at once."""
        self._look()
        return sum(self._threads_of.values())

    def _look(self) -> None:
        if monotonic() < self._until or self._client.status != "running":
            return
        with suppress(OSError):
            self._threads_of = dict(self._client.nthreads())
        self._until = monotonic() + _LOOKING_S


@contextmanager
def opened(distribution: Distribution, identify: Identify) -> Iterator[Cluster]:
    """Connect to a cluster, or start one on this machine, while the block lasts.

    Raises
    ------
    ClusterError
        If no scheduler answers, or no cluster can be started.
    """
    _silence()
    with ExitStack() as ending, dask.config.set(_SETTINGS):
        with _uninterrupted():
            if distribution.scheduler is not None:
                client, name = _connected(distribution.scheduler), f"scheduler {distribution.scheduler}"
            else:
                client, name = _started(distribution.workers or 1, ending), "workers of this machine"
            ending.callback(_hang_up, client)
        yield Cluster(client, name, identify)


def _silence() -> None:
    """Leave what Dask logs of lost connections and workers out: messages say it in our words."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C waiting for the block's end, and from the threads and processes that it starts for good."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # which else unblocks the signal, in the thread that starts a process
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _connected(scheduler: str) -> Client:
    """Return a connection to the scheduler at an address, or of a file of connections."""
    try:
        file = Path(scheduler)
        if "://" not in scheduler and (file.suffix == ".json" or file.is_absolute()) and not file.is_file():
            raise ClusterError(f"scheduler {scheduler}: there is no such file")
        address = json.loads(file.read_text(encoding="utf-8"))["address"] if file.is_file() else scheduler
        get_address_host_port(address, strict=True)  # an address that is none leaves a client half made
        return Client(address, timeout=_CONNECTING_S, set_as_default=False)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ClusterError(
            f"scheduler {scheduler}: does not answer; it is started with “dask scheduler”, and its address "
            "looks like tcp://host:8786"
        ) from error


def _started(workers: int, ending: ExitStack) -> Client:
    """Return a connection to processes of one thread each, which nobody else's machine reaches."""
    folder = ending.enter_context(TemporaryDirectory(prefix="vs_mapper-", ignore_cleanup_errors=True))
    cluster = LocalCluster(
        n_workers=0,
        threads_per_worker=1,
        processes=True,
        host=_HERE,
        dashboard_address=None,
        scheduler_kwargs={"dashboard": False, "dashboard_address": f"{_HERE}:0"},
        memory_limit=0,
        local_directory=folder,
        silence_logs=logging.CRITICAL,
    )
    ending.callback(_end, cluster)
    cluster.scale(workers)
    return Client(cluster, set_as_default=False)


def _hang_up(client: Client) -> None:
    with suppress(TimeoutError, OSError):
        client.close(timeout=_CLOSING_S)


def _end(cluster: LocalCluster) -> None:
    """End the processes of a cluster at once: nobody wants any more what they are at."""
    nannies = list(cluster.workers.values())
    for nanny in nannies:
        nanny.close_gracefully()  # it does not start a worker in the place of one that dies
    for pid in [nanny.pid for nanny in nannies if nanny.pid]:
        with suppress(psutil.Error):
            psutil.Process(pid).kill()
    with suppress(TimeoutError, OSError):
        cluster.close(timeout=_CLOSING_S)


def _at_worker(
    job: bytes, prepare: Callable[[], None], identify: Identify, expected: Mapping[str, object]
) -> object:
    """Do a job in this process, unless its software is another than where the job comes from."""
    own = _own(identify)
    if own != expected:
        differing = ", ".join(name for name in expected if own.get(name) != expected[name])
        raise ClusterError(
            f"worker {get_worker().address}: other software than here ({differing}); its Python and Vs "
            "Mapper have to be the same"
        )
    prepare()
    _one_blas_thread()
    work: Job[object] = deserialize_bytes(job)
    return work(Monitor(cancelled=_unwanted))


@lru_cache(maxsize=1)
def _own(identify: Identify) -> Mapping[str, object]:
    return dict(identify())


@lru_cache(maxsize=1)
def _one_blas_thread() -> object:
    """Let NumPy's BLAS run on one thread in this process, for as long as the process lasts."""
    return threadpool_limits(1, user_api="blas")


def _unwanted() -> bool:
    """Return True once nobody waits for what this thread does: it was cancelled, or whoever asked is gone."""
    worker = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    return task is None or task.state == "cancelled"
