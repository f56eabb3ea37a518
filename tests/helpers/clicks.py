"""Steps of a user in the QGIS program: wait for a widget, click on it, type into it.

Steps come from a generator, each a thing to do or None to wait. The next turn is planned before a thing is
done, so that steps go on inside the windows that a click opens and waits for. Such a window has to be closed
by steps: while a click waits for it, Python's other threads hardly get a turn.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from qgis.PyQt.QtCore import QRect, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAction,
    QApplication,
    QListWidget,
    QMenu,
    QMenuBar,
    QScrollArea,
    QTabWidget,
    QWidget,
)

Steps = Iterator["Callable[[], None] | None"]
_TICK_MS = 100
# A window that is just being drawn may close a menu again.
_TRIES, _TICKS_TO_OPEN = 5, 20
LEFT = Qt.MouseButton.LeftButton


class GaveUp(Exception):
    """What was waited for did not come."""


def carry_out(steps: Steps, then: Callable[[BaseException | None], None]) -> None:
    """Do one step after another; `then` is called with the error that ended them, None if there was none."""
    try:
        act = next(steps)
    except StopIteration:
        then(None)
        return
    except BaseException as error:
        then(error)
        return
    QTimer.singleShot(_TICK_MS, partial(carry_out, steps, then))
    if act is not None:
        act()


def until(condition: Callable[[], bool], seconds: float, what: str) -> Steps:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise GaveUp(f"{what}: not within {seconds:.0f} s; in sight: {_in_sight()}")
        yield None


def click(widget: QWidget) -> Steps:
    """Click on the middle of a widget, once it is in sight and nothing lies over it."""
    yield from _clicked(widget, widget.rect)


def click_item(view: QListWidget, text: str) -> Steps:
    """Click on an item of a list."""
    (item,) = view.findItems(text, Qt.MatchFlag.MatchExactly)
    yield from _clicked(view.viewport(), partial(view.visualItemRect, item))


def click_tab(tabs: QTabWidget, text: str) -> Steps:
    """Click on the tab of a page."""
    bar = tabs.tabBar()
    place = next(i for i in range(bar.count()) if bar.tabText(i).replace("&", "") == text)
    yield from _clicked(bar, partial(bar.tabRect, place))


def click_entry(menu: QMenu | QMenuBar, action: QAction) -> Steps:
    """Click on an entry of a menu or of a menu bar; where that opens another menu, until it has."""
    opened, text = action.menu(), action.text()  # the entry may go with its window
    for _ in range(_TRIES):
        yield from _clicked(menu, partial(menu.actionGeometry, action))
        if opened is None:
            return
        for _ in range(_TICKS_TO_OPEN):
            yield None
            if opened.isVisible():
                return
    raise GaveUp(f"the menu {text} does not open")


def type_into(widget: QWidget, text: str) -> Steps:
    """Click into a line and replace its text."""
    yield from click(widget)
    yield partial(QTest.keyClick, widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    yield partial(QTest.keyClicks, widget, text)


def press(widget: QWidget, key: Qt.Key) -> Steps:
    """Press a key in a widget."""
    yield partial(QTest.keyClick, widget, key)


def window_with(kind: type[QWidget], text: str = "") -> QWidget | None:
    """Return the window in sight that is of a kind and has a button of that text."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and isinstance(window, kind) and (not text or button(window, text)):
            return window
    return None


def button(inside: QWidget, text: str) -> QAbstractButton | None:
    """Return the button that bears a text."""
    found = (b for b in inside.findChildren(QAbstractButton) if b.text().replace("&", "").startswith(text))
    return next((b for b in found if b.isVisible()), None)


def _clicked(widget: QWidget, place: Callable[[], QRect]) -> Steps:
    yield partial(_scroll_to, widget)
    yield from until(lambda: _is_free(widget, place()), 30, f"{type(widget).__name__} {_name(widget)}")
    yield lambda: QTest.mouseClick(widget, LEFT, pos=place().center())


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def _is_free(widget: QWidget, place: QRect) -> bool:
    """Return True where a user could click on it: in sight, enabled, with nothing over its middle."""
    if not (widget.isVisible() and widget.isEnabled() and place.isValid()):
        return False
    found = QApplication.widgetAt(widget.mapToGlobal(place.center()))
    return found is not None and (found is widget or widget.isAncestorOf(found))


def _name(widget: QWidget) -> str:
    return widget.objectName() or getattr(widget, "text", str)()


def _in_sight() -> str:
    found = (w for w in QApplication.topLevelWidgets() if w.isVisible())
    return ", ".join(f"{type(w).__name__} “{w.windowTitle()}”" for w in found)
