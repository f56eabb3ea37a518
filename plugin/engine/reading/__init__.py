"""Reading: any file, folder or layer with dispersion measurements in, a checked `Survey` out.

A path enters `survey_file`, with what the user says of them (`ReadOptions`). `source`
opens the file, `readers` finds the first reader that recognises its content, and that one returns
`Measurements`: every point in SI, unchecked. `quality` rejects what is impossible, `suspects` and
`plausibility` flag what looks wrong, and a `Survey` leaves, whose report names everything that was not
used. Readers lie in `tables`, `formats`, `layers` and `folders`. Read first: `survey_file`, `measurements`,
`readers`; a new format is a new module in `formats`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "heeded": ["tell_unheeded"],
        "lines": ["Line", "read_lines", "read_paths"],
        "measurements": ["Measurements"],
        "one_site": ["unplaced"],
        "plausibility": ["beyond_limits", "implausible", "limit_clause"],
        "quality": ["check"],
        "readers": ["Reader", "find_reader", "read_source"],
        "reject_report": ["write_reject_table", "write_rejects"],
        "slowness": ["velocity_and_sigma"],
        "source": ["Source", "open_source", "read_bytes", "read_utf8"],
        "survey_file": ["read_survey"],
        "suspects": ["Doubt", "find_backwards", "find_doubts", "find_suspects"],
    },
)
