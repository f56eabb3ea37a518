"""Lets docstrings refer to things by the names that their authors call them by, as `outputs.write_result`."""

from __future__ import annotations

import sys
from itertools import takewhile
from operator import attrgetter

from docutils import nodes
from sphinx.addnodes import desc, desc_parameter, pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode


def setup(app: Sphinx) -> dict[str, bool]:
    """Have names looked up that Sphinx does not know in full."""
    app.connect("missing-reference", find)
    return {"parallel_read_safe": True}


def find(
    app: Sphinx, env: BuildEnvironment, reference: pending_xref, shown: nodes.Element
) -> nodes.Element | None:
    """Return a link to what a name means; the name alone where that has no entry, None if it is nobody's."""
    if reference.get("refdomain") != "py":
        return None
    target, here = reference["reftarget"], reference.get("py:module") or ""
    if target in parameters(reference):
        return shown
    known = env.get_domain("py").objects
    # Functions are documented as names of their district, and called by that of their module.
    for written in (target, target.partition(".")[2]):
        meant = [name for name in known if written and name.endswith(f".{written}")]
        if meant:
            best = max(meant, key=lambda name: (shared(name, here), -len(name)))
            entry = known[best]
            return make_refnode(app.builder, reference["refdoc"], entry.docname, entry.node_id, shown, best)
    return shown if exists(target) else None


def shared(one: str, other: str) -> int:
    """Return how many names two dotted names have in common from the left."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one.split("."), other.split(".")))
    return sum(1 for _ in alike)


def parameters(node: nodes.Node) -> set[str]:
    """Return the parameters and fields of what a node is in the documentation of."""
    while node is not None and not isinstance(node, desc):
        node = node.parent
    found = node.findall(desc_parameter) if node is not None else ()
    return {parameter.astext().split(":")[0].split("=")[0].lstrip("*") for parameter in found}


def exists(name: str) -> bool:
    """Return whether a module of the plugin, or one that it imports, has such a name."""
    first, _, rest = name.partition(".")
    for called, module in list(sys.modules.items()):
        ours = called.startswith("plugin.")
        if rest and (called == first or (ours and called.endswith(f".{first}"))) and has(module, rest):
            return True
        if ours and (called.endswith(f".{name}") or has(module, name)):
            return True
    return False


def has(module: object, name: str) -> bool:
    """Return whether a module has a dotted name."""
    try:
        attrgetter(name)(module)
    except AttributeError:
        return False
    return True
