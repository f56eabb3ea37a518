from __future__ import annotations

import signal

from plugin.cli.interrupt import remembered_interrupt


def swallow_ctrl_c() -> None:
    """As a callback of a compiled library does."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        pass
    else:
        raise AssertionError("Ctrl-C raised nothing")


def test_ctrl_c_is_remembered_though_its_exception_was_swallowed() -> None:
    with remembered_interrupt() as pressed:
        assert not pressed()
        swallow_ctrl_c()
        assert pressed()


def test_pythons_own_handler_is_put_back() -> None:
    with remembered_interrupt():
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
