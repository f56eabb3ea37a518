"""What is at an address: one file that is read in parts, or many objects below it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ...protocol.address import Address
from ...protocol.errors import SurveyError
from ...protocol.progress import UNWATCHED, Monitor
from .clouds import asked, hint
from .courier import Answer, Courier, Request
from .store import LARGEST_OBJECT, Recent

BLOCK = 1 << 16
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)\Z")
_MOST_AT_ONCE = 1 << 23
_WORD = (1 << 63) - 1


class RemoteFile:
    """One file at an address, of which blocks of 64 KiB are asked for.

    Parameters
    ----------
    address : Address
        What the user named.
    monitor : Monitor
        Its Cancel ends every wait.

    Raises
    ------
    SurveyError
        If it is not there, cannot be reached, or is not served in parts.
    Cancelled
        If the user asked to stop.
    """

    def __init__(self, address: Address, monitor: Monitor = UNWATCHED) -> None:
        self.address, self.name, self.shown = address, address.name, address.shown
        self._courier, self._recent = Courier(self.shown, monitor), Recent()
        answer = _ask(self._courier, address, "", {"Range": f"bytes=0-{BLOCK - 1}"}, BLOCK)
        if answer is None:
            raise SurveyError(f"{self.shown}: is not there (404); check the address")
        self._bytes, self._mark = self._length(answer), _mark(answer)
        self.head = answer.body
        """The first bytes."""
        self._recent.add(0, self.head)

    @property
    def is_remote(self) -> bool:
        """True."""
        return True

    def size(self, key: str) -> int | None:
        """Return its bytes; there is nothing beside it."""
        return self._bytes if key == self.name else None

    def is_folder(self, key: str) -> bool:
        """Return False: nothing lies below it."""
        return False

    def read(self, key: str, start: int, stop: int) -> bytes:
        """Return bytes of it.

        Raises
        ------
        SurveyError
            If they cannot be had, or it has changed meanwhile.
        Cancelled
            If the user asked to stop.
        """
        stop = min(stop, self._bytes)
        if key != self.name or start >= stop:
            return b""
        first, last = start // BLOCK, (stop - 1) // BLOCK
        have = {i: block for i in range(first, last + 1) if (block := self._recent.get(i)) is not None}
        wanted = [i for i in range(first, last + 1) if i not in have]
        for run in _runs(wanted):
            body = self._fetched(run[0] * BLOCK, min((run[-1] + 1) * BLOCK, self._bytes))
            for i in run:
                have[i] = body[(i - run[0]) * BLOCK : (i - run[0] + 1) * BLOCK]
                self._recent.add(i, have[i])
        joined = b"".join(have[i] for i in range(first, last + 1))
        return joined[start - first * BLOCK : stop - first * BLOCK]

    def stamp(self) -> tuple[int, int]:
        """Return its bytes, and a number of what the server says of its state."""
        return self._bytes, self._mark

    def copy(self, path: Path, most: int, monitor: Monitor = UNWATCHED) -> None:
        """Write all of it to a file.

        Raises
        ------
        SurveyError
            If it has more bytes than `most`, or cannot be had.
        Cancelled
            If the user asked to stop.
        """
        if self._bytes > most:
            raise SurveyError(
                f"{self.shown}: {self._bytes >> 20} MiB in a format that cannot be read in parts over a "
                "network; download it and give the file, or store it as Zarr or as cloud-optimised GeoTIFF"
            )
        with path.open("wb") as file:
            for start in range(0, self._bytes, _MOST_AT_ONCE):
                monitor.step(start / self._bytes, f"fetching {self.name}, {self._bytes >> 20} MiB")
                file.write(self._fetched(start, min(start + _MOST_AT_ONCE, self._bytes)))

    def close(self) -> None:
        """Let go of the connection."""
        self._courier.close()

    def _length(self, answer: Answer) -> int:
        """Return the size of the file, which the first answer tells."""
        told = _RANGE.match(answer.headers.get("content-range", ""))
        if answer.status == 206 and told:
            return int(told[3])
        length = answer.headers.get("content-length", "")
        if answer.status == 200 and length.isdigit() and int(length) == len(answer.body):
            return len(answer.body)
        raise SurveyError(
            f"{self.shown}: the server gives files only whole (no ranges), so that it cannot be read by "
            "windows; download it and give the file"
        )

    def _fetched(self, start: int, stop: int) -> bytes:
        ranged = {"Range": f"bytes={start}-{stop - 1}"}
        answer = _ask(self._courier, self.address, "", ranged, stop - start)
        told = answer and _RANGE.match(answer.headers.get("content-range", ""))
        if answer is None or not told or (int(told[3]), _mark(answer)) != (self._bytes, self._mark):
            raise SurveyError(f"{self.shown}: has been changed during the run; run again once it is complete")
        if len(answer.body) != stop - start or int(told[1]) != start:
            raise SurveyError(f"{self.shown}: the server gives other bytes than asked for; download it")
        return answer.body


class RemoteObjects:
    """Objects below an address, each asked for whole.

    Parameters
    ----------
    address : Address
        What the user named.
    monitor : Monitor
        Its Cancel ends every wait.
    """

    def __init__(self, address: Address, monitor: Monitor = UNWATCHED) -> None:
        self.address, self.name, self.shown, self.is_remote = address, address.name, address.shown, True
        self._courier, self._monitor = Courier(self.shown, monitor), monitor
        self._seen: dict[str, bytes] = {}
        self._metadata: dict[str, bytes | None] = {}

    def get(self, key: str) -> bytes | None:
        """Return an object, None where there is none.

        Raises
        ------
        SurveyError
            If it cannot be had, is very large, or has changed since it was read before.
        Cancelled
            If the user asked to stop.
        """
        if key in self._metadata:
            return self._metadata[key]
        answer = _ask(self._courier, self.address, key, {}, LARGEST_OBJECT + 1)
        if answer and len(answer.body) > LARGEST_OBJECT:
            raise SurveyError(f"{self.shown}: {key}: larger than {LARGEST_OBJECT >> 20} MiB")
        length = answer.headers.get("content-length", "") if answer else ""
        if answer and length.isdigit() and int(length) != len(answer.body):
            raise SurveyError(f"{self.shown}: {key}: the connection ended before all was there; try again")
        body = answer.body if answer else None
        self._note(key, body or b"")
        if key.rpartition("/")[2].startswith((".z", "zarr.")):
            self._metadata[key] = body
        return body

    def part(self, key: str, start: int, stop: int | None) -> bytes | None:
        """Return bytes of an object, as `get` does; a negative `start` counts from its end."""
        ranged = f"bytes={start}" if start < 0 else f"bytes={start}-{'' if stop is None else stop - 1}"
        answer = _ask(self._courier, self.address, key, {"Range": ranged}, LARGEST_OBJECT)
        if answer is None:
            return None
        if answer.status != 206:
            raise SurveyError(
                f"{self.shown}: {key}: the server gives files only whole (no ranges); download it"
            )
        self._note(f"{key}\0{ranged}", answer.body)
        return answer.body

    def folders(self) -> list[str] | None:
        """Return None: the web has no lists of what lies below an address."""
        return None

    def above(self) -> RemoteObjects:
        """Return the objects one step above the address."""
        parts = urlsplit(self.address.text)
        path = parts.path.rstrip("/").rpartition("/")[0]
        return RemoteObjects(Address(urlunsplit((*parts[:2], path, *parts[3:]))), self._monitor)

    def seen(self) -> str:
        """Return a word that stands for all that was read so far."""
        mark = hashlib.sha256()
        for key in sorted(self._seen):
            mark.update(key.encode() + b"\0" + self._seen[key])
        return mark.hexdigest()

    def close(self) -> None:
        """Let go of the connection."""
        self._courier.close()

    def _note(self, key: str, body: bytes) -> None:
        mark = hashlib.sha256(body).digest()[:16]
        if self._seen.setdefault(key, mark) != mark:
            raise SurveyError(f"{self.shown}: has been changed during the run; run again once it is complete")


def _ask(
    courier: Courier, address: Address, below: str, headers: Mapping[str, str], most: int
) -> Answer | None:
    """Return what a server has, None where it has nothing there."""
    url, own = asked(address, below, headers)
    answer, shown = courier.get(Request(url, own, most)), address.shown
    if answer.status in (200, 206):
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise SurveyError(f"{shown}: the server packs what it sends; download it and give the file")
        return answer
    if answer.status in (404, 410):
        return None
    if answer.status in (401, 403):
        raise SurveyError(f"{shown}: access is refused ({answer.status}); {hint(address)}")
    if answer.status == 416:
        raise SurveyError(f"{shown}: the file is empty")
    region = answer.headers.get("x-amz-bucket-region")
    if region and answer.status in (301, 400):
        raise SurveyError(f"{shown}: the bucket is in another region; set AWS_REGION={region[:40]}")
    raise SurveyError(f"{shown}: the server fails ({answer.status}); try again later, or download it")


def _mark(answer: Answer) -> int:
    """Return a number of what a server says of the state of a file."""
    said = "\0".join(answer.headers.get(name, "") for name in ("etag", "last-modified"))
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:8], "big") & _WORD


def _runs(numbers: list[int]) -> list[list[int]]:
    """Return numbers in runs that have no gap, as long as one request may be."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1 and len(runs[-1]) < _MOST_AT_ONCE // BLOCK:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
