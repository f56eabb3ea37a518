"""Every setting of every order, declared once: a module for what an order does.

The command line's parser, the toolbox's parameters and the dock's inputs are made from these lists; a new
setting is a field of its dataclass and an entry in one of the modules. Read first: `shared`, `inverting`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(__name__, {"shared": ["checked", "chosen", "require_possible"]})
