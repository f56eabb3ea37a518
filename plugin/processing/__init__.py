"""Processing algorithms over the pipeline; they come with a later version."""
