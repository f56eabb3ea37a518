"""Many files as one survey: a folder, or a table whose rows name files.

A folder enters `folder`, a table of file names `curve_list`; `each_file` reads every file by the reader
that recognises it, tables of coordinates beside the files place them, and `joining` makes one
`Measurements` of all, which leaves. A file that cannot be read is rejected by name, and the others go
through. Read first: `folder`, `each_file`.
"""

from __future__ import annotations

from ....lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "counted_modes": ["count_from_zero"],
        "each_file": ["read_each"],
        "joining": ["join"],
        "listed_files": ["names_files", "read_listed"],
        "one_name": ["under_one_name"],
        "part": ["Part"],
    },
    modules=["curve_list", "folder"],
)
