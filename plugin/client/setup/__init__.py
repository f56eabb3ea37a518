"""The engine's Python, made: an environment of its own, filled from a lock.

What the user chose enters; `plan` says what would be fetched, from where and into which folder, `making` does
it, by uv or by venv and pip (`installers`), and the Python of a finished environment leaves. An environment
counts once its mark is written, last of all (`stamp`), and only with the present lock (`locked`). `removal`
takes everything away again. Standard library alone. Read first: `plan`, `making`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "home": ["python_in"],
        "making": ["set_up"],
        "plan": ["Plan", "make_plan"],
        "removal": ["remove", "remove_tree"],
        "stamp": ["Stamp", "finished", "read_stamp"],
    },
    modules=["locked"],
)
