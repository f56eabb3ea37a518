"""The protocol: all that crosses the border between QGIS and the engine; the standard library alone.

What a user chose enters as words and leaves as an order: `Source` says what to read, `Request` how to
invert, `MapOptions` how to draw, and `orders` puts them together, one dataclass a verb. The engine answers
with the `outcomes` that the orders name, reports to a `Monitor` while it works, and raises one of the
`errors`, whose messages are for the user. Every setting is declared once (`options`), and every front end
makes its inputs from that; so is every file and column of the results (`result_files`,
`result_columns`), and `manifest` says whether the files in a folder belong together. `messages` and `wire`
carry orders and outcomes between two processes. Both sides import this package, and it imports neither. Read
first: `orders`, `outcomes`, `request`.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "address": ["Address", "is_address", "is_open", "place_of", "seems_address", "without_secrets"],
        "counted": ["are", "counted"],
        "errors": [
            "Cancelled",
            "EngineError",
            "NothingToInvert",
            "OutputError",
            "SourceError",
            "SurveyError",
            "VsMapperError",
            "WeightsError",
        ],
        "extent": ["Extent"],
        "forward_options": ["ForwardOptions"],
        "large_tables": ["as_parquet", "of_table", "table_in"],
        "lines": ["SectionLine", "WrittenLine"],
        "manifest": ["Manifest", "require_whole"],
        "map_options": ["MapOptions", "SectionOptions"],
        "messages": ["Ask", "Cancel", "Done", "Failed", "Hello", "Progress", "Said", "from_line", "to_line"],
        "moves": ["settle"],
        "natural_order": ["counted_up"],
        "option": ["Option"],
        "options.shared": ["chosen"],
        "orders": [
            "Compare",
            "CutSection",
            "Describe",
            "DrawMaps",
            "Export",
            "Invert",
            "MakeProducts",
            "ModelCurves",
            "PreviewSurvey",
            "ShowColumns",
            "ShowDrawn",
            "ShowSites",
        ],
        "outcomes": [
            "ColumnsSeen",
            "Compared",
            "Cut",
            "DrawnProfiles",
            "Exported",
            "Inverted",
            "Maps",
            "Modelled",
            "Preview",
            "Products",
            "SiteRows",
            "SitesShown",
            "Understanding",
        ],
        "overrides": ["Overrides"],
        "own_files": ["own_files"],
        "product_options": ["ProductOptions"],
        "progress": ["Monitor"],
        "read_options": ["ReadOptions", "parse_column", "parse_mode"],
        "request": ["Request", "parse_depths", "parse_names", "parse_shared_depths"],
        "result_columns": ["Column"],
        "result_files": ["Raster"],
        "site_standards": ["Standard"],
        "source": ["Source", "Table"],
        "stack_input": ["StackPart", "parse_periods", "stack_name"],
        "waves": ["VelocityType", "Wave"],
        "wire": ["decode", "encode"],
    },
)
