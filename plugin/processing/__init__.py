"""Processing algorithms over the same requests as the dock and the command line."""
