"""Run the engine from the command line: ``python -m plugin``."""

import sys

from .cli.commandline import main

if __name__ == "__main__":
    sys.exit(main())
