from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from plugin.engine.waves import forward
plots = [name for name in sys.modules if name.startswith("matplotlib")]
import disba
print(len(plots), disba.PhaseDispersion.__name__, disba.surf96 is forward.surf96)
"""


def test_forward_modelling_imports_no_plots_and_leaves_the_whole_package_to_others() -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["0", "PhaseDispersion", "True"]
