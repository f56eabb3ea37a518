"""The engine's messages in the words of QGIS's windows."""

from __future__ import annotations

import re

from ..protocol.options.every import EVERY

# Of two settings of one flag the first, how a survey is read, is what messages mean.
_TITLES = {option.option_flag: option.title for option in reversed(EVERY)}
_FLAG = re.compile("(?:" + "|".join(sorted(_TITLES, key=len, reverse=True)) + r")(?![\w-])")


def in_words(message: str) -> str:
    """Return a message with the titles of settings for the options of the command line.

    Examples
    --------
    >>> in_words("note: --velocity-unit ft/s is not used: the format fixes s/m")
    'note: “Velocity unit” ft/s is not used: the format fixes s/m'
    """
    return _FLAG.sub(lambda found: f"“{_TITLES[found[0]]}”", message)
