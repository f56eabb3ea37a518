"""What the dock was set to, kept in the project: survey, settings, section and chosen site."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from .options_panel import OptionsPanel
from .remembered import held, put, without_addresses
from .result_view import ResultView
from .survey_panel import SurveyPanel

SCOPE, KEY = "VsMapper", "dock"
_WITH_LAYER = ("without",)
"""Inputs that another place of the project keeps."""


class KeptInProject(QObject):
    """Writes the state of the dock whenever the project is saved, and takes it up when one is opened.

    Parameters
    ----------
    survey, options, results : SurveyPanel, OptionsPanel, ResultView
        The parts of the dock.
    of_one_survey : iterable of str
        Inputs of `options` that suit one survey only, which a new project empties.
    """

    def __init__(
        self,
        survey: SurveyPanel,
        options: OptionsPanel,
        results: ResultView,
        of_one_survey: Iterable[str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._survey, self._options, self._results = survey, options, results
        self._panels = {"reading": survey.reading_panel, "options": options, "maps": results.map_panel}
        self._new = {name: _inputs(panel) for name, panel in self._panels.items()}
        self._new["options"] = {n: v for n, v in self._new["options"].items() if n in set(of_one_survey)}
        project = QgsProject.instance()
        project.writeProject.connect(self._write)
        project.readProject.connect(self.take_up)
        project.cleared.connect(self.forget)

    def shut_down(self) -> None:
        """Follow the project no longer."""
        project = QgsProject.instance()
        project.writeProject.disconnect(self._write)
        project.readProject.disconnect(self.take_up)
        project.cleared.disconnect(self.forget)

    def take_up(self) -> None:
        """Set the dock to what the project keeps; where it keeps nothing, nothing is changed."""
        try:
            state = json.loads(QgsProject.instance().readEntry(SCOPE, KEY)[0] or "{}")
            self._restore(state)
        except (ValueError, TypeError, KeyError, AttributeError):
            return  # written by another version, or by hand

    def forget(self) -> None:
        """Empty the dock, as a new project does."""
        self._survey.forget()
        for name, inputs in self._new.items():
            _set_inputs(self._panels[name], inputs)

    def _write(self) -> None:
        QgsProject.instance().writeEntry(SCOPE, KEY, json.dumps(self._state()))

    def _state(self) -> dict[str, Any]:
        resolve = QgsProject.instance().pathResolver().writePath
        chosen, section = self._survey.chosen(), self._results.sections.section
        return {
            **{name: _inputs(panel) for name, panel in self._panels.items()},
            "survey": {**chosen, "files": [resolve(path) for path in without_addresses(chosen["files"])]},
            "folder": resolve(str(self._results.folder)) if self._results.folder else "",
            "section": [resolve(str(section[0])), section[1]] if section else [],
            "site": self._results.site_panel.box.currentText(),
        }

    def _restore(self, state: dict[str, Any]) -> None:
        resolve = QgsProject.instance().pathResolver().readPath
        if "survey" in state:
            chosen = state["survey"]
            files = [resolve(path) for path in without_addresses(chosen["files"])]
            self._survey.choose({**chosen, "files": files})
        for name, panel in self._panels.items():
            _set_inputs(panel, state.get(name, {}))
        if state.get("folder"):
            self._results.look_at(Path(resolve(state["folder"])))
        if state.get("site"):
            self._results.site_panel.choose(state["site"])
        if state.get("section") and Path(resolve(state["section"][0])).is_file():
            self._results.sections.show(Path(resolve(state["section"][0])), state["section"][1])


def _inputs(panel: QWidget) -> dict[str, bool | int | float | str]:
    """Return what the inputs among the attributes of a panel hold."""
    found = {name: held(widget) for name, widget in vars(panel).items() if name not in _WITH_LAYER}
    return {name: value for name, value in found.items() if value is not None}


def _set_inputs(panel: QWidget, values: dict[str, Any]) -> None:
    """Put inputs to values; what no longer suits its input is left alone."""
    own = _inputs(panel)
    for name, value in values.items():
        if name in own and isinstance(value, (type(own[name]), int)):
            put(getattr(panel, name), value)
