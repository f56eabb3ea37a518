"""Field: sites refined one by one in, what their neighbours' curves say of each of them out.

A survey's `Linearised` curves and its places enter `survey_field.informed`. Each curve becomes about ten
numbers that are linear in ln Vs on depth nodes that all sites share (`depth_nodes`, `curve_data`). Mean and
covariance over depth come from the profiles (`depth_law`), the covariance in space from the likelihood of all
curves (`correlation`, `likelihood`). The nearest neighbours' curves then foretell each site (`neighbours`),
sites that stand out are set aside (`agreement`), and a `Message` for each site leaves, which `proof.prove`
takes along. Before that `water_table` asks the curves how deep the ground is dry. Read first: `survey_field`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "agreement": ["Agreement"],
        "correlation": ["SpaceLaw"],
        "curve_data": ["CurveData"],
        "depth_law": ["DepthLaw"],
        "depth_nodes": ["DepthNodes"],
        "likelihood": ["likeliest_law"],
        "neighbours": ["Informants"],
        "survey_field": ["SurveyField", "informed"],
        "water_table": ["likeliest_depth"],
    },
)
