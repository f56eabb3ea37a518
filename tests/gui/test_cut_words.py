"""Every word of the dock can be read on a small screen, in English and in Italian."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cut_words import cut_words

SMALL_SCREEN_PX = 350


@pytest.fixture
def usual_type(qgis_app: object) -> Iterator[None]:
    """Letters of the size that desktops have."""
    from qgis.PyQt.QtGui import QFont

    before, usual = qgis_app.font(), QFont(qgis_app.font())
    usual.setPointSize(9)
    qgis_app.setFont(usual)
    yield
    qgis_app.setFont(before)


def test_no_word_of_the_dock_is_cut(usual_type: None, dock: object, qgis_app: object, window: object) -> None:
    assert cut_words(dock, qgis_app, window.window, SMALL_SCREEN_PX) == []


def test_no_word_of_the_dock_is_cut_in_italian(
    usual_type: None, italian: None, dock: object, qgis_app: object, window: object
) -> None:
    assert cut_words(dock, qgis_app, window.window, SMALL_SCREEN_PX) == []
