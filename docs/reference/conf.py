"""How Sphinx builds the reference: `make docs`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from sphinx.application import Sphinx  # noqa: E402

from plugin import __version__  # noqa: E402

project = "Vs Mapper"
version = release = __version__
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.viewcode",
    "numpydoc",
    "district_pages",
    "short_names",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"Vs Mapper {version}"
html_copy_source = False
html_show_copyright = False

add_module_names = False
maximum_signature_line_length = 90
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True

# Docstrings have names in single backticks, and each must be that of something; the names of types in
# signatures are other packages' own, whose pages are not asked for.
default_role = "py:obj"
nitpicky = True
nitpick_ignore_regex = [("py:class", ".*")]

numpydoc_show_class_members = False  # autodoc lists them, with what they do
numpydoc_validation_checks = {
    "GL06",  # sections are those that numpydoc knows
    "GL07",  # in its order
    "PR02",  # parameters are those of the signature
    "PR03",  # in its order
    "PR04",  # each with a type
    "PR07",  # and a description
    "PR09",  # of whole sentences
    "PR10",  # with a blank before the colon
    "RT03",  # what is returned has a description
    "RT05",  # of whole sentences
}

ARRAY = re.compile(r"~numpy\.ndarray\[~typing\.Any, ~numpy\.dtype\[~?(?:numpy\.)?(\w+)\]\]")


def setup(app: Sphinx) -> None:
    """Have signatures written as the code has them."""
    app.connect("autodoc-process-signature", plain)


def plain(*event: Any) -> tuple[str, str] | None:
    """Return a signature with short types of arrays, and dots for defaults that are made anew each time."""
    *_, signature, returned = event
    if signature is None:
        return None
    return shortened(signature).replace("<factory>", "..."), shortened(returned or "")


def shortened(text: str) -> str:
    """Return a text with the types of arrays as the code has them."""
    return ARRAY.sub(r"NDArray[\1]", text)
